// The proof of the bound, in numbers that add up exactly: prices are multiples of a power of two so large that every
// sum of a checker is exact in doubles, in whatever order it adds. So it holds near the limits of int64 too.
#pragma once

#include "services/rotation/planner/pricing.h"

namespace xf::planner {

// The prices, rounded so that sums are exact.
Rows Rounded(const Model& model, Rows prices);

// A leaf with these prices. Rows without room get a price that keeps everybody out, which costs the bound nothing.
RotationPlan::Certificate::Node Leaf(const RotationProblem& problem, const Model& model, const Rows& prices);

}  // namespace xf::planner
