#include "services/membership/domain/rules.h"

#include <yaml-cpp/yaml.h>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

// A positive number at `section`.`key`.
int Number(const YAML::Node& file, const char* section, const char* key) {
  const int number = file[section][key].as<int>();
  if (number <= 0)
    throw YAML::Exception(file[section][key].Mark(), absl::StrCat(section, ".", key, " is not positive"));
  return number;
}

}  // namespace

absl::StatusOr<Rules> LoadRules(const std::string& path) {
  try {
    const YAML::Node file = YAML::LoadFile(path);
    const auto since = ParseIsoDate(file["probation"]["since"].as<std::string>());
    if (!since) return absl::InvalidArgumentError(absl::StrCat(path, ": probation.since is not a date"));
    return Rules{.minimum_age = Number(file, "minimum_age", "years"),
                 .probation_months = Number(file, "probation", "months"),
                 .probation_since = *since,
                 .committee_term_years = Number(file, "term", "committee_years"),
                 .branch_term_years = Number(file, "term", "branch_years"),
                 .village_term_years = Number(file, "term", "village_or_community_years"),
                 .export_rows_without_approval = Number(file, "export", "rows_without_approval"),
                 .export_approval_hours = Number(file, "export", "approval_hours")};
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

}  // namespace xf::membership
