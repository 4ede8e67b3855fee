// A linear program of columns between 0 and 1 that is re-solved as bounds change. The one place that knows COIN-OR Clp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace xf::planner {

class Linear {
 public:
  // Rows with their upper limits; a negative sign makes row i a lower limit: usage ≥ limit.
  struct Row {
    double limit = 1;
    bool at_least = false;
    bool exact = false;
  };

  Linear(std::span<const Row> rows, double objective_scale);
  ~Linear();
  Linear(const Linear&) = delete;
  Linear& operator=(const Linear&) = delete;

  // Adds columns with coefficients 1 in their rows: column j has rows[starts[j]] … rows[starts[j + 1] - 1].
  void AddColumns(std::span<const double> gains, std::span<const int> starts, std::span<const int> rows);
  void SetUpper(int column, double upper);
  void SetLower(int column, double lower);
  // The least that a row may come to; the least double: no such limit.
  void SetRowLower(int row, double lower);

  // Maximises. False when there is no solution, or none within the limit of iterations.
  bool Solve(int iterations);
  double objective() const;
  double value(int column) const;
  // Price of a row: what one more unit of its limit is worth; negative where the row is a lower limit.
  double price(int row) const;
  int64_t iterations() const { return iterations_; }

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
  double scale_;
  int64_t iterations_ = 0;
};

}  // namespace xf::planner
