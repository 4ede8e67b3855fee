#include "services/rotation/domain/program_rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"

namespace xf::rotation {
namespace {

absl::StatusOr<ProgramRule> ReadRule(const YAML::Node& node, const std::string& version, const std::string& type) {
  ProgramRule rule;
  rule.version = version;
  rule.min_months = node["min_months"].as<int>();
  rule.max_months = node["max_months"].as<int>();
  rule.batch_required = node["batch_required"].as<bool>(false);
  if (rule.min_months < 0 || rule.max_months < 1 || rule.min_months > rule.max_months) {
    return absl::InvalidArgumentError(absl::StrCat("version ", version, ", ", type, ": the range of months is empty"));
  }
  return rule;
}

absl::StatusOr<std::map<v1::ProgramType, ProgramRule>> ReadTypes(const YAML::Node& node, const std::string& version) {
  std::map<v1::ProgramType, ProgramRule> types;
  for (const auto& entry : node) {
    const auto name = entry.first.as<std::string>();
    v1::ProgramType type;
    if (!v1::ProgramType_Parse(absl::StrCat("PROGRAM_TYPE_", name), &type)) {
      return absl::InvalidArgumentError(absl::StrCat("version ", version, ": unknown type ", name));
    }
    ASSIGN_OR_RETURN(types[type], ReadRule(entry.second, version, name));
  }
  for (int type = v1::PROGRAM_TYPE_UNSPECIFIED + 1; type <= v1::ProgramType_MAX; ++type) {
    if (v1::ProgramType_IsValid(type) && !types.contains(static_cast<v1::ProgramType>(type))) {
      return absl::InvalidArgumentError(absl::StrCat("version ", version, ": no rule for ",
                                                     v1::ProgramType_Name(static_cast<v1::ProgramType>(type))));
    }
  }
  return types;
}

}  // namespace

absl::StatusOr<ProgramRules> ProgramRules::Load(const std::string& path) {
  try {
    return Parse(YAML::Dump(YAML::LoadFile(path)));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

absl::StatusOr<ProgramRules> ProgramRules::Parse(const std::string& yaml) {
  ProgramRules rules;
  try {
    for (const YAML::Node& node : YAML::Load(yaml)["versions"]) {
      Version& version = rules.versions_.emplace_back();
      const auto name = node["version"].as<std::string>();
      const auto day = ParseIsoDate(node["effective_from"].as<std::string>());
      if (!day) return absl::InvalidArgumentError(absl::StrCat("version ", name, ": effective_from is not a date"));
      version.effective_from = *day;
      ASSIGN_OR_RETURN(version.types, ReadTypes(node["types"], name));
    }
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
  if (rules.versions_.empty()) return absl::InvalidArgumentError("no version of the program rules");
  std::ranges::sort(rules.versions_, {}, &Version::effective_from);
  return rules;
}

const ProgramRule& ProgramRules::For(v1::ProgramType type, absl::CivilDay start) const {
  const auto after = std::ranges::upper_bound(versions_, start, {}, &Version::effective_from);
  const Version& version = after == versions_.begin() ? versions_.front() : *std::prev(after);
  return version.types.at(type);
}

}  // namespace xf::rotation
