// Formulas of identities: "[11] + [12] + [13] = [11-13]". [11] is the value of figure 11, [24.mean_age] a measure of
// it, anything else a number; terms are joined by + and -, the sides by one of = <= >=.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf::report {

class Formula {
 public:
  // Value of a measure of a figure: ("24", "mean_age"); the measure of "[24]" is "value".
  using Lookup = std::function<double(absl::string_view row, absl::string_view measure)>;

  // Reads a formula; parts are separated by spaces.
  static absl::StatusOr<Formula> Parse(absl::string_view text);

  // Whether it holds, to a millionth.
  bool Holds(const Lookup& lookup) const;
  // The formula with numbers in place of figures: "66 + 74 + 95 = 235".
  std::string WithNumbers(const Lookup& lookup) const;

  const std::string& text() const { return text_; }
  // Rows of the figures that it speaks of.
  std::vector<std::string> Rows() const;

 private:
  struct Term {
    double sign = 1;
    std::string row;  // Empty: a number.
    std::string measure;
    double number = 0;

    double Value(const Lookup& lookup) const { return row.empty() ? number : lookup(row, measure); }
  };
  static absl::StatusOr<Term> ParseTerm(absl::string_view token);
  static double Sum(const std::vector<Term>& terms, const Lookup& lookup);

  std::string text_;
  std::vector<Term> left_;
  std::string relation_;
  std::vector<Term> right_;
};

}  // namespace xf::report
