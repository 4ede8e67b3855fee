// The problem as a mixed-integer program for CBC: a column a triple, a row for every cadre, post, unit and host in
// every slot, one for each pair of relatives, host and slot, one for the budget of changes.
#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <OsiClpSolverInterface.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "services/rotation/planner/testing/triples.h"

namespace xf::planner::testing {
namespace {

class Program {
 public:
  explicit Program(const RotationProblem& problem) : problem_(problem) {
    for (const auto& unit : problem.units()) units_[unit.unit_id()] = unit.max_absent();
    for (const auto& host : problem.hosts()) hosts_[host.host_id()] = host.max_present();
    for (const auto& conflict : problem.conflicts()) {
      relatives_[conflict.cadre_a()].insert(conflict.cadre_b());
      relatives_[conflict.cadre_b()].insert(conflict.cadre_a());
    }
    for (const auto& pin : problem.pins()) pinned_[pin.cadre_id()] = true;
    for (const auto& of_cadre : Triples(problem)) {
      for (const Triple& triple : of_cadre) Add(triple);
    }
    if (problem.has_max_changes()) {
      const double needed = problem.previous_size() - problem.max_changes();
      const int row = Row({"changes", "", "", 0}, COIN_DBL_MAX);
      lower_[static_cast<size_t>(row)] = needed;
    }
    // A pinned cadre whose row has no column would else be forgotten.
    for (const auto& cadre : problem.cadres()) CadreRow(cadre.cadre_id());
  }

  void Load(OsiClpSolverInterface& solver) const {
    std::vector<CoinBigIndex> starts = {0};
    std::vector<int> rows;
    for (const auto& column : columns_) {
      rows.insert(rows.end(), column.begin(), column.end());
      starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    }
    const std::vector<double> entries(rows.size(), 1);
    const CoinPackedMatrix matrix(true, static_cast<int>(upper_.size()), static_cast<int>(columns_.size()),
                                  static_cast<CoinBigIndex>(rows.size()), entries.data(), rows.data(), starts.data(),
                                  nullptr);
    const std::vector<double> zeros(columns_.size(), 0), ones(columns_.size(), 1);
    solver.loadProblem(matrix, zeros.data(), ones.data(), costs_.data(), lower_.data(), upper_.data());
    for (size_t j = 0; j < columns_.size(); ++j) solver.setInteger(static_cast<int>(j));
  }

  bool empty() const { return columns_.empty(); }
  bool NothingDemanded() const {
    for (const double lower : lower_) {
      if (lower > 0) return false;
    }
    return true;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string, int>;

  int Row(const Key& key, double limit) {
    const auto [found, added] = rows_.try_emplace(key, static_cast<int>(upper_.size()));
    if (added) {
      upper_.push_back(limit);
      lower_.push_back(-COIN_DBL_MAX);
    }
    return found->second;
  }

  int CadreRow(const std::string& cadre) {
    const int row = Row({"cadre", cadre, "", 0}, 1);
    if (pinned_.contains(cadre)) lower_[static_cast<size_t>(row)] = 1;
    return row;
  }

  void Add(const Triple& triple) {
    const auto& cadre = problem_.cadres(triple.cadre);
    const auto& post = problem_.posts(triple.post);
    std::vector<int> rows = {CadreRow(cadre.cadre_id())};
    for (int t = triple.start; t < triple.end; ++t) {
      rows.push_back(Row({"post", post.post_id(), "", t}, post.capacity()));
      if (!cadre.unit_id().empty()) rows.push_back(Row({"unit", cadre.unit_id(), "", t}, units_.at(cadre.unit_id())));
      const auto host = hosts_.find(post.host_id());
      if (host != hosts_.end()) rows.push_back(Row({"host", post.host_id(), "", t}, host->second));
      const auto relatives = relatives_.find(cadre.cadre_id());
      if (relatives == relatives_.end()) continue;
      for (const std::string& other : relatives->second) {
        const std::string pair = std::min(other, cadre.cadre_id()) + " " + std::max(other, cadre.cadre_id());
        rows.push_back(Row({"pair", pair, post.host_id(), t}, 1));
      }
    }
    if (triple.keeps && problem_.has_max_changes()) rows.push_back(Row({"changes", "", "", 0}, COIN_DBL_MAX));
    columns_.push_back(std::move(rows));
    costs_.push_back(-static_cast<double>(triple.score));
  }

  const RotationProblem& problem_;
  std::map<std::string, int> units_;
  std::map<std::string, int> hosts_;
  std::map<std::string, std::set<std::string>> relatives_;
  std::map<std::string, bool> pinned_;
  std::map<Key, int> rows_;
  std::vector<double> lower_;
  std::vector<double> upper_;
  std::vector<double> costs_;
  std::vector<std::vector<int>> columns_;
};

}  // namespace

CbcResult SolveByCbc(const RotationProblem& problem, double seconds) {
  const Program program(problem);
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
  const std::string limit = std::to_string(seconds);
  const char* arguments[] = {"cbc", "-log", "0", "-timem", "elapsed", "-sec", limit.c_str(), "-solve", "-quit"};
  CbcMain0(model);
  CbcMain1(9, arguments, model);
  CbcResult result;
  result.found = model.bestSolution() != nullptr;
  result.optimal = model.isProvenOptimal();
  result.objective = constant + (result.found ? static_cast<int64_t>(std::llround(-model.getObjValue())) : 0);
  result.upper_bound = static_cast<double>(constant) - model.getBestPossibleObjValue();
  return result;
}

}  // namespace xf::planner::testing
