#include "services/volunteer/domain/hours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/clock.h"
#include "common/base/error.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kTwoHourRules[] = R"(
versions:
  - {version: "b", effective_from: 2024-01-01, max_minutes_per_day: 480, min_share_percent: 60, max_event_minutes: 1440}
  - {version: "a", effective_from: 2021-02-01, max_minutes_per_day: 600, min_share_percent: 50, max_event_minutes: 1440}
)";
const absl::Time kNine = absl::FromCivil(absl::CivilSecond(2026, 5, 18, 9), ChinaZone());

HourRule Rule() { return HourRules::Parse(kTwoHourRules)->At(absl::CivilDay(2026, 5, 18)); }

// An event of four hours in which the member was signed for all the time.
Stint FourHours(int64_t minutes) {
  return {.event_start = kNine,
          .event_end = kNine + absl::Hours(4),
          .check_in = kNine,
          .check_out = kNine + absl::Hours(4),
          .minutes = minutes};
}

Reason ReasonFor(const Stint& stint) { return ReasonOf(JudgeHours(Rule(), stint, "p").status()); }

TEST(HourRulesTest, AnEventIsJudgedByTheVersionOfItsDay) {
  const HourRules rules = *HourRules::Parse(kTwoHourRules);
  EXPECT_EQ(rules.At(absl::CivilDay(2023, 12, 31)).version, "a");
  EXPECT_EQ(rules.At(absl::CivilDay(2024, 1, 1)).version, "b");
  EXPECT_EQ(rules.At(absl::CivilDay(2019, 1, 1)).version, "a") << "before the first version, the oldest applies";
}

TEST(HourRulesTest, AFileThatLacksARuleIsRefused) {
  EXPECT_FALSE(HourRules::Parse("versions: []").ok());
  EXPECT_FALSE(HourRules::Parse("versions: [{version: a, effective_from: 2021-02-01}]").ok());
  EXPECT_FALSE(HourRules::Parse("versions: [{version: a, effective_from: soon}]").ok());
  EXPECT_FALSE(HourRules::Parse("versions: {").ok());
}

TEST(HoursTest, AThirdOfTheEventIsNotEnoughAndSixtyPercentIs) {
  EXPECT_EQ(ReasonFor(FourHours(80)), errors::REASON_HOURS_BELOW_SHARE);
  EXPECT_EQ(ReasonFor(FourHours(143)), errors::REASON_HOURS_BELOW_SHARE);
  EXPECT_THAT(*JudgeHours(Rule(), FourHours(144), "p"), IsEmpty());
}

TEST(HoursTest, NobodyServesLongerThanPresent) {
  EXPECT_EQ(ReasonFor(FourHours(241)), errors::REASON_HOURS_OVER_PRESENCE);
  Stint left_early = FourHours(200);
  left_early.check_out = kNine + absl::Hours(3);
  EXPECT_EQ(ReasonFor(left_early), errors::REASON_HOURS_OVER_PRESENCE);
  Stint stayed_on = FourHours(300);
  stayed_on.check_out = kNine + absl::Hours(5);
  EXPECT_THAT(*JudgeHours(Rule(), stayed_on, "p"), IsEmpty());
}

TEST(HoursTest, EightHoursADayCountOverAllEvents) {
  Stint full = FourHours(240);
  full.other_minutes = 240;
  EXPECT_THAT(*JudgeHours(Rule(), full, "p"), IsEmpty());
  full.other_minutes = 241;
  EXPECT_EQ(ReasonFor(full), errors::REASON_HOURS_OVER_DAY_LIMIT);
}

TEST(HoursTest, AMissingSignOutIsVouchedForUpToThePlanAndFlagged) {
  Stint forgot = FourHours(240);
  forgot.check_out.reset();
  EXPECT_THAT(*JudgeHours(Rule(), forgot, "p"), ElementsAre(v1::HOURS_FLAG_SIGN_OUT_MISSING));
  forgot.minutes = 241;
  EXPECT_EQ(ReasonFor(forgot), errors::REASON_HOURS_OVER_PRESENCE);
}

TEST(HoursTest, AnOverlapIsFlaggedNotRefused) {
  Stint twice = FourHours(240);
  twice.overlaps = true;
  EXPECT_THAT(*JudgeHours(Rule(), twice, "p"), ElementsAre(v1::HOURS_FLAG_OVERLAP));
}

TEST(HoursTest, ADayIsThatOfTheCountyNotOfGreenwich) {
  const absl::Time early = absl::FromCivil(absl::CivilSecond(2026, 5, 17, 22), absl::UTCTimeZone());
  EXPECT_EQ(ServiceDay(early), absl::CivilDay(2026, 5, 18));
}

}  // namespace
}  // namespace xf::volunteer
