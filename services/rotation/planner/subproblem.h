// The best stays of a few cadres while all others keep theirs: a small mixed-integer program over the stays that prices
// leave in question, solved by branch and bound on linear programs.
#pragma once

#include <cstdint>
#include <vector>

#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/meter.h"
#include "services/rotation/planner/pricing.h"

namespace xf::planner {

struct Limits {
  int columns_per_cadre = 30;
  int nodes = 40;
  int iterations = 20'000;  // of the simplex method, in all
};

struct Answer {
  bool improved = false;
  // Whether nothing better exists: the tree was searched to its end, and no column had to be left out.
  bool exhausted = false;
  std::vector<Stay> stays;  // of the free cadres, in their order; those that they have now unless improved
  bool expired = false;     // the meter ran out half way: the answer does not count
  int64_t work = 0;
};

// `free`: cadres, none pinned, each at most once. A meter, when there is one, can cut it short.
Answer Improve(const Pricing& pricing, const Assignment& now, const std::vector<int>& free, const Limits& limits,
               const Meter* meter = nullptr);

}  // namespace xf::planner
