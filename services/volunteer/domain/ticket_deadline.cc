#include "services/volunteer/domain/ticket_deadline.h"

#include <yaml-cpp/yaml.h>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/base/status.h"

namespace xf::volunteer {
namespace {

absl::StatusOr<absl::CivilDay> DayOf(const YAML::Node& node) {
  if (const auto day = ParseIsoDate(node.as<std::string>())) return *day;
  return absl::InvalidArgumentError(absl::StrCat("tickets.yaml: not a date: ", node.as<std::string>()));
}

absl::StatusOr<DeadlineRule> RuleOf(const YAML::Node& node) {
  DeadlineRule rule{.version = node["version"].as<std::string>()};
  ASSIGN_OR_RETURN(rule.effective_from, DayOf(node["effective_from"]));
  for (int number = v1::TICKET_CLASS_CONSULT; number <= v1::TicketClass_MAX; ++number) {
    const auto ticket_class = static_cast<v1::TicketClass>(number);
    const std::string key = v1::TicketClass_Name(ticket_class).substr(sizeof("TICKET_CLASS_") - 1);
    rule.working_days[ticket_class] = node["working_days"][key].as<int>();
  }
  return rule;
}

absl::StatusOr<WorkCalendar> CalendarOf(const YAML::Node& root) {
  WorkCalendar calendar;
  for (const YAML::Node& range : root["days_off"]) {
    ASSIGN_OR_RETURN(const absl::CivilDay from, DayOf(range["from"]));
    ASSIGN_OR_RETURN(const absl::CivilDay to, DayOf(range["to"]));
    for (absl::CivilDay day = from; day <= to; ++day) calendar.days_off.insert(day);
  }
  for (const YAML::Node& node : root["working_weekends"]) {
    ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(node));
    calendar.working_weekends.insert(day);
  }
  return calendar;
}

}  // namespace

bool WorkCalendar::IsWorkingDay(absl::CivilDay day) const {
  if (working_weekends.contains(day)) return true;
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday && !days_off.contains(day);
}

absl::CivilDay WorkCalendar::After(absl::CivilDay day, int n) const {
  while (n > 0) {
    if (IsWorkingDay(++day)) --n;
  }
  return day;
}

absl::StatusOr<TicketRules> TicketRules::Parse(const std::string& yaml) {
  try {
    const YAML::Node root = YAML::Load(yaml);
    std::vector<DeadlineRule> versions;
    for (const YAML::Node& node : root["versions"]) {
      ASSIGN_OR_RETURN(DeadlineRule rule, RuleOf(node));
      versions.push_back(std::move(rule));
    }
    if (versions.empty()) return absl::InvalidArgumentError("tickets.yaml has no version");
    ASSIGN_OR_RETURN(WorkCalendar calendar, CalendarOf(root));
    return TicketRules(Versions(std::move(versions)), std::move(calendar));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("tickets.yaml: ", error.what()));
  }
}

Deadline TicketRules::DeadlineOf(v1::TicketClass ticket_class, absl::Time registered) const {
  const absl::TimeZone zone = ChinaZone();
  const absl::CivilDay day = absl::ToCivilDay(registered, zone);
  const DeadlineRule& rule = versions_.At(day);
  return {absl::FromCivil(calendar_.After(day, rule.working_days.at(ticket_class)) + 1, zone), rule.version};
}

}  // namespace xf::volunteer
