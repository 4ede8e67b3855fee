#include "services/report/domain/compare.h"

#include <map>
#include <string>

namespace xf::report {
namespace {

void AddDifference(const v1::Figure& figure, int64_t before, int64_t after, bool rules_changed,
                   v1::CompareReportsResponse& response) {
  if (before == after) return;
  v1::FigureDifference& difference = *response.add_differences();
  difference.set_figure(figure.name());
  difference.set_title(figure.title());
  difference.set_before(before);
  difference.set_after(after);
  difference.set_rules_changed(rules_changed);
}

}  // namespace

v1::CompareReportsResponse Compare(const v1::Report& before, const v1::Report& after) {
  std::map<std::string, int64_t> earlier;
  for (const v1::Figure& figure : before.figures()) earlier[figure.name()] = figure.value();
  const bool rules_changed = before.rule_version() != after.rule_version();
  v1::CompareReportsResponse response;
  for (const v1::Figure& figure : after.figures()) {
    const auto found = earlier.find(figure.name());
    AddDifference(figure, found == earlier.end() ? 0 : found->second, figure.value(), rules_changed, response);
    if (found != earlier.end()) earlier.erase(found);
  }
  for (const v1::Figure& figure : before.figures()) {
    if (earlier.contains(figure.name())) AddDifference(figure, figure.value(), 0, rules_changed, response);
  }
  return response;
}

}  // namespace xf::report
