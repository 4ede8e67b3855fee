#include "services/rotation/planner/ascent.h"

#include <algorithm>
#include <cmath>

namespace xf::planner {
namespace {

constexpr double kSlowest = 1e-5;

}  // namespace

Ascent::Ascent(const Model& model, Pool& pool) : Ascent(model, pool, ZeroRows(model), {}) {}

Ascent::Ascent(const Model& model, Pool& pool, Rows prices, std::vector<Decision> decisions)
    : capacities_(Capacities(model)),
      has_budget_(model.has_budget),
      must_keep_(model.MustKeep()),
      relaxer_(model, pool),
      center_(std::move(prices)),
      trial_(center_) {
  relaxer_.Restrict(std::move(decisions));
  Begin();
}

Ascent::Ascent(const Model& model, Pool& pool, Rows prices, std::vector<int> cadres, Rows room)
    : capacities_(room),
      has_budget_(false),
      must_keep_(0),
      relaxer_(model, pool),
      center_(std::move(prices)),
      trial_(center_) {
  relaxer_.Limit(std::move(cadres), std::move(room));
  Begin();
}

void Ascent::Begin() {
  last_ = &relaxer_.Solve(center_);
  bound_ = checked_bound_ = last_->bound;
  average_ = last_->usage;
}

void Ascent::Offer(const Rows& prices, double bound) {
  if (bound >= bound_) return;
  center_ = prices;
  bound_ = bound;
}

// Sets the trial prices: from the center along the average violation, a Polyak step.
double Ascent::Move(double target) {
  double norm = 0;
  ForEachRow(
      [&](double price, double used, double capacity) {
        const double violation = used - capacity;
        if (price > 0 || violation > 0) norm += violation * violation;
      },
      center_, average_, capacities_);
  const double lacking = must_keep_ - average_.change;
  if (has_budget_ && (center_.change > 0 || lacking > 0)) norm += lacking * lacking;
  if (norm <= 1e-12) return 0;
  const double step = pace_ * std::max(bound_ - target, 1e-7 * std::abs(bound_)) / norm;
  ForEachRow([&](double& trial, double price, double used,
                 double capacity) { trial = std::max(0.0, price + step * (used - capacity)); },
             trial_, center_, average_, capacities_);
  if (has_budget_) trial_.change = std::max(0.0, center_.change + step * lacking);
  return step;
}

// Moves the average towards the newest usage, as far as its violation shrinks.
void Ascent::Average() {
  double across = 0, length = 0;
  ForEachRow(
      [&](double price, double average, double used, double capacity) {
        const double old_violation = average - capacity;
        if (price <= 0 && old_violation <= 0 && used <= capacity) return;
        const double difference = used - average;
        across -= old_violation * difference;
        length += difference * difference;
      },
      trial_, average_, last_->usage, capacities_);
  const double best = length > 0 ? across / length : weight_;
  newest_ = std::clamp(best, weight_ / 10, weight_);
  ForEachRow([&](double& average, double used) { average += newest_ * (used - average); }, average_, last_->usage);
  average_.change += newest_ * (last_->usage.change - average_.change);
}

void Ascent::Step(double target) {
  ++steps_;
  if (Move(target) == 0) {
    // The average violates nothing: either the prices are the best, or it has forgotten too little.
    average_ = last_->usage;
    newest_ = 1;
    pace_ = std::max(pace_ * 0.66, kSlowest);
    return;
  }
  last_ = &relaxer_.Solve(trial_);
  // Whether the new subgradient still points the way that was taken: then a longer step would have been better.
  double product = 0;
  ForEachRow([&](double average, double used, double capacity) { product += (average - capacity) * (used - capacity); },
             average_, last_->usage, capacities_);
  Average();
  Judge(product);
  if (steps_ % 100 == 0) {
    if (checked_bound_ - bound_ < 0.001 * std::abs(bound_)) weight_ = std::max(weight_ / 2, 0.005);
    checked_bound_ = bound_;
  }
}

void Ascent::Judge(double product) {
  if (last_->bound < bound_) {
    center_ = trial_;
    bound_ = last_->bound;
    fruitless_ = 0;
    if (product > 0) pace_ = std::min(pace_ * 1.1, 2.0);
    return;
  }
  if (++fruitless_ >= 8) {
    fruitless_ = 0;
    pace_ = std::max(pace_ * 0.75, kSlowest);
  }
}

}  // namespace xf::planner
