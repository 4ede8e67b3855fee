#include "services/rotation/domain/stay.h"

#include <gtest/gtest.h>

#include <random>

namespace xf::rotation {
namespace {

using absl::CivilDay;

TEST(CompleteMonthsTest, CountsBothDaysOfThePeriod) {
  struct {
    Period period;
    int months;
  } const cases[] = {
      {{CivilDay(2023, 3, 1), CivilDay(2023, 5, 30)}, 2},    // a day short of three months
      {{CivilDay(2023, 3, 1), CivilDay(2023, 5, 31)}, 3},    // 3月1日至5月31日
      {{CivilDay(2023, 3, 1), CivilDay(2023, 6, 1)}, 3},     // 3月1日至6月1日
      {{CivilDay(2023, 3, 1), CivilDay(2023, 3, 1)}, 0},     // one day
      {{CivilDay(2023, 11, 30), CivilDay(2024, 2, 28)}, 3},  // over the end of a leap year's February
      {{CivilDay(2022, 10, 15), CivilDay(2023, 4, 14)}, 6},  // over the end of a year
  };
  for (const auto& [period, months] : cases) EXPECT_EQ(CompleteMonths(period), months) << period.start << period.end;
}

TEST(WithinMonthsTest, TheDayOnWhichItBeganMayBeTheLast) {
  const CivilDay start(2023, 3, 1);
  EXPECT_TRUE(WithinMonths({start, CivilDay(2023, 8, 31)}, 6));
  EXPECT_TRUE(WithinMonths({start, CivilDay(2023, 9, 1)}, 6));
  EXPECT_FALSE(WithinMonths({start, CivilDay(2023, 9, 2)}, 6));
}

class OccupancyTest : public ::testing::Test {
 protected:
  OccupancyTest() {
    occupancy_.Add("p1", "zhang", "desk", {CivilDay(2024, 1, 1), CivilDay(2024, 3, 31)});
    occupancy_.Add("p2", "li", "desk", {CivilDay(2024, 3, 31), CivilDay(2024, 5, 31)});
    occupancy_.Add("p3", "wang", "desk", {CivilDay(2024, 6, 1), CivilDay(2024, 8, 31)});
  }
  Occupancy occupancy_;
};

TEST_F(OccupancyTest, ACadreIsTakenOnEveryDayOfAPlacementTheLastIncluded) {
  EXPECT_EQ(occupancy_.Overlapping("zhang", {CivilDay(2024, 3, 31), CivilDay(2024, 4, 30)}), "p1");
  EXPECT_EQ(occupancy_.Overlapping("zhang", {CivilDay(2024, 4, 1), CivilDay(2024, 4, 30)}), "");
  EXPECT_EQ(occupancy_.Overlapping("zhao", {CivilDay(2024, 1, 1), CivilDay(2024, 12, 31)}), "");
}

TEST_F(OccupancyTest, APlacementIsNotInItsOwnWay) {
  EXPECT_EQ(occupancy_.Overlapping("zhang", {CivilDay(2024, 1, 1), CivilDay(2024, 4, 30)}, "p1"), "");
  EXPECT_EQ(occupancy_.Peak("desk", {CivilDay(2024, 2, 1), CivilDay(2024, 4, 30)}, "p1"), 1);
}

TEST_F(OccupancyTest, ThePeakIsOnTheDayOnWhichTwoMeet) {
  EXPECT_EQ(occupancy_.Peak("desk", {CivilDay(2024, 1, 1), CivilDay(2024, 3, 30)}), 1);
  EXPECT_EQ(occupancy_.Peak("desk", {CivilDay(2024, 1, 1), CivilDay(2024, 12, 31)}), 2);
  EXPECT_EQ(occupancy_.Peak("desk", {CivilDay(2024, 4, 1), CivilDay(2024, 12, 31)}), 1);
  EXPECT_EQ(occupancy_.Peak("desk", {CivilDay(2024, 9, 1), CivilDay(2024, 12, 31)}), 0);
  EXPECT_EQ(occupancy_.Peak("window", {CivilDay(2024, 1, 1), CivilDay(2024, 12, 31)}), 0);
}

TEST(OccupancyPropertyTest, ThePeakIsTheMostOnAnyDay) {
  std::mt19937 random(20240101);
  const CivilDay origin(2024, 1, 1);
  const auto period = [&] {
    const int start = static_cast<int>(random() % 60);
    return Period{origin + start, origin + start + static_cast<int>(random() % 30)};
  };
  for (int round = 0; round < 300; ++round) {
    Occupancy occupancy;
    std::vector<Period> stays(random() % 8);
    for (Period& stay : stays) {
      stay = period();
      occupancy.Add("p", "c", "post", stay);
    }
    const Period asked = period();
    int expected = 0;
    for (CivilDay day = asked.start; day <= asked.end; ++day) {
      int present = 0;
      for (const Period& stay : stays) present += stay.Contains(day) ? 1 : 0;
      expected = std::max(expected, present);
    }
    EXPECT_EQ(occupancy.Peak("post", asked), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace xf::rotation
