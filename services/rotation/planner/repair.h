// Plans from prices: everyone takes the stay of most value that still fits.
#pragma once

#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/pricing.h"

namespace xf::planner {

// Places cadres who are not placed, in the order given, each at the fitting stay of most value at the prices whose gain
// is above 0. Those without one stay at home.
void Fill(const Pricing& pricing, const std::vector<int>& order, Assignment& assignment);

// A plan from the relaxation's choices at the prices: those who lose most by waiting choose first.
Assignment Repair(const Pricing& pricing, const Assignment& start);

}  // namespace xf::planner
