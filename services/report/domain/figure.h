// A figure as the report says it, and the proof of what is said.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/report/domain/rules.h"
#include "xianfeng/report/v1/figure.pb.h"

namespace xf::report {

namespace v1 = xianfeng::report::v1;

// What was counted of one figure.
struct Count {
  int64_t value = 0;
  // What it counts, with a name for each, in order; at most 20.
  struct Named {
    std::string counted;
    std::string label;
  };
  std::vector<Named> named;
  v1::PlacementProfile profile;
};

// The number as it is said: "20余" with N = ⌊value / step⌋ × step where there is a step that the value reaches, else
// the exact number: nothing stands behind "0余".
std::string ClaimText(int64_t value, int64_t step);

// The figure of a rule with what was counted.
v1::Figure MakeFigure(const Rules& rules, const FigureRule& rule, absl::string_view county, absl::CivilDay as_of,
                      const Count& count);

// Row of a figure: "9" of "counties/431123/figures/9".
std::string RowOf(const v1::Figure& figure);

// A measure of a figure: its value, or a part of its placement profile by field name. 0 for an unknown one.
double Measure(const v1::Figure& figure, absl::string_view measure);

// Value of each row's figure, for formulas.
Formula::Lookup LookupIn(const std::vector<v1::Figure>& figures);

// What is claimed by saying the figure's number. "N余" claims at least N, and less than N and a step (domain.md §9).
v1::Claim ProveValue(const v1::Figure& figure);

// What is claimed by a statement about the figure's placements. Nothing counted, nothing claimed: then it is proven.
std::vector<v1::Claim> ProveStatement(const Statement& statement, const v1::Figure& figure);

// All claims that may be made of the figures: numbers and statements.
std::vector<v1::Claim> ProveAll(const Rules& rules, const std::vector<v1::Figure>& figures);

// All identities with their numbers.
std::vector<v1::Identity> CheckAll(const Rules& rules, const std::vector<v1::Figure>& figures);

}  // namespace xf::report
