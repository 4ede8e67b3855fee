#include "services/membership/domain/work_calendar.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace xf::membership {
namespace {

using absl::CivilDay;

WorkCalendar Shipped() {
  const char* root = std::getenv("XF_SOURCE_DIR");
  auto calendar =
      WorkCalendar::Load(std::string(root == nullptr ? "" : root) + "/services/membership/rules/holidays.yaml");
  EXPECT_TRUE(calendar.ok()) << calendar.status();
  return calendar.value_or(WorkCalendar());
}

absl::Status Load(const std::string& text) {
  const std::string path = ::testing::TempDir() + "/holidays_test.yaml";
  std::ofstream(path) << text;
  return WorkCalendar::Load(path).status();
}

TEST(WorkCalendarTest, WeekendsAndHolidaysAreNoWorkingDaysAndExchangedOnesAre) {
  const WorkCalendar calendar = Shipped();
  EXPECT_TRUE(calendar.IsWorkday(CivilDay(2026, 9, 24)));   // A Thursday.
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2026, 9, 25)));  // 中秋, a Friday.
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2026, 9, 26)));  // A Saturday.
  EXPECT_TRUE(calendar.IsWorkday(CivilDay(2026, 9, 20)));   // A Sunday worked in exchange.
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2026, 10, 7)));
}

TEST(WorkCalendarTest, FiveWorkingDaysCountTheFirstOne) {
  const WorkCalendar calendar = Shipped();
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2026, 6, 1), 5), CivilDay(2026, 6, 5));     // Monday to Friday.
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2026, 6, 6), 5), CivilDay(2026, 6, 12));    // From a Saturday.
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2026, 6, 17), 5), CivilDay(2026, 6, 24));   // Over 端午, 19 to 21 June.
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2026, 9, 28), 5), CivilDay(2026, 10, 9));   // Over 国庆, 1 to 7 October.
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2026, 10, 8), 3), CivilDay(2026, 10, 10));  // A Saturday worked in exchange.
}

TEST(WorkCalendarTest, AYearWithoutANoticeIsMondayToFridayAndKnownToBeSo) {
  const WorkCalendar calendar = Shipped();
  EXPECT_TRUE(calendar.Knows(absl::CivilYear(2026)));
  EXPECT_FALSE(calendar.Knows(absl::CivilYear(2031)));
  EXPECT_EQ(calendar.NthWorkday(CivilDay(2031, 10, 1), 5), CivilDay(2031, 10, 7));
}

TEST(WorkCalendarTest, ADayOfAnotherYearOrNoDayIsAnErrorThatNamesIt) {
  EXPECT_NE(Load("2027: {holidays: [2028-01-01], workdays: []}").message().find("2028-01-01"), std::string::npos);
  EXPECT_NE(Load("2027: {holidays: [2027-02-30], workdays: []}").message().find("2027-02-30"), std::string::npos);
  EXPECT_FALSE(Load("2027: {holidays: [2027-02-05/2027-02-01], workdays: []}").ok());
  EXPECT_FALSE(WorkCalendar::Load("/nowhere/holidays.yaml").ok());
}

}  // namespace
}  // namespace xf::membership
