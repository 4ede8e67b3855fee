#include "services/membership/domain/admission_rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

int Number(const YAML::Node& node, const char* key, int least) {
  const int number = node[key].as<int>();
  if (number < least) throw YAML::Exception(node[key].Mark(), absl::StrCat(key, " is less than ", least));
  return number;
}

std::optional<AdmissionBound> ReadBound(const YAML::Node& node) {
  if (!node) return std::nullopt;
  AdmissionBound bound;
  if (node["after"].as<std::string>() != "probation") {
    bound.after = Number(node, "after", 1);
    bound.months = Number(node, "months", 1);
    if (bound.after > kAdmissionSteps) throw YAML::Exception(node["after"].Mark(), "there are 25 steps");
  }
  bound.recurs = node["recurs"].as<bool>(false);
  return bound;
}

AdmissionRuleSet ReadSet(const YAML::Node& node) {
  const auto from = ParseIsoDate(node["effective_from"].as<std::string>());
  if (!from) throw YAML::Exception(node["effective_from"].Mark(), "effective_from is not a date");
  const std::string act = node["development_act"].as<std::string>();
  if (act != "FILING" && act != "CONSENT") {
    throw YAML::Exception(node["development_act"].Mark(), "development_act is neither FILING nor CONSENT");
  }
  AdmissionRuleSet set{.version = node["version"].as<std::string>(),
                       .effective_from = *from,
                       .development_consent = act == "CONSENT",
                       .publicity_working_days = Number(node, "publicity_working_days", 0),
                       .training_days = Number(node["training"], "days", 1),
                       .training_hours = Number(node["training"], "hours", 1),
                       .special_months = Number(node, "special_months", 1),
                       .departure_months = Number(node, "departure_months", 0),
                       .probation_months = Number(node, "probation_months", 1),
                       .extension_least_months = Number(node["extension"], "least_months", 1),
                       .extension_most_months = Number(node["extension"], "most_months", 1),
                       .extension_most_times = Number(node["extension"], "most_times", 0)};
  for (const auto& entry : node["steps"]) {
    const int step = entry.first.as<int>();
    if (step < 1 || step > kAdmissionSteps) throw YAML::Exception(entry.first.Mark(), "there are 25 steps");
    set.steps[step] = {.article = entry.second["article"].as<std::string>(),
                       .earliest = ReadBound(entry.second["earliest"]),
                       .latest = ReadBound(entry.second["latest"])};
  }
  return set;
}

}  // namespace

const AdmissionStepRule& AdmissionRuleSet::Of(int step) const {
  static const AdmissionStepRule kNone;
  const auto found = steps.find(step);
  return found == steps.end() ? kNone : found->second;
}

std::string AdmissionRuleSet::Article(int step) const {
  const std::string& article = Of(step).article;
  if (article.empty() || absl::StartsWith(article, "党章")) return article;
  return absl::StrCat("细则(", version, ")", article);
}

absl::StatusOr<AdmissionRules> AdmissionRules::Load(const std::string& path) {
  try {
    AdmissionRules rules;
    for (const YAML::Node& node : YAML::LoadFile(path)["rule_sets"]) rules.sets_.push_back(ReadSet(node));
    if (rules.sets_.empty()) return absl::InvalidArgumentError(absl::StrCat(path, ": there are no rule_sets"));
    std::sort(rules.sets_.begin(), rules.sets_.end(),
              [](const auto& one, const auto& other) { return one.effective_from < other.effective_from; });
    return rules;
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

const AdmissionRuleSet& AdmissionRules::At(absl::CivilDay day) const {
  const AdmissionRuleSet* at = &sets_.front();
  for (const AdmissionRuleSet& set : sets_) {
    if (set.effective_from <= day) at = &set;
  }
  return *at;
}

}  // namespace xf::membership
