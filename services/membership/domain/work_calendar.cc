#include "services/membership/domain/work_calendar.h"

#include <yaml-cpp/yaml.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

// Adds the days of a list of dates and "first/last" ranges, all of one year.
void ReadDays(const YAML::Node& list, int year, std::set<absl::CivilDay>& days) {
  for (const YAML::Node& item : list) {
    const std::vector<std::string> ends = absl::StrSplit(item.as<std::string>(), '/');
    const auto first = ParseIsoDate(ends.front());
    const auto last = ParseIsoDate(ends.back());
    if (ends.size() > 2 || !first || !last || *last < *first || first->year() != year || last->year() != year) {
      throw YAML::Exception(item.Mark(), absl::StrCat("\"", item.as<std::string>(), "\" is no day of ", year));
    }
    for (absl::CivilDay day = *first; day <= *last; ++day) days.insert(day);
  }
}

}  // namespace

absl::StatusOr<WorkCalendar> WorkCalendar::Load(const std::string& path) {
  try {
    WorkCalendar calendar;
    for (const auto& entry : YAML::LoadFile(path)) {
      const int year = entry.first.as<int>();
      calendar.years_.insert(year);
      ReadDays(entry.second["holidays"], year, calendar.holidays_);
      ReadDays(entry.second["workdays"], year, calendar.workdays_);
    }
    return calendar;
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

bool WorkCalendar::IsWorkday(absl::CivilDay day) const {
  if (workdays_.count(day) > 0) return true;
  if (holidays_.count(day) > 0) return false;
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

absl::CivilDay WorkCalendar::NthWorkday(absl::CivilDay first, int n) const {
  absl::CivilDay day = first;
  for (int counted = IsWorkday(day) ? 1 : 0; counted < n; counted += IsWorkday(day) ? 1 : 0) ++day;
  return day;
}

}  // namespace xf::membership
