// Plans by deciding little by little (Caprara, Fischetti, Toth: A heuristic method for the set covering problem,
// Operations Research 47, 1999): those who at the prices have chosen the same stay nearly always get it, the prices
// learn what room that leaves, and so on until everyone has decided. Much better than asking everyone once.
#pragma once

#include "services/rotation/planner/ascent.h"
#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/meter.h"

namespace xf::planner {

struct Dived {
  Assignment plan;
  int64_t steps = 0;  // of the ascent, had all cadres been in each
};

// A plan from good prices, beginning with `base`. Comes back early, with what is decided by then, when the meter runs
// out.
Dived Dive(const Model& model, Pool& pool, const Rows& prices, const Assignment& base, const Meter& meter);

}  // namespace xf::planner
