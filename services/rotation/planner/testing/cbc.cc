// The problem as a mixed-integer program for CBC: a column a triple, a row for every cadre, post, unit and host in
// every slot, one for each pair of relatives, host and slot (a clique, the tightest form there is), one for the budget
// of changes. Rows that no plan can break are left out; its presolve, cuts and heuristics are those that CBC has by
// itself.
#include <CbcEventHandler.hpp>
#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <OsiClpSolverInterface.hpp>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/rotation/planner/testing/triples.h"

namespace xf::planner::testing {
namespace {

using Clock = std::chrono::steady_clock;

double Since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

class Program {
 public:
  explicit Program(const RotationProblem& problem) : slots_(problem.slot_count()) {
    AddRows(problem);
    for (const auto& of_cadre : Triples(problem)) {
      for (const Triple& triple : of_cadre) Add(triple);
    }
    starts_.push_back(static_cast<CoinBigIndex>(entries_.size()));
  }

  void Load(OsiClpSolverInterface& solver) {
    // Rows that more columns use than fit, or that demand something.
    std::vector<int> users(upper_.size(), 0);
    for (const int row : entries_) ++users[static_cast<size_t>(row)];
    std::vector<int> now(upper_.size(), -1);
    std::vector<double> lower, upper;
    for (size_t row = 0; row < upper_.size(); ++row) {
      if (users[row] <= upper_[row] && lower_[row] == -COIN_DBL_MAX) continue;
      now[row] = static_cast<int>(upper.size());
      lower.push_back(lower_[row]);
      upper.push_back(upper_[row]);
    }
    std::vector<CoinBigIndex> starts;
    std::vector<int> rows;
    for (size_t j = 0; j + 1 < starts_.size(); ++j) {
      starts.push_back(static_cast<CoinBigIndex>(rows.size()));
      for (CoinBigIndex k = starts_[j]; k < starts_[j + 1]; ++k) {
        const int row = now[static_cast<size_t>(entries_[static_cast<size_t>(k)])];
        if (row >= 0) rows.push_back(row);
      }
    }
    starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    const std::vector<double> ones_of_entries(rows.size(), 1);
    const CoinPackedMatrix matrix(true, static_cast<int>(upper.size()), static_cast<int>(costs_.size()),
                                  static_cast<CoinBigIndex>(rows.size()), ones_of_entries.data(), rows.data(),
                                  starts.data(), nullptr);
    const std::vector<double> zeros(costs_.size(), 0), ones(costs_.size(), 1);
    solver.loadProblem(matrix, zeros.data(), ones.data(), costs_.data(), lower.data(), upper.data());
    for (size_t j = 0; j < costs_.size(); ++j) solver.setInteger(static_cast<int>(j));
  }

  bool empty() const { return costs_.empty(); }
  bool NothingDemanded() const {
    for (const double lower : lower_) {
      if (lower > 0) return false;
    }
    return true;
  }

 private:
  // Rows of one kind, `slots_` for each item; the number of the first.
  int AddLimits(const auto& items, auto limit_of) {
    const int first = static_cast<int>(upper_.size());
    for (const auto& item : items) {
      for (int t = 0; t < slots_; ++t) AddRow(-COIN_DBL_MAX, limit_of(item));
    }
    return first;
  }
  int AddRow(double lower, double upper) {
    lower_.push_back(lower);
    upper_.push_back(upper);
    return static_cast<int>(upper_.size()) - 1;
  }

  void AddRows(const RotationProblem& problem) {
    for (int c = 0; c < problem.cadres_size(); ++c) AddRow(-COIN_DBL_MAX, 1);
    const auto cadres = Positions(problem.cadres(), [](const auto& cadre) { return cadre.cadre_id(); });
    for (const auto& pin : problem.pins()) lower_[static_cast<size_t>(cadres.at(pin.cadre_id()))] = 1;
    posts_ = AddLimits(problem.posts(), [](const auto& post) { return post.capacity(); });
    units_ = AddLimits(problem.units(), [](const auto& unit) { return unit.max_absent(); });
    hosts_ = AddLimits(problem.hosts(), [](const auto& host) { return host.max_present(); });
    const auto units = Positions(problem.units(), [](const auto& unit) { return unit.unit_id(); });
    const auto hosts = Positions(problem.hosts(), [](const auto& host) { return host.host_id(); });
    for (const auto& cadre : problem.cadres())
      unit_of_.push_back(cadre.unit_id().empty() ? -1 : units.at(cadre.unit_id()));
    std::unordered_map<std::string, int> places;
    for (const auto& post : problem.posts()) {
      const auto host = hosts.find(post.host_id());
      host_of_.push_back(host == hosts.end() ? -1 : host->second);
      place_of_.push_back(places.emplace(post.host_id(), static_cast<int>(places.size())).first->second);
    }
    pairs_of_.resize(static_cast<size_t>(problem.cadres_size()));
    for (int i = 0; i < problem.conflicts_size(); ++i) {
      const int a = cadres.at(problem.conflicts(i).cadre_a()), b = cadres.at(problem.conflicts(i).cadre_b());
      if (a == b) continue;
      pairs_of_[static_cast<size_t>(a)].push_back(i);
      pairs_of_[static_cast<size_t>(b)].push_back(i);
    }
    if (problem.has_max_changes()) changes_ = AddRow(problem.previous_size() - problem.max_changes(), COIN_DBL_MAX);
  }

  void Add(const Triple& triple) {
    const size_t cadre = static_cast<size_t>(triple.cadre), post = static_cast<size_t>(triple.post);
    starts_.push_back(static_cast<CoinBigIndex>(entries_.size()));
    costs_.push_back(-static_cast<double>(triple.score));
    entries_.push_back(triple.cadre);
    for (int t = triple.start; t < triple.end; ++t) {
      entries_.push_back(posts_ + triple.post * slots_ + t);
      if (unit_of_[cadre] >= 0) entries_.push_back(units_ + unit_of_[cadre] * slots_ + t);
      if (host_of_[post] >= 0) entries_.push_back(hosts_ + host_of_[post] * slots_ + t);
      for (const int pair : pairs_of_[cadre]) {
        const int64_t key = (int64_t{pair} * static_cast<int64_t>(host_of_.size()) + place_of_[post]) * slots_ + t;
        const auto [row, added] = together_.try_emplace(key, static_cast<int>(upper_.size()));
        if (added) AddRow(-COIN_DBL_MAX, 1);
        entries_.push_back(row->second);
      }
    }
    if (triple.keeps && changes_ >= 0) entries_.push_back(changes_);
  }

  const int slots_;
  int posts_ = 0, units_ = 0, hosts_ = 0, changes_ = -1;  // first rows
  std::vector<int> unit_of_, host_of_, place_of_;
  std::vector<std::vector<int>> pairs_of_;     // by cadre
  std::unordered_map<int64_t, int> together_;  // row of [pair, place, slot]
  std::vector<double> lower_, upper_, costs_;
  std::vector<CoinBigIndex> starts_;
  std::vector<int> entries_;
};

// Notes when plan and bound have come within 1 %.
class Watcher : public CbcEventHandler {
 public:
  Watcher(Clock::time_point begin, std::atomic<double>& seconds) : begin_(begin), seconds_(seconds) {}
  CbcEventHandler* clone() const override { return new Watcher(*this); }
  CbcAction event(CbcEvent) override {
    if (model_ == nullptr || model_->parentModel() != nullptr || model_->getObjValue() > 1e40) return noAction;
    const double plan = -model_->getObjValue(), bound = -model_->getBestPossibleObjValue();
    if (bound - plan <= 0.01 * std::max(1.0, std::abs(bound))) {
      double never = std::numeric_limits<double>::infinity();
      seconds_.compare_exchange_strong(never, Since(begin_));
    }
    return noAction;
  }

 private:
  Clock::time_point begin_;
  std::atomic<double>& seconds_;
};

}  // namespace

CbcResult SolveByCbc(const RotationProblem& problem, double seconds, int threads) {
  const Clock::time_point begin = Clock::now();
  Program program(problem);
  const int64_t constant = -problem.change_penalty() * problem.previous_size();
  if (program.empty()) {
    const bool fine = program.NothingDemanded();
    return {fine, fine, constant, static_cast<double>(constant)};
  }
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  program.Load(solver);
  CbcModel model(solver);
  model.setLogLevel(0);
  std::atomic<double> to_1_percent = std::numeric_limits<double>::infinity();
  const Watcher watcher(begin, to_1_percent);
  model.passInEventHandler(&watcher);
  const std::string left = std::to_string(std::max(0.1, seconds - Since(begin)));
  const std::string count = std::to_string(threads);
  std::vector<const char*> arguments = {"cbc", "-log", "0", "-timem", "elapsed", "-sec", left.c_str()};
  if (threads > 1) arguments.insert(arguments.end(), {"-threads", count.c_str()});
  arguments.insert(arguments.end(), {"-solve", "-quit"});
  CbcMain0(model);
  CbcMain1(static_cast<int>(arguments.size()), arguments.data(), model);
  CbcResult result;
  result.found = model.bestSolution() != nullptr;
  result.optimal = model.isProvenOptimal();
  result.objective = constant + (result.found ? static_cast<int64_t>(std::llround(-model.getObjValue())) : 0);
  result.upper_bound = static_cast<double>(constant) - model.getBestPossibleObjValue();
  result.seconds_to_1_percent = to_1_percent;
  return result;
}

}  // namespace xf::planner::testing
