// Columns and rows of a small mixed-integer program: stays of the free cadres in the room that the others leave.
#pragma once

#include <cstdint>
#include <vector>

#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/linear.h"
#include "services/rotation/planner/pricing.h"

namespace xf::planner {

struct Column {
  int owner = 0;  // position in the list of free cadres
  Stay stay;
  int64_t gain = 0;
  double value = 0;  // at the prices
};

struct ColumnSet {
  std::vector<Column> columns;  // by owner, of falling value
  // Whether every plan better than the present one is made of these columns.
  bool complete = true;
  // Upper bound of what the free cadres can gain more than now.
  double loss = 0;
  int64_t work = 0;
};

// Columns that a better plan may contain (reduced-cost fixing), at most so many for each cadre. `others`: the plan
// without the free cadres, whose stays are `now`.
ColumnSet SelectColumns(const Pricing& pricing, const Assignment& others, const std::vector<int>& free,
                        const std::vector<Stay>& now, int most);

// Rows of each column, [rows[starts[j]], rows[starts[j + 1]]).
struct Rowing {
  std::vector<int> starts;
  std::vector<int> rows;
};

// The rows that the columns could break: one for each cadre, capacities, relatives, the budget of changes.
Rowing MakeRows(const Model& model, const Assignment& others, const std::vector<int>& free, const ColumnSet& set,
                std::vector<Linear::Row>& limits);

}  // namespace xf::planner
