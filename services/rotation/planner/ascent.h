// Better and better prices: the volume algorithm (Barahona, Anbil: The volume algorithm, Mathematical Programming 87,
// 2000), a subgradient method whose direction is the average of what the relaxation has used so far.
#pragma once

#include "services/rotation/planner/pricing.h"

namespace xf::planner {

class Ascent {
 public:
  Ascent(const Model& model, Pool& pool);
  // From prices that are known to be good, for choices that agree with the decisions.
  Ascent(const Model& model, Pool& pool, Rows prices, std::vector<Decision> decisions);
  // From such prices, for these cadres and this room only, without a budget of changes.
  Ascent(const Model& model, Pool& pool, Rows prices, std::vector<int> cadres, Rows room);

  // One step towards prices whose bound is lower. `target`: the objective of the best plan known.
  void Step(double target);

  // The prices of the best bound so far, and that bound.
  const Rows& prices() const { return center_; }
  double bound() const { return bound_; }
  // Takes prices that are better than its own, e.g. those of a linear program.
  void Offer(const Rows& prices, double bound);
  // The relaxation at the prices of the last step.
  const Relaxation& last() const { return *last_; }
  // The share of the last step's relaxation in the average that gives the direction.
  double newest() const { return newest_; }
  // The length of a step as a share of what theory allows; small when nothing is to be had any more.
  double pace() const { return pace_; }
  int64_t steps() const { return steps_; }

 private:
  // Solves the relaxation where it begins.
  void Begin();
  double Move(double target);
  void Average();
  void Judge(double violation_product);

  const Rows capacities_;
  const bool has_budget_;
  const double must_keep_;
  Relaxer relaxer_;
  const Relaxation* last_ = nullptr;
  Rows center_;
  Rows trial_;
  Rows average_;  // of usage
  double bound_ = 0;
  double pace_ = 0.1;
  double weight_ = 0.1;  // of the newest usage in the average, at most
  double newest_ = 1;    // and what it was
  int fruitless_ = 0;
  int64_t steps_ = 0;
  double checked_bound_ = 0;
};

}  // namespace xf::planner
