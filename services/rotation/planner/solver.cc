#include "services/rotation/planner/solver.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/rotation/planner/certificate.h"
#include "services/rotation/planner/dive.h"
#include "services/rotation/planner/neighbourhood.h"
#include "services/rotation/planner/output.h"
#include "services/rotation/planner/repair.h"
#include "services/rotation/planner/start.h"

namespace xf::planner {
namespace {

constexpr int kFirstSteps = 1200;
// Neighbourhoods of a round, and cadres in all of them, at most: what is looked up once for a round must pay.
constexpr int kNeighbourhoods = 16;
constexpr int kCadresOfRound = 1600;
// Neighbourhoods without a better plan after which proving gets as much work as finding.
constexpr int kFruitless = 200;
// Steps of the ascent so short that it has converged.
constexpr double kSlowPace = 2e-5;
// Fewer cadres are planned well enough by neighbourhoods at once.
constexpr int kFewestToDive = 300;
// Larger problems don't get anywhere by branches: their plans are farther from the best than the relaxation's bound.
constexpr int64_t kMostTriplesOfTree = 100'000;

// Cadres who have a choice.
int CountFree(const Model& model) {
  return static_cast<int>(std::count_if(model.cadres.begin(), model.cadres.end(),
                                        [](const Cadre& cadre) { return !cadre.pinned && cadre.option_count > 0; }));
}

}  // namespace

Solver::Solver(const RotationProblem& problem, const Model& model, const Assignment& base, const SolveOptions& options,
               Meter& meter)
    : problem_(problem),
      model_(model),
      options_(options),
      base_(base),
      meter_(meter),
      pool_(options.threads),
      ascent_(model, pool_),
      tree_(model, pool_, base),
      pricing_(model),
      random_(static_cast<uint64_t>(options.seed)),
      free_count_(CountFree(model)),
      sizes_(free_count_),
      best_(KeepPrevious(model, base)),
      step_work_(20 + model.CountTriples() / 500) {
  tree_.SetRoot(ascent_.prices(), ascent_.bound());
}

RotationPlan Solver::Solve() {
  Report();
  FindPrices();
  Improve();
  return MakePlan();
}

double Solver::Gap() const {
  return (bound() - static_cast<double>(best_.objective())) / std::max(1.0, std::abs(bound()));
}

bool Solver::Over() const {
  // Objectives are whole numbers: nothing lies between the plan and a bound less than one above it.
  return meter_.Done() || meter_.Expired() || bound() < static_cast<double>(best_.objective()) + 1 - 1e-6 ||
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
    tree_.SetRoot(ascent_.prices(), ascent_.bound());
    // Also early: of a problem of millions of options a step takes a second.
    if (step != 25 && step != 50 && step % 100 != 0) continue;
    pricing_.Set(ascent_.prices());
    Consider(Repair(pricing_, base_));
    meter_.Add(step_work_ * 4);
    Report();
  }
  pricing_.Set(ascent_.prices());
  if (free_count_ < kFewestToDive || Over()) return;
  const Dived dived = Dive(model_, pool_, ascent_.prices(), base_, meter_);
  if (meter_.Expired()) return;
  Consider(dived.plan);
  meter_.Add(step_work_ * dived.steps);
  Report();
}

void Solver::Improve() {
  int64_t found = 0, proven = 0;
  while (!Over() && !(best_known_ && proof_ended_)) {
    const int64_t before = meter_.work();
    if (!best_known_ && !ImproveRound()) return;
    found += meter_.work() - before;
    // Plans first: proving takes as much work as finding only where finding has come to nothing.
    const int64_t share = fruitless_ < kFruitless ? found / 20 : found;
    if (share > proven || best_known_) {
      const int64_t began = meter_.work();
      Prove(std::max<int64_t>(1, share - proven));
      proven += meter_.work() - began;
    }
    if (meter_.Expired()) return;
    Report();
  }
}

void Solver::Prove(int64_t work) {
  const int64_t until = meter_.work() + work;
  const double target = static_cast<double>(best_.objective());
  do {
    if (model_.CountTriples() > kMostTriplesOfTree) {
      for (int step = 0; step < 10; ++step) ascent_.Step(target);
      meter_.Add(step_work_ * 10);
      pricing_.Set(ascent_.prices());
      tree_.SetRoot(ascent_.prices(), ascent_.bound());
      if (ascent_.pace() <= kSlowPace) return;
    } else {
      const int64_t before = tree_.work();
      const bool split = tree_.Split(best_, meter_);
      meter_.Add(tree_.work() - before);
      if (meter_.Expired()) return;
      proof_ended_ = !split;
    }
  } while (meter_.work() < until && !Over() && !proof_ended_);
}

bool Solver::ImproveRound() {
  const Landscape landscape(pricing_, best_);
  const Sizes::Size size = sizes_.Next(random_);
  // An even number, so that two threads end together.
  const int most = std::max(kNeighbourhoods, kCadresOfRound / size.cadres);
  const int count = free_count_ < 2 * size.cadres ? 1 : std::clamp(free_count_ / (6 * size.cadres), 1, most / 2) * 2;
  std::vector<std::vector<int>> picks;
  for (int i = 0; i < count; ++i) picks.push_back(landscape.Pick(size.cadres, random_));
  std::vector<Answer> answers(picks.size());
  pool_.Run(count, [&](int i) {
    const size_t at = static_cast<size_t>(i);
    if (!picks[at].empty() && !meter_.Expired()) {
      answers[at] = planner::Improve(pricing_, best_, picks[at], {.columns_per_cadre = size.columns}, &meter_);
    }
  });
  if (meter_.Expired()) return false;
  const int64_t objective = best_.objective();
  int64_t work = step_work_ * 2;
  for (size_t i = 0; i < answers.size(); ++i) {
    work += answers[i].work;
    if (answers[i].improved) Apply(picks[i], answers[i].stays, best_);
    best_known_ = best_known_ || (answers[i].exhausted && free_count_ == static_cast<int>(picks[i].size()));
  }
  meter_.Add(work);
  sizes_.Learn(best_.objective() - objective, work);
  fruitless_ = best_.objective() > objective ? 0 : fruitless_ + static_cast<int>(answers.size());
  return true;
}

void Solver::Report() {
  const bool better_plan = !told_ || best_.objective() > told_objective_;
  const bool better_bound = !told_ || bound() < told_bound_ - 1e-7 * std::abs(told_bound_);
  if (!better_plan && !better_bound) return;
  told_ = true;
  told_objective_ = best_.objective();
  told_bound_ = bound();
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
  *plan.mutable_certificate() = tree_.Certify(problem_);
  const double bound = plan.certificate().upper_bound();
  plan.set_gap((bound - static_cast<double>(plan.objective())) / std::max(1.0, std::abs(bound)));
  plan.set_work(meter_.work());
  plan.set_seed(options_.seed);
  plan.set_threads(options_.threads);
  plan.set_planner_version(kVersion);
  plan.mutable_progress()->Add(progress_.begin(), progress_.end());
  return plan;
}

}  // namespace xf::planner
