#include "common/base/date.h"

#include <gtest/gtest.h>

namespace xf {
namespace {

using Day = absl::CivilDay;

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(DateTest, OnlyRealDaysAreValid) {
  EXPECT_TRUE(IsValidDate(Date(2024, 2, 29)));
  EXPECT_TRUE(IsValidDate(Date(1921, 7, 23)));
  EXPECT_FALSE(IsValidDate(Date(2023, 2, 29)));
  EXPECT_FALSE(IsValidDate(Date(2100, 2, 29)));
  EXPECT_FALSE(IsValidDate(Date(2026, 13, 1)));
  EXPECT_FALSE(IsValidDate(Date(2026, 6, 31)));
  EXPECT_FALSE(IsValidDate(Date(2026, 5, 0)));
  EXPECT_FALSE(IsValidDate(Date(0, 5, 18)));
  EXPECT_FALSE(IsValidDate({}));
}

TEST(DateTest, DaysAndDatesRoundTripOverAWholeLeapCycle) {
  for (Day day(1999, 12, 31); day < Day(2004, 3, 2); ++day) {
    EXPECT_EQ(ToDay(ToDate(day)), day);
    EXPECT_EQ(ParseIsoDate(IsoDate(day)), day);
    EXPECT_EQ(IsoDate(ToDate(day)), IsoDate(day));
  }
}

TEST(DateTest, PartialDatesKeepWhatIsKnown) {
  EXPECT_EQ(IsoDate(Date(1958, 3, 0)), "1958-03");
  EXPECT_EQ(IsoDate(Date(1958, 0, 0)), "1958");
  EXPECT_EQ(IsoDate(google::type::Date()), "");
}

TEST(DateTest, IsoTextIsReadStrictly) {
  EXPECT_EQ(ParseIsoDate("2026-05-18"), Day(2026, 5, 18));
  for (const char* text :
       {"", "2026-5-18", "2026-05-18 ", "2026/05/18", "2026-02-30", "+026-05-18", "0000-01-01", "2026-05"}) {
    EXPECT_EQ(ParseIsoDate(text), std::nullopt) << text;
  }
}

TEST(DateTest, MonthsAreAddedByTheCalendarAndClampedToItsEnd) {
  EXPECT_EQ(AddMonths(Day{2026, 1, 31}, 1), Day(2026, 2, 28));
  EXPECT_EQ(AddMonths(Day{2024, 1, 31}, 1), Day(2024, 2, 29));
  EXPECT_EQ(AddMonths(Day{2026, 11, 15}, 3), Day(2027, 2, 15));
  EXPECT_EQ(AddMonths(Day{2026, 3, 31}, -1), Day(2026, 2, 28));
  EXPECT_EQ(AddMonths(Day{2024, 2, 29}, 12), Day(2025, 2, 28));
  EXPECT_EQ(AddMonths(Day{2026, 5, 18}, 0), Day(2026, 5, 18));
}

TEST(DateTest, AgeCountsWholeYearsAndTurnsOnTheBirthday) {
  EXPECT_EQ(AgeOn(Day{2008, 5, 18}, Day{2026, 5, 17}), 17);
  EXPECT_EQ(AgeOn(Day{2008, 5, 18}, Day{2026, 5, 18}), 18);
  EXPECT_EQ(AgeOn(Day{2004, 2, 29}, Day{2022, 2, 28}), 17);
  EXPECT_EQ(AgeOn(Day{2004, 2, 29}, Day{2022, 3, 1}), 18);
}

}  // namespace
}  // namespace xf
