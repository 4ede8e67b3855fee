// Deadlines of tickets in working days (rules/tickets.yaml).
#pragma once

#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/volunteer/domain/versions.h"
#include "xianfeng/volunteer/v1/ticket.pb.h"

namespace xf::volunteer {

namespace v1 = xianfeng::volunteer::v1;

// Which days are worked: Monday to Friday, but for announced days off and working weekends (调休).
struct WorkCalendar {
  std::set<absl::CivilDay> days_off;
  std::set<absl::CivilDay> working_weekends;

  bool IsWorkingDay(absl::CivilDay day) const;
  // The n-th working day after `day`.
  absl::CivilDay After(absl::CivilDay day, int n) const;
};

// One version of the deadlines.
struct DeadlineRule {
  std::string version;
  absl::CivilDay effective_from;
  std::map<v1::TicketClass, int> working_days;
};

struct Deadline {
  // Midnight (UTC+8) after the last working day.
  absl::Time due;
  std::string rule_version;
};

class TicketRules {
 public:
  TicketRules(Versions<DeadlineRule> versions, WorkCalendar calendar)
      : versions_(std::move(versions)), calendar_(std::move(calendar)) {}

  // Reads rules/tickets.yaml; an error unless every version has every class.
  static absl::StatusOr<TicketRules> Parse(const std::string& yaml);

  // Deadline of a ticket registered at `registered`, by the version of that day.
  Deadline DeadlineOf(v1::TicketClass ticket_class, absl::Time registered) const;

 private:
  Versions<DeadlineRule> versions_;
  WorkCalendar calendar_;
};

}  // namespace xf::volunteer
