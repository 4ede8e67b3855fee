#include "services/report/domain/render.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace xf::report {
namespace {

constexpr absl::string_view kOpen = "{{";
constexpr absl::string_view kClose = "}}";
// Said where a figure has no name to give.
constexpr absl::string_view kNoNames = "暂无";

absl::Status Malformed(absl::string_view placeholder, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("report_zh.tmpl: {{", placeholder, "}}: ", why));
}

std::string ChineseDay(absl::CivilDay day) {
  return absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日");
}

// Writes text, and notes spans and claims as it goes.
class Writer {
 public:
  Writer(const Rules& rules, absl::CivilDay as_of, const std::vector<v1::Figure>& figures)
      : rules_(rules), as_of_(as_of), figures_(figures) {}

  void Text(absl::string_view text) {
    absl::StrAppend(report_.mutable_text(), text);
    position_ += CharacterCount(text);
  }

  // Replaces one placeholder, without its braces.
  absl::Status Placeholder(absl::string_view placeholder) {
    const std::vector<std::string> parts = absl::StrSplit(placeholder, ':');
    if (parts[0] == "as_of" && parts.size() == 1) {
      Text(ChineseDay(as_of_));
      return absl::OkStatus();
    }
    if (parts[0] == "since" && parts.size() == 1) {
      Text(absl::StrCat(rules_.since.year(), "年"));
      return absl::OkStatus();
    }
    if (parts[0] == "figure" && parts.size() == 2) return Number(placeholder, parts[1]);
    if (parts[0] == "claim" && parts.size() == 2) return Words(placeholder, parts[1]);
    if (parts[0] == "names" && (parts.size() == 2 || parts.size() == 3)) return Names(placeholder, parts);
    return Malformed(placeholder, "no such placeholder");
  }

  v1::Report Finish() && { return std::move(report_); }

 private:
  absl::StatusOr<const v1::Figure*> Find(absl::string_view placeholder, absl::string_view row) const {
    const auto found =
        std::find_if(figures_.begin(), figures_.end(), [&](const v1::Figure& figure) { return RowOf(figure) == row; });
    if (found == figures_.end()) return Malformed(placeholder, "no such figure");
    return &*found;
  }

  absl::Status Number(absl::string_view placeholder, absl::string_view row) {
    ASSIGN_OR_RETURN(const v1::Figure* figure, Find(placeholder, row));
    Claim(ProveValue(*figure));
    Span(*figure, figure->claim());
    return absl::OkStatus();
  }

  absl::Status Words(absl::string_view placeholder, absl::string_view reference) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(reference, absl::MaxSplits('.', 1));
    ASSIGN_OR_RETURN(const v1::Figure* figure, Find(placeholder, parts.first));
    const FigureRule* rule = rules_.Find(parts.first);
    const Statement* statement = rule == nullptr ? nullptr : rule->FindStatement(parts.second);
    if (statement == nullptr) return Malformed(placeholder, "no such statement");
    for (v1::Claim& claim : ProveStatement(*statement, *figure)) Claim(std::move(claim));
    Span(*figure, statement->words);
    return absl::OkStatus();
  }

  absl::Status Names(absl::string_view placeholder, const std::vector<std::string>& parts) {
    ASSIGN_OR_RETURN(const v1::Figure* figure, Find(placeholder, parts[1]));
    int limit = figure->labels_size();
    if (parts.size() == 3 && (!absl::SimpleAtoi(parts[2], &limit) || limit < 1)) {
      return Malformed(placeholder, "the number of names is not a positive number");
    }
    const auto end = figure->labels().begin() + std::min(limit, figure->labels_size());
    Text(figure->labels().empty() ? std::string(kNoNames) : absl::StrJoin(figure->labels().begin(), end, "、"));
    return absl::OkStatus();
  }

  void Claim(v1::Claim claim) {
    if (claimed_.emplace(claim.figure(), claim.words(), claim.measure()).second) {
      *report_.add_claims() = std::move(claim);
    }
  }

  void Span(const v1::Figure& figure, absl::string_view words) {
    v1::Span& span = *report_.add_spans();
    span.set_start(position_);
    Text(words);
    span.set_end(position_);
    span.set_figure(figure.name());
    span.set_value(figure.value());
    span.set_claim(std::string(words));
  }

  const Rules& rules_;
  const absl::CivilDay as_of_;
  const std::vector<v1::Figure>& figures_;
  v1::Report report_;
  int position_ = 0;
  std::set<std::tuple<std::string, std::string, std::string>> claimed_;
};

// The text of the report with all that it claims, proven or not.
absl::StatusOr<v1::Report> Write(const Rules& rules, absl::CivilDay as_of, const std::vector<v1::Figure>& figures) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(absl::string_view(rules.report_template), absl::MaxSplits('\n', 1));
  Writer writer(rules, as_of, figures);
  absl::string_view rest = absl::StripAsciiWhitespace(parts.second);
  while (!rest.empty()) {
    const size_t open = std::min(rest.find(kOpen), rest.size());
    writer.Text(rest.substr(0, open));
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const size_t close = rest.find(kClose);
    if (close == absl::string_view::npos) return Malformed(rest, "it is not closed");
    RETURN_IF_ERROR(writer.Placeholder(rest.substr(kOpen.size(), close - kOpen.size())));
    rest.remove_prefix(close + kClose.size());
  }
  v1::Report report = std::move(writer).Finish();
  report.set_title(std::string(absl::StripAsciiWhitespace(parts.first)));
  report.set_rule_version(rules.version);
  return report;
}

// OK when all is true that the report says.
absl::Status Refusal(const v1::Report& report) {
  std::vector<std::string> claims;
  std::vector<std::string> identities;
  for (const v1::Claim& claim : report.claims()) {
    if (claim.proven()) continue;
    claims.push_back(
        absl::StrCat(claim.figure(), " \"", claim.words(), "\" (", claim.measure(), " = ", claim.value(), ")"));
  }
  for (const v1::Identity& identity : report.identities()) {
    if (!identity.holds()) identities.push_back(absl::StrCat(identity.id(), " (", identity.evidence(), ")"));
  }
  if (claims.empty() && identities.empty()) return absl::OkStatus();
  std::vector<std::string> all = claims;
  all.insert(all.end(), identities.begin(), identities.end());
  const std::string list = absl::StrJoin(all, "; ");
  if (!claims.empty()) {
    return PreconditionError(errors::REASON_CLAIM_NOT_PROVEN, list,
                             {absl::StrCat("the rows do not prove what the report would say: ", list),
                              absl::StrCat("数据不足以支持报告的表述：", list)});
  }
  return PreconditionError(
      errors::REASON_IDENTITY_BROKEN, list,
      {absl::StrCat("figures do not agree: ", list), absl::StrCat("指标之间的关系不成立：", list)});
}

}  // namespace

int CharacterCount(absl::string_view utf8) {
  return static_cast<int>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

absl::StatusOr<v1::Report> Render(const Rules& rules, absl::CivilDay as_of, const std::vector<v1::Figure>& figures) {
  ASSIGN_OR_RETURN(v1::Report report, Write(rules, as_of, figures));
  *report.mutable_as_of() = ToDate(as_of);
  *report.mutable_figures() = {figures.begin(), figures.end()};
  for (v1::Identity& identity : CheckAll(rules, figures)) *report.add_identities() = std::move(identity);
  RETURN_IF_ERROR(Refusal(report));
  return report;
}

absl::Status CheckTemplate(const Rules& rules) {
  std::vector<v1::Figure> figures;
  for (const FigureRule& rule : rules.figures) figures.push_back(MakeFigure(rules, rule, "000000", {}, {}));
  return Write(rules, {}, figures).status();
}

}  // namespace xf::report
