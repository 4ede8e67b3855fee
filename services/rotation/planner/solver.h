// One run of the planner: prices, plans and neighbourhoods in turn, until it is told to stop or nothing better exists.
#pragma once

#include <vector>

#include "services/rotation/planner/ascent.h"
#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/meter.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/planner/random.h"
#include "services/rotation/planner/sizes.h"
#include "services/rotation/planner/subproblem.h"
#include "services/rotation/planner/tree.h"

namespace xf::planner {

class Solver {
 public:
  Solver(const RotationProblem& problem, const Model& model, const Assignment& base, const SolveOptions& options,
         Meter& meter);

  RotationPlan Solve();

 private:
  // Prices from nothing to nearly the best, and plans from them on the way.
  void FindPrices();
  // Exact re-planning of neighbourhoods, several at a time from the same plan.
  void Improve();
  // One round of it. False when it was cut short and does not count.
  bool ImproveRound();
  // Better bounds: prices, then branches, for about so much work.
  void Prove(int64_t work);
  double bound() const { return tree_.bound(); }
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
  Meter& meter_;
  Pool pool_;
  Ascent ascent_;
  Tree tree_;
  Pricing pricing_;  // at the best prices
  Random random_;
  const int free_count_;  // cadres who have a choice
  Sizes sizes_;
  Assignment best_;
  int64_t step_work_ = 1;  // of one step of the ascent
  int fruitless_ = 0;      // neighbourhoods since the last better plan
  int64_t told_objective_ = 0;
  double told_bound_ = 0;
  bool told_ = false;
  bool best_known_ = false;   // nothing is better than the plan: a neighbourhood of everyone was searched to its end
  bool proof_ended_ = false;  // nothing more can be proven
  std::vector<RotationPlan::Progress> progress_;
};

}  // namespace xf::planner
