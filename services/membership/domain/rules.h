// The service's rule file, rules/membership.yaml, as a value.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace xf::membership {

struct Rules {
  // Least age on the day of application, in full years.
  int minimum_age = 0;
  // Length of probation, and the first joining day that it holds for.
  int probation_months = 0;
  absl::CivilDay probation_since;
  // Terms of office, in years: committees; branches and general branches; those of villages and communities.
  int committee_term_years = 0;
  int branch_term_years = 0;
  int village_term_years = 0;
  // Rows that one person may export, and for how many hours an approval of more is in force.
  int export_rows_without_approval = 0;
  int export_approval_hours = 0;
  // Seconds after which what was known at a moment is settled.
  int settle_seconds = 0;
  // Transfers: days for a hop, days that a letter is valid at most.
  int transfer_hop_days = 0;
  int transfer_letter_days = 0;
  // Floating members, in months: least absence, without contact until a contact is due, until a search is due.
  int floating_least_months = 0;
  int floating_contact_months = 0;
  int floating_search_months = 0;
  // Statuses, in months: out of contact until 停止党籍, suspended until 除名, time limit of 限期改正, inactive until
  // 除名.
  int lost_months = 0;
  int still_lost_months = 0;
  int correcting_months = 0;
  int inactive_months = 0;
  // Sizes: full members of a branch at least, members of it at most, of a general branch and of a committee at least.
  int branch_full_members = 0;
  int branch_members = 0;
  int general_branch_members = 0;
  int committee_members = 0;
  // Full members from which on a branch has a committee, and officers of it.
  int branch_committee_from = 0;
  int branch_committee_least = 0;
  int branch_committee_most = 0;
  // Months that a secretary has been a full member when taking office.
  int secretary_months = 0;
  // Officers of a general branch and of a grassroots committee.
  int general_branch_committee_least = 0;
  int general_branch_committee_most = 0;
  int committee_officers_least = 0;
  int committee_officers_most = 0;
  // Officers at most of a branch too small for a committee, and units that a joint branch covers at most.
  int small_branch_officers_most = 0;
  int joint_branch_units = 0;
  // Months of a task from which on it has a branch rather than a temporary one, and days before its end when to remind.
  int task_branch_months = 0;
  int task_remind_days = 0;
  // Months that a committee has to reply to who asks for an organization to be founded.
  int founding_reply_months = 0;
  // Elections: presence in percent of those entitled, spare candidates in percent of the seats, months of the reminder,
  // months that a term may last longer by approval.
  int election_quorum_percent = 0;
  int election_spare_percent = 0;
  int election_remind_months = 0;
  int election_postpone_months = 0;
};

// Reads the file. The error names the first thing missing or malformed.
absl::StatusOr<Rules> LoadRules(const std::string& path);

}  // namespace xf::membership
