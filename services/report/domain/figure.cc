#include "services/report/domain/figure.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::report {
namespace {

// "N余" rather than the exact number.
bool IsRounded(int64_t value, int64_t step) { return step > 1 && value >= step; }

int64_t RoundedDown(int64_t value, int64_t step) { return value / step * step; }

// Names to say beside the number: kinds by their Chinese names in the order of the rules, else the rows' own labels.
std::vector<std::string> LabelsOf(const FigureRule& rule, const Count& count) {
  std::vector<std::string> labels;
  if (rule.labels.empty()) {
    for (const Count::Named& named : count.named) {
      labels.push_back(rule.counts == Counts::kKinds ? named.counted : named.label);
    }
    return labels;
  }
  for (const auto& [kind, chinese] : rule.labels) {
    const bool used = std::any_of(count.named.begin(), count.named.end(),
                                  [&kind = kind](const Count::Named& named) { return named.counted == kind; });
    if (used) labels.push_back(chinese);
  }
  return labels;
}

v1::Claim Prove(const v1::Figure& figure, absl::string_view words, const Bound& bound) {
  v1::Claim claim;
  claim.set_figure(figure.name());
  claim.set_words(std::string(words));
  claim.set_measure(bound.measure);
  claim.set_at_least(bound.at_least);
  claim.set_at_most(bound.at_most);
  claim.set_value(Measure(figure, bound.measure));
  claim.set_proven(figure.value() == 0 || (bound.at_least <= claim.value() && claim.value() <= bound.at_most));
  return claim;
}

}  // namespace

std::string ClaimText(int64_t value, int64_t step) {
  if (!IsRounded(value, step)) return absl::StrCat(value);
  return absl::StrCat(RoundedDown(value, step), "余");
}

v1::Figure MakeFigure(const Rules& rules, const FigureRule& rule, absl::string_view county, absl::CivilDay as_of,
                      const Count& count) {
  v1::Figure figure;
  figure.set_name(absl::StrCat("counties/", county, "/figures/", rule.row));
  figure.set_title(rule.title);
  figure.set_value(count.value);
  figure.set_claim(ClaimText(count.value, rule.step));
  figure.set_unit(rule.unit);
  figure.set_step(rule.step);
  *figure.mutable_as_of() = ToDate(as_of);
  if (rule.since) *figure.mutable_since() = ToDate(rules.since);
  figure.set_definition(rule.definition);
  figure.set_rule_version(rules.version);
  figure.set_record_type(rule.type);
  for (std::string& label : LabelsOf(rule, count)) figure.add_labels(std::move(label));
  if (rule.has_profile()) *figure.mutable_placement_profile() = count.profile;
  return figure;
}

std::string RowOf(const v1::Figure& figure) { return figure.name().substr(figure.name().rfind('/') + 1); }

double Measure(const v1::Figure& figure, absl::string_view measure) {
  const v1::PlacementProfile& profile = figure.placement_profile();
  if (measure == "value") return static_cast<double>(figure.value());
  if (measure == "mean_age") return profile.mean_age();
  if (measure == "shortest_months") return profile.shortest_months();
  if (measure == "longest_months") return profile.longest_months();
  return 0;
}

Formula::Lookup LookupIn(const std::vector<v1::Figure>& figures) {
  std::map<std::string, v1::Figure, std::less<>> by_row;
  for (const v1::Figure& figure : figures) by_row[RowOf(figure)] = figure;
  return [by_row = std::move(by_row)](absl::string_view row, absl::string_view measure) {
    const auto found = by_row.find(row);
    return found == by_row.end() ? 0 : Measure(found->second, measure);
  };
}

v1::Claim ProveValue(const v1::Figure& figure) {
  const int64_t value = figure.value();
  if (!IsRounded(value, figure.step())) {
    return Prove(figure, figure.claim(), {"value", static_cast<double>(value), static_cast<double>(value)});
  }
  const int64_t least = RoundedDown(value, figure.step());
  return Prove(figure, figure.claim(),
               {"value", static_cast<double>(least), static_cast<double>(least + figure.step() - 1)});
}

std::vector<v1::Claim> ProveStatement(const Statement& statement, const v1::Figure& figure) {
  std::vector<v1::Claim> claims;
  for (const Bound& bound : statement.bounds) claims.push_back(Prove(figure, statement.words, bound));
  return claims;
}

std::vector<v1::Claim> ProveAll(const Rules& rules, const std::vector<v1::Figure>& figures) {
  std::vector<v1::Claim> claims;
  for (const v1::Figure& figure : figures) {
    claims.push_back(ProveValue(figure));
    const FigureRule* rule = rules.Find(RowOf(figure));
    if (rule == nullptr) continue;
    for (const Statement& statement : rule->statements) {
      for (v1::Claim& claim : ProveStatement(statement, figure)) claims.push_back(std::move(claim));
    }
  }
  return claims;
}

std::vector<v1::Identity> CheckAll(const Rules& rules, const std::vector<v1::Figure>& figures) {
  const Formula::Lookup lookup = LookupIn(figures);
  std::vector<v1::Identity> identities;
  for (const IdentityRule& rule : rules.identities) {
    v1::Identity& identity = identities.emplace_back();
    identity.set_id(rule.id);
    identity.set_title(rule.title);
    identity.set_formula(rule.formula.text());
    identity.set_evidence(rule.formula.WithNumbers(lookup));
    identity.set_holds(rule.formula.Holds(lookup));
  }
  return identities;
}

}  // namespace xf::report
