#include "services/report/domain/assess.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace xf::report {

void SetDefaults(v1::Scheme& scheme) {
  for (v1::Dimension& dimension : *scheme.mutable_dimensions()) {
    if (dimension.weight() == 0) dimension.set_weight(1);
  }
}

std::vector<Violation> CheckDimensions(const v1::Scheme& scheme) {
  std::vector<Violation> violations;
  std::set<std::string> ids;
  std::set<std::string> titles;
  for (int i = 0; i < scheme.dimensions_size(); ++i) {
    const std::string path = absl::StrCat("scheme.dimensions[", i, "]");
    if (!ids.insert(scheme.dimensions(i).id()).second) {
      violations.push_back({path + ".id", {"another dimension has this id", "维度编号重复"}});
    }
    if (!titles.insert(scheme.dimensions(i).title()).second) {
      violations.push_back({path + ".title", {"another dimension has this title", "维度名称重复"}});
    }
  }
  return violations;
}

bool HasDimension(const v1::Scheme& scheme, absl::string_view dimension) {
  return std::any_of(scheme.dimensions().begin(), scheme.dimensions().end(),
                     [&](const v1::Dimension& d) { return d.id() == dimension; });
}

absl::StatusOr<double> PassingMean(const v1::Scheme& scheme, const std::vector<v1::Score>& scores) {
  std::map<std::string, int> points;
  for (const v1::Score& score : scores) points[score.dimension()] = score.points();
  std::vector<std::string> missing;
  double sum = 0;
  double weights = 0;
  for (const v1::Dimension& dimension : scheme.dimensions()) {
    const auto found = points.find(dimension.id());
    if (found == points.end()) {
      missing.push_back(dimension.title());
      continue;
    }
    sum += static_cast<double>(dimension.weight()) * found->second;
    weights += dimension.weight();
  }
  if (!missing.empty()) {
    const std::string list = absl::StrJoin(missing, "、");
    return PreconditionError(
        errors::REASON_SCORES_INCOMPLETE, scheme.name(),
        {absl::StrCat("no score for the dimensions ", list), absl::StrCat("以下维度尚未评分：", list)});
  }
  const double mean = std::round(sum / weights * 100) / 100;
  if (mean < scheme.pass_points()) {
    return PreconditionError(
        errors::REASON_SCORE_BELOW_PASS, scheme.name(),
        {absl::StrCat("the weighted mean ", mean, " is below the pass mark ", scheme.pass_points()),
         absl::StrCat("加权平均分", mean, "低于达标分", scheme.pass_points())});
  }
  return mean;
}

absl::CivilDay DefaultAwardDay(int year, absl::CivilDay today) { return std::min(absl::CivilDay(year, 12, 31), today); }

}  // namespace xf::report
