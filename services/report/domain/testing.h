// What the tests of the domain share: the service's own rules and figures with the seed report's numbers.
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "services/report/domain/figure.h"
#include "services/report/domain/rules.h"

namespace xf::report {

// The rules of services/report/rules.
inline const Rules& OwnRules() {
  static const Rules rules = LoadRules(std::string(std::getenv("XF_SOURCE_DIR")) + "/services/report/rules").value();
  return rules;
}

// What was counted of each row where the seed report's numbers hold; `changes` replace some.
inline std::map<std::string, Count> SeedCounts(const std::map<std::string, int64_t>& changes = {}) {
  std::map<std::string, int64_t> values = {
      {"6", 7},  {"7", 1},    {"8", 12},   {"9", 23}, {"10", 108},   {"11", 66},  {"12", 74}, {"13", 95},
      {"14", 4}, {"18", 2},   {"19", 22},  {"23", 4}, {"24", 67},    {"25", 212}, {"28", 6},  {"30", 6},
      {"31", 9}, {"32", 6},   {"34", 285}, {"36", 1}, {"37", 3},     {"38", 4},   {"39", 72}, {"41", 20368},
      {"43", 4}, {"44", 124}, {"45", 286}, {"47", 3}, {"11-13", 235}};
  for (const auto& [row, value] : changes) values[row] = value;
  std::map<std::string, Count> counts;
  for (const auto& [row, value] : values) counts[row].value = value;
  counts["24"].profile.set_mean_age(35.2);
  counts["24"].profile.set_shortest_months(3);
  counts["24"].profile.set_longest_months(6);
  counts["25"].profile.set_mean_age(31.0);
  counts["25"].profile.set_shortest_months(2);
  counts["25"].profile.set_longest_months(3);
  counts["18"].named = {{"counties/431123/channels/a", "组工在线"}, {"counties/431123/channels/b", "县委发布"}};
  counts["23"].named = {{"PROGRAM_TYPE_FIELD_PRACTICE", "攻坚班"}, {"PROGRAM_TYPE_SHADOWING", "跟班班"}};
  return counts;
}

// Figures of all rules with what was counted, as of 1 March 2024.
inline std::vector<v1::Figure> FiguresOf(std::map<std::string, Count> counts) {
  std::vector<v1::Figure> figures;
  for (const FigureRule& rule : OwnRules().figures) {
    figures.push_back(MakeFigure(OwnRules(), rule, "431123", absl::CivilDay(2024, 3, 1), counts[rule.row]));
  }
  return figures;
}

inline v1::Figure FigureOf(const std::vector<v1::Figure>& figures, absl::string_view row) {
  for (const v1::Figure& figure : figures) {
    if (RowOf(figure) == row) return figure;
  }
  return {};
}

}  // namespace xf::report
