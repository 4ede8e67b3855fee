// One run of the planner: prices, plans and neighbourhoods in turn, until it is told to stop or nothing better exists.
#pragma once

#include <vector>

#include "services/rotation/planner/ascent.h"
#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/meter.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/planner/random.h"
#include "services/rotation/planner/subproblem.h"

namespace xf::planner {

class Solver {
 public:
  Solver(const RotationProblem& problem, const Model& model, const Assignment& base, const SolveOptions& options);

  RotationPlan Solve();

 private:
  // Prices from nothing to nearly the best, and plans from them on the way.
  void FindPrices();
  // Exact re-planning of neighbourhoods, several at a time from the same plan.
  void Improve();
  // One round of it. False when it was cut short and does not count.
  bool ImproveRound();
  void Adapt(const std::vector<Answer>& answers);
  // Tells the observer when plan or bound got better.
  void Report();
  void Consider(const Assignment& plan);
  // Whether to stop: told to, or the gap is what was asked.
  bool Over() const;
  double Gap() const;
  RotationPlan MakePlan() const;

  const RotationProblem& problem_;
  const Model& model_;
  const SolveOptions& options_;
  const Assignment& base_;
  Meter meter_;
  Pool pool_;
  Ascent ascent_;
  Pricing pricing_;  // at the best prices
  Random random_;
  Assignment best_;
  int64_t step_work_ = 1;  // of one step of the ascent
  int size_ = 40;          // of neighbourhoods
  int64_t told_objective_ = 0;
  double told_bound_ = 0;
  bool told_ = false;
  std::vector<RotationPlan::Progress> progress_;
};

}  // namespace xf::planner
