#include "services/report/counting.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/report/domain/county.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

// An array of PostgreSQL without elements.
constexpr absl::string_view kNone = "{}";

// The rows of the figures that `wanted` picks, as an array of PostgreSQL: "{6,11-13}".
template <typename Wanted>
std::string ArrayOf(const std::vector<const FigureRule*>& figures, Wanted wanted) {
  std::vector<std::string> rows;
  for (const FigureRule* figure : figures) {
    if (std::invoke(wanted, *figure)) rows.push_back(figure->row);
  }
  return absl::StrCat("{", absl::StrJoin(rows, ","), "}");
}

v1::PlacementProfile ProfileIn(const db::Result& result, size_t row) {
  v1::PlacementProfile profile;
  double mean_age = 0;
  if (absl::SimpleAtod(result.text(row, "mean_age"), &mean_age)) profile.set_mean_age(mean_age);
  profile.set_shortest_months(static_cast<int32_t>(result.number(row, "shortest_months")));
  profile.set_longest_months(static_cast<int32_t>(result.number(row, "longest_months")));
  profile.set_batches(result.number(row, "batches"));
  return profile;
}

}  // namespace

absl::StatusOr<absl::CivilDay> AsOf(const rpc::Call& call, const google::type::Date& as_of) {
  if (as_of.ByteSizeLong() == 0) return call.today();
  if (!IsValidDate(as_of)) return InvalidError("as_of", {"not a day of the calendar", "不是有效日期"});
  return ToDay(as_of);
}

absl::Status CheckCounty(const rpc::Call& call, absl::string_view county, absl::string_view resource) {
  return Touches(call.principal().scopes, county) ? absl::OkStatus() : xf::NotFoundError(resource);
}

std::vector<db::Arg> PeriodArgs(const Rules& rules, absl::string_view county, absl::CivilDay as_of) {
  std::vector<const FigureRule*> figures;
  for (const FigureRule& rule : rules.figures) figures.push_back(&rule);
  return {{"county", county},
          {"as_of", as_of},
          {"since", rules.since},
          {"period_figures", ArrayOf(figures, &FigureRule::since)}};
}

absl::StatusOr<std::vector<v1::Figure>> CountFigures(rpc::Call& call, absl::string_view county, absl::CivilDay as_of,
                                                     absl::string_view row) {
  const Rules& rules = call.Get<Rules>();
  std::vector<const FigureRule*> figures;
  for (const FigureRule& rule : rules.figures) {
    if (row.empty() || rule.row == row) figures.push_back(&rule);
  }
  const std::vector<db::Arg> when = PeriodArgs(rules, county, as_of);
  std::map<std::string, Count> counts;

  const auto counts_rows = [](const FigureRule& rule) { return rule.counts == Counts::kRows; };
  ASSIGN_OR_RETURN(const db::Result values,
                   call.db().Rows(sql::kCountFigures, when, db::Arg("row_figures", ArrayOf(figures, counts_rows)),
                                  db::Arg("distinct_figures", ArrayOf(figures, std::not_fn(counts_rows)))));
  for (size_t i = 0; i < values.size(); ++i) counts[values.text(i, "figure")].value = values.number(i, "value");

  if (const std::string labelled = ArrayOf(figures, &FigureRule::labelled); labelled != kNone) {
    ASSIGN_OR_RETURN(const db::Result labels,
                     call.db().Rows(sql::kListFigureLabels, when, db::Arg("figures", labelled)));
    for (size_t i = 0; i < labels.size(); ++i) {
      counts[labels.text(i, "figure")].named.push_back({labels.text(i, "counted"), labels.text(i, "label")});
    }
  }

  if (const std::string profiled = ArrayOf(figures, &FigureRule::has_profile); profiled != kNone) {
    ASSIGN_OR_RETURN(const db::Result profiles,
                     call.db().Rows(sql::kListPlacementProfiles, when, db::Arg("figures", profiled)));
    for (size_t i = 0; i < profiles.size(); ++i) counts[profiles.text(i, "figure")].profile = ProfileIn(profiles, i);
  }

  std::vector<v1::Figure> result;
  for (const FigureRule* rule : figures) result.push_back(MakeFigure(rules, *rule, county, as_of, counts[rule->row]));
  return result;
}

}  // namespace xf::report
