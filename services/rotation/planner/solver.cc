#include "services/rotation/planner/solver.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/rotation/planner/certificate.h"
#include "services/rotation/planner/neighbourhood.h"
#include "services/rotation/planner/output.h"
#include "services/rotation/planner/repair.h"
#include "services/rotation/planner/start.h"

namespace xf::planner {
namespace {

constexpr int kFirstSteps = 1200;
constexpr int kNeighbourhoods = 16;  // of a round, at most
constexpr int kSmallest = 12;
constexpr int kLargest = 300;

double Limit(const SolveOptions& options) {
  return options.seconds <= 0 && options.work <= 0 ? kDefaultSeconds : options.seconds;
}

}  // namespace

Solver::Solver(const RotationProblem& problem, const Model& model, const Assignment& base, const SolveOptions& options)
    : problem_(problem),
      model_(model),
      options_(options),
      base_(base),
      meter_(options.work, Limit(options), options.cancel),
      pool_(options.threads),
      ascent_(model, pool_),
      pricing_(model),
      random_(static_cast<uint64_t>(options.seed)),
      best_(KeepPrevious(model, base)),
      step_work_(20 + model.CountTriples() / 500) {}

RotationPlan Solver::Solve() {
  Report();
  FindPrices();
  Improve();
  return MakePlan();
}

double Solver::Gap() const {
  return (ascent_.bound() - static_cast<double>(best_.objective())) / std::max(1.0, std::abs(ascent_.bound()));
}

bool Solver::Over() const {
  // Objectives are whole numbers: nothing lies between the plan and a bound less than one above it.
  return meter_.Done() || meter_.Expired() || ascent_.bound() < static_cast<double>(best_.objective()) + 1 - 1e-6 ||
         Gap() <= options_.gap;
}

void Solver::Consider(const Assignment& plan) {
  if (plan.objective() > best_.objective()) best_ = plan;
}

void Solver::FindPrices() {
  // Everybody who is at home already, then whatever the prices of the moment make of it.
  std::vector<int> order(model_.cadres.size());
  std::iota(order.begin(), order.end(), 0);
  Fill(pricing_, order, best_);
  Report();
  for (int step = 1; step <= kFirstSteps && !Over(); ++step) {
    // Until there is a good plan, half of the bound is a fair guess of how far prices must fall.
    ascent_.Step(std::max(static_cast<double>(best_.objective()), ascent_.bound() - 0.05 * std::abs(ascent_.bound())));
    meter_.Add(step_work_);
    if (step % 100 != 0 || step < 200) continue;
    pricing_.Set(ascent_.prices());
    Consider(Repair(pricing_, base_));
    meter_.Add(step_work_ * 10);
    Report();
  }
  pricing_.Set(ascent_.prices());
}

void Solver::Improve() {
  for (int round = 1; !Over(); ++round) {
    if (!ImproveRound()) return;
    if (round % 8 == 0) {
      for (int step = 0; step < 10; ++step) ascent_.Step(static_cast<double>(best_.objective()));
      meter_.Add(step_work_ * 10);
      pricing_.Set(ascent_.prices());
    }
    Report();
  }
}

bool Solver::ImproveRound() {
  const Landscape landscape(pricing_, best_);
  const int cadres = static_cast<int>(model_.cadres.size());
  const int count = std::clamp(cadres / (3 * size_), 1, kNeighbourhoods);
  std::vector<std::vector<int>> picks;
  for (int i = 0; i < count; ++i) picks.push_back(landscape.Pick(size_, random_));
  std::vector<Answer> answers(picks.size());
  pool_.Run(count, [&](int i) {
    const size_t at = static_cast<size_t>(i);
    if (!picks[at].empty() && !meter_.Expired())
      answers[at] = planner::Improve(pricing_, best_, picks[at], {}, &meter_);
  });
  if (meter_.Expired()) return false;
  meter_.Add(step_work_ * 10);
  for (size_t i = 0; i < answers.size(); ++i) {
    meter_.Add(answers[i].work);
    if (answers[i].improved) best_ = Apply(best_, picks[i], answers[i].stays);
  }
  Adapt(answers);
  return true;
}

void Solver::Adapt(const std::vector<Answer>& answers) {
  int exhausted = 0, improved = 0;
  for (const Answer& answer : answers) {
    exhausted += answer.exhausted ? 1 : 0;
    improved += answer.improved ? 1 : 0;
  }
  const int count = static_cast<int>(answers.size());
  if (improved * 3 >= count) return;
  if (exhausted * 2 >= count) size_ = std::min(kLargest, size_ + 1 + size_ / 20);
}

void Solver::Report() {
  const bool better_plan = !told_ || best_.objective() > told_objective_;
  const bool better_bound = !told_ || ascent_.bound() < told_bound_ - 1e-7 * std::abs(told_bound_);
  if (!better_plan && !better_bound) return;
  told_ = true;
  told_objective_ = best_.objective();
  told_bound_ = ascent_.bound();
  RotationPlan::Progress& progress = progress_.emplace_back();
  progress.set_work(meter_.work());
  progress.set_objective(told_objective_);
  progress.set_upper_bound(told_bound_);
  if (!options_.on_event) return;
  options_.on_event({.work = meter_.work(),
                     .seconds = meter_.seconds(),
                     .objective = told_objective_,
                     .upper_bound = told_bound_,
                     .better_plan = better_plan,
                     .plan = [this] { return MakePlan(); }});
}

RotationPlan Solver::MakePlan() const {
  RotationPlan plan = Describe(problem_, model_, best_);
  const Rows prices = Rounded(model_, ascent_.prices());
  Pool alone(1);
  Relaxer relaxer(model_, alone);
  const double bound = relaxer.Solve(prices).bound;
  plan.mutable_certificate()->set_upper_bound(bound);
  *plan.mutable_certificate()->add_nodes() = Leaf(problem_, model_, prices);
  plan.set_gap((bound - static_cast<double>(plan.objective())) / std::max(1.0, std::abs(bound)));
  plan.set_work(meter_.work());
  plan.set_seed(options_.seed);
  plan.set_threads(options_.threads);
  plan.set_planner_version(kVersion);
  plan.mutable_progress()->Add(progress_.begin(), progress_.end());
  return plan;
}

}  // namespace xf::planner
