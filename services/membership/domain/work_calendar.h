// Working days (工作日): Monday to Friday, corrected by the State Council's yearly notice of days off and days worked
// in exchange (调休).
#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace xf::membership {

class WorkCalendar {
 public:
  // Reads rules/holidays.yaml. The error names the file and what is malformed.
  static absl::StatusOr<WorkCalendar> Load(const std::string& path);

  // Whether the notice of that year is known; without it, Monday to Friday are taken.
  bool Knows(absl::CivilYear year) const { return years_.count(year.year()) > 0; }
  bool IsWorkday(absl::CivilDay day) const;
  // The n-th working day from `first` on, which counts itself when it is one; `first` for n = 0.
  absl::CivilDay NthWorkday(absl::CivilDay first, int n) const;

 private:
  std::set<absl::civil_year_t> years_;
  std::set<absl::CivilDay> holidays_;
  std::set<absl::CivilDay> workdays_;
};

}  // namespace xf::membership
