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
};

// Reads the file. The error names the first thing missing or malformed.
absl::StatusOr<Rules> LoadRules(const std::string& path);

}  // namespace xf::membership
