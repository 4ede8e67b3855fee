#include "services/rotation/planner/linear.h"

#include <ClpSimplex.hpp>

namespace xf::planner {

struct Linear::Solver {
  ClpSimplex clp;
};

Linear::Linear(std::span<const Row> rows, double objective_scale)
    : solver_(std::make_unique<Solver>()), scale_(objective_scale) {
  ClpSimplex& clp = solver_->clp;
  clp.setLogLevel(0);
  clp.setPerturbation(50);
  std::vector<double> lower, upper;
  for (const Row& row : rows) {
    lower.push_back(row.at_least || row.exact ? row.limit : -COIN_DBL_MAX);
    upper.push_back(row.at_least ? COIN_DBL_MAX : row.limit);
  }
  clp.resize(0, 0);
  clp.addRows(static_cast<int>(rows.size()), lower.data(), upper.data(), static_cast<const CoinBigIndex*>(nullptr),
              nullptr, nullptr);
}

Linear::~Linear() = default;

void Linear::AddColumns(std::span<const double> gains, std::span<const int> starts, std::span<const int> rows) {
  const int count = static_cast<int>(gains.size());
  if (count == 0) return;
  std::vector<double> zeros(gains.size(), 0), ones(gains.size(), 1), costs, elements(rows.size(), 1);
  for (const double gain : gains) costs.push_back(-gain * scale_);
  solver_->clp.addColumns(count, zeros.data(), ones.data(), costs.data(), starts.data(), rows.data(), elements.data());
}

void Linear::SetUpper(int column, double upper) { solver_->clp.setColumnUpper(column, upper); }
void Linear::SetLower(int column, double lower) { solver_->clp.setColumnLower(column, lower); }

void Linear::SetRowLower(int row, double lower) { solver_->clp.setRowLower(row, lower); }

bool Linear::Solve(int iterations) {
  ClpSimplex& clp = solver_->clp;
  clp.setMaximumIterations(iterations);
  clp.dual();
  iterations_ += clp.numberIterations();
  return clp.status() == 0;
}

double Linear::objective() const { return -solver_->clp.objectiveValue() / scale_; }
double Linear::value(int column) const { return solver_->clp.primalColumnSolution()[column]; }
double Linear::price(int row) const { return -solver_->clp.dualRowSolution()[row] / scale_; }

}  // namespace xf::planner
