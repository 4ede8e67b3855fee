#include "services/training/domain/credit_rules.h"

#include <yaml-cpp/yaml.h>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status.h"

namespace xf::training {
namespace {

constexpr int64_t kMilli = 1000;

CreditRule ReadRule(const YAML::Node& node) {
  const YAML::Node obligations = node["obligations"];
  const YAML::Node missed = node["missed_share"];
  return {
      .version = node["version"].as<std::string>(),
      .effective_from = ParseIsoDate(node["effective_from"].as<std::string>()).value_or(absl::CivilDay::min()),
      .member_milli = obligations["member"].as<int64_t>() * kMilli,
      .committee_milli = obligations["committee"].as<int64_t>() * kMilli,
      .day_milli = node["day"].as<int64_t>() * kMilli,
      .half_day_milli = node["half_day"].as<int64_t>() * kMilli,
      .lesson_minutes = node["lesson_minutes"].as<int64_t>(),
      .day_cap_milli = node["day_cap"].as<int64_t>() * kMilli,
      .missed_numerator = missed["numerator"].as<int64_t>(),
      .missed_denominator = missed["denominator"].as<int64_t>(),
  };
}

bool IsSound(const CreditRule& rule) {
  return !rule.version.empty() && rule.effective_from != absl::CivilDay::min() && rule.member_milli > 0 &&
         rule.committee_milli > 0 && rule.day_milli > 0 && rule.half_day_milli > 0 && rule.lesson_minutes > 0 &&
         rule.day_cap_milli > 0 && rule.missed_numerator >= 0 && rule.missed_denominator > 0;
}

}  // namespace

int64_t CreditRule::Target(v1::ObligationRole role) const {
  return role == v1::OBLIGATION_ROLE_COMMITTEE ? committee_milli : member_milli;
}

int64_t CreditRule::Worth(v1::SessionUnit unit, int64_t minutes) const {
  switch (unit) {
    case v1::SESSION_UNIT_DAY:
      return day_milli;
    case v1::SESSION_UNIT_HALF_DAY:
      return half_day_milli;
    default:
      return minutes / lesson_minutes * kMilli;
  }
}

bool CreditRule::IsTooMuch(int64_t missed_milli, int64_t total_milli) const {
  return missed_milli * missed_denominator > total_milli * missed_numerator;
}

absl::StatusOr<CreditRules> CreditRules::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string yaml, ReadFile(path));
  return Parse(yaml);
}

absl::StatusOr<CreditRules> CreditRules::Parse(absl::string_view yaml) {
  CreditRules rules;
  try {
    for (const YAML::Node& node : YAML::Load(std::string(yaml))["rules"]) rules.rules_.push_back(ReadRule(node));
  } catch (const YAML::Exception& error) {
    return InternalError(absl::StrCat("credit rules: ", error.what()));
  }
  if (rules.rules_.empty()) return InternalError("credit rules: no rule");
  for (size_t i = 0; i < rules.rules_.size(); ++i) {
    const CreditRule& rule = rules.rules_[i];
    if (!IsSound(rule)) return InternalError(absl::StrCat("credit rules: rule ", i + 1, " lacks a value"));
    if (i > 0 && rule.effective_from <= rules.rules_[i - 1].effective_from) {
      return InternalError(absl::StrCat("credit rules: ", rule.version, " does not follow the rule before it"));
    }
  }
  return rules;
}

const CreditRule& CreditRules::On(absl::CivilDay day) const {
  size_t i = rules_.size() - 1;
  while (i > 0 && rules_[i].effective_from > day) --i;
  return rules_[i];
}

}  // namespace xf::training
