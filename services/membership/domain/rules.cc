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
                 .export_approval_hours = Number(file, "export", "approval_hours"),
                 .settle_seconds = Number(file, "history", "settle_seconds"),
                 .transfer_hop_days = Number(file, "transfer", "hop_days"),
                 .transfer_letter_days = Number(file, "transfer", "letter_days"),
                 .floating_least_months = Number(file, "floating", "least_months"),
                 .floating_contact_months = Number(file, "floating", "contact_months"),
                 .floating_search_months = Number(file, "floating", "search_months"),
                 .lost_months = Number(file, "state", "lost_months"),
                 .still_lost_months = Number(file, "state", "still_lost_months"),
                 .correcting_months = Number(file, "state", "correcting_months"),
                 .inactive_months = Number(file, "state", "inactive_months"),
                 .branch_full_members = Number(file, "size", "branch_full_members"),
                 .branch_members = Number(file, "size", "branch_members"),
                 .general_branch_members = Number(file, "size", "general_branch_members"),
                 .committee_members = Number(file, "size", "committee_members"),
                 .branch_committee_from = Number(file, "size", "branch_committee_from"),
                 .branch_committee_least = Number(file, "size", "branch_committee_least"),
                 .branch_committee_most = Number(file, "size", "branch_committee_most"),
                 .secretary_months = Number(file, "size", "secretary_months"),
                 .general_branch_committee_least = Number(file, "size", "general_branch_committee_least"),
                 .general_branch_committee_most = Number(file, "size", "general_branch_committee_most"),
                 .committee_officers_least = Number(file, "size", "committee_officers_least"),
                 .committee_officers_most = Number(file, "size", "committee_officers_most"),
                 .small_branch_officers_most = Number(file, "size", "small_branch_officers_most"),
                 .joint_branch_units = Number(file, "size", "joint_branch_units"),
                 .task_branch_months = Number(file, "task", "branch_from_months"),
                 .task_remind_days = Number(file, "task", "remind_days"),
                 .founding_reply_months = Number(file, "founding", "reply_months"),
                 .election_quorum_percent = Number(file, "election", "quorum_percent"),
                 .election_spare_percent = Number(file, "election", "spare_percent"),
                 .election_remind_months = Number(file, "election", "remind_months"),
                 .election_postpone_months = Number(file, "election", "postpone_months")};
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

}  // namespace xf::membership
