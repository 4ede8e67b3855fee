#include "services/volunteer/domain/ticket_deadline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/clock.h"

namespace xf::volunteer {
namespace {

constexpr char kTwoTicketRules[] = R"(
versions:
  - {version: "old", effective_from: 2022-01-01, working_days: {CONSULT: 1, ORDINARY: 5, COMPLEX: 10}}
  - {version: "new", effective_from: 2026-01-01, working_days: {CONSULT: 3, ORDINARY: 7, COMPLEX: 15}}
days_off: [{from: 2026-10-01, to: 2026-10-07}]
working_weekends: [2026-10-10]
)";

absl::Time Noon(int year, int month, int day) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, 12), ChinaZone());
}

// First day on which a ticket registered on a day is late.
absl::CivilDay LateOn(v1::TicketClass ticket_class, absl::Time registered) {
  return absl::ToCivilDay(TicketRules::Parse(kTwoTicketRules)->DeadlineOf(ticket_class, registered).due, ChinaZone());
}

TEST(TicketDeadlineTest, WeekendsDoNotCount) {
  // Friday 6 November 2026: Monday, Tuesday, Wednesday are the three days.
  EXPECT_EQ(LateOn(v1::TICKET_CLASS_CONSULT, Noon(2026, 11, 6)), absl::CivilDay(2026, 11, 12));
}

TEST(TicketDeadlineTest, HolidaysDoNotCountAndWorkingWeekendsDo) {
  // Wednesday 30 September 2026: the first working days after the holiday are 8, 9 and Saturday 10 October.
  EXPECT_EQ(LateOn(v1::TICKET_CLASS_CONSULT, Noon(2026, 9, 30)), absl::CivilDay(2026, 10, 11));
}

TEST(TicketDeadlineTest, MoreWorkHasMoreTime) {
  const absl::Time monday = Noon(2026, 11, 2);
  EXPECT_LT(LateOn(v1::TICKET_CLASS_CONSULT, monday), LateOn(v1::TICKET_CLASS_ORDINARY, monday));
  EXPECT_LT(LateOn(v1::TICKET_CLASS_ORDINARY, monday), LateOn(v1::TICKET_CLASS_COMPLEX, monday));
}

TEST(TicketDeadlineTest, TheVersionOfTheDayOfRegistrationCounts) {
  const TicketRules rules = *TicketRules::Parse(kTwoTicketRules);
  EXPECT_EQ(rules.DeadlineOf(v1::TICKET_CLASS_CONSULT, Noon(2025, 12, 31)).rule_version, "old");
  EXPECT_EQ(rules.DeadlineOf(v1::TICKET_CLASS_CONSULT, Noon(2026, 1, 1)).rule_version, "new");
}

TEST(TicketDeadlineTest, LateInTheEveningIsStillThatDay) {
  const absl::Time late = absl::FromCivil(absl::CivilSecond(2026, 11, 2, 23, 30), ChinaZone());
  EXPECT_EQ(LateOn(v1::TICKET_CLASS_CONSULT, late), absl::CivilDay(2026, 11, 6));
}

TEST(TicketDeadlineTest, AVersionWithoutAClassIsRefused) {
  EXPECT_FALSE(TicketRules::Parse("versions: []").ok());
  EXPECT_FALSE(
      TicketRules::Parse("versions: [{version: a, effective_from: 2022-01-01, working_days: {CONSULT: 1}}]").ok());
  EXPECT_FALSE(TicketRules::Parse("versions: [{version: a, effective_from: soon}]").ok());
}

}  // namespace
}  // namespace xf::volunteer
