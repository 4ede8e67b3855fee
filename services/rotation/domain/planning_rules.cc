#include "services/rotation/domain/planning_rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"

namespace xf::rotation {
namespace {

// Numbers by the values of an enum, all of them.
template <typename Enum, typename Number>
absl::Status ReadByValue(const YAML::Node& node, const std::string& prefix, std::map<Enum, Number>& into) {
  const auto& values = *google::protobuf::GetEnumDescriptor<Enum>();
  for (const auto& entry : node) {
    const auto name = entry.first.as<std::string>();
    const auto* value = values.FindValueByName(prefix + name);
    if (value == nullptr) return absl::InvalidArgumentError(absl::StrCat("unknown: ", name));
    into[static_cast<Enum>(value->number())] = entry.second.as<Number>();
  }
  for (int i = 0; i < values.value_count(); ++i) {
    const auto value = static_cast<Enum>(values.value(i)->number());
    if (value != 0 && !into.contains(value)) {
      return absl::InvalidArgumentError(absl::StrCat("nothing for ", values.value(i)->name()));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<PlanningRule> ReadVersion(const YAML::Node& node) {
  PlanningRule rule;
  rule.version = node["version"].as<std::string>();
  const auto day = ParseIsoDate(node["effective_from"].as<std::string>());
  if (!day) return absl::InvalidArgumentError("effective_from is not a date");
  rule.effective_from = *day;
  RETURN_IF_ERROR(ReadByValue(node["max_age"], "PROGRAM_TYPE_", rule.max_age));
  rule.cool_down_months = node["cool_down_months"].as<int>();
  rule.absent_percent = node["absent_percent"].as<int>();
  rule.learners_per_mentor = node["learners_per_mentor"].as<int>();
  rule.age_target = node["age_target"].as<int>();
  const YAML::Node& weights = node["weights"];
  rule.base = weights["base"].as<int64_t>();
  rule.match = weights["match"].as<int64_t>();
  rule.demanding = weights["demanding"].as<int64_t>();
  rule.age_year = weights["age_year"].as<int64_t>();
  rule.never_sent = weights["never_sent"].as<int64_t>();
  rule.half_month = weights["half_month"].as<int64_t>();
  rule.other_county = weights["other_county"].as<int64_t>();
  rule.other_city = weights["other_city"].as<int64_t>();
  RETURN_IF_ERROR(ReadByValue(weights["appraisal"], "APPRAISAL_GRADE_", rule.appraisal));
  if (rule.cool_down_months < 0 || rule.absent_percent < 0 || rule.absent_percent > 100 ||
      rule.learners_per_mentor < 1) {
    return absl::InvalidArgumentError("cool_down_months, absent_percent or learners_per_mentor is out of range");
  }
  return rule;
}

}  // namespace

absl::StatusOr<PlanningRules> PlanningRules::Load(const std::string& path) {
  try {
    return Parse(YAML::Dump(YAML::LoadFile(path)));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

absl::StatusOr<PlanningRules> PlanningRules::Parse(const std::string& yaml) {
  PlanningRules rules;
  try {
    for (const YAML::Node& node : YAML::Load(yaml)["versions"]) {
      ASSIGN_OR_RETURN(PlanningRule rule, ReadVersion(node));
      rules.versions_.push_back(std::move(rule));
    }
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
  if (rules.versions_.empty()) return absl::InvalidArgumentError("no version of the planning rules");
  std::ranges::sort(rules.versions_, {}, &PlanningRule::effective_from);
  return rules;
}

const PlanningRule& PlanningRules::For(absl::CivilDay day) const {
  const auto after = std::ranges::upper_bound(versions_, day, {}, &PlanningRule::effective_from);
  return after == versions_.begin() ? versions_.front() : *std::prev(after);
}

}  // namespace xf::rotation
