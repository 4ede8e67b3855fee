// The linear relaxation solved to its optimum: a linear program of few columns, to which pricing adds those that are
// missing (Dantzig, Wolfe: Decomposition principle for linear programs, 1960). For problems of county size; larger ones
// live by the ascent's prices alone, which come as near as a hundredth of a per cent.
#pragma once

#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/rotation/planner/linear.h"
#include "services/rotation/planner/pricing.h"
#include "services/rotation/planner/sway.h"

namespace xf::planner {

class Master {
 public:
  struct Solution {
    // False when the program has no solution, or none soon enough: then nothing else is set.
    bool found = false;
    Rows prices;
    // What the prices prove.
    double bound = 0;
    Sway shares;
    // Stays that have a share of more than half.
    std::vector<std::pair<int, Stay>> likely;
  };

  // Begins with the columns that are near the best at the prices.
  Master(const Model& model, Pool& pool, const Rows& prices);

  // The relaxation of plans that agree with the decisions. May stop early when the bound is below `enough`.
  Solution Solve(const std::vector<Decision>& decisions, double enough);

  // Work done so far, in units of the meter.
  int64_t work() const;

 private:
  struct MasterColumn {
    int cadre = 0;
    Stay stay;
  };

  // Adds those that the program does not have yet; how many.
  int Add(const std::vector<MasterColumn>& columns);
  std::vector<int> RowsOf(const MasterColumn& column) const;
  // Bounds of columns and cadres as the decisions demand.
  void Impose(const std::vector<Decision>& decisions);
  Rows Prices() const;

  const Model& model_;
  Relaxer relaxer_;
  std::unique_ptr<Linear> linear_;
  std::vector<MasterColumn> columns_;
  std::vector<std::vector<int>> columns_of_;  // by cadre
  std::vector<int> shut_;                     // columns that decisions close at present
  std::vector<int> placed_;                   // cadres whom decisions place at present
  absl::flat_hash_map<int64_t, int> known_;
  int budget_row_ = -1;
  int64_t relaxations_ = 0;
};

}  // namespace xf::planner
