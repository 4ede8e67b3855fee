#include "services/rotation/domain/horizon.h"

#include <gtest/gtest.h>

namespace xf::rotation {
namespace {

using absl::CivilDay;

TEST(HorizonTest, BeginsWithTheFirstOrSixteenthFromADayOn) {
  EXPECT_EQ(Horizon::StartFrom(CivilDay(2026, 3, 1)), CivilDay(2026, 3, 1));
  EXPECT_EQ(Horizon::StartFrom(CivilDay(2026, 3, 2)), CivilDay(2026, 3, 16));
  EXPECT_EQ(Horizon::StartFrom(CivilDay(2026, 3, 16)), CivilDay(2026, 3, 16));
  EXPECT_EQ(Horizon::StartFrom(CivilDay(2026, 12, 17)), CivilDay(2027, 1, 1));
}

TEST(HorizonTest, TwoSlotsAreAMonthWhateverItsLength) {
  const Horizon horizon(CivilDay(2024, 1, 16), 6);
  EXPECT_EQ(horizon.FirstDay(1), CivilDay(2024, 2, 1));
  const Period stay = horizon.DaysOf(1, 2);
  EXPECT_EQ(stay.start, CivilDay(2024, 2, 1));
  EXPECT_EQ(stay.end, CivilDay(2024, 2, 29));
  EXPECT_EQ(CompleteMonths(horizon.DaysOf(0, 6)), 3) << "16 January to 15 April";
  EXPECT_EQ(horizon.period().end, CivilDay(2024, 4, 15));
}

TEST(HorizonTest, APeriodMeetsTheSlotsThatItHasADayOf) {
  const Horizon horizon(CivilDay(2026, 3, 1), 4);
  const auto meeting = [&](CivilDay start, CivilDay end) {
    const auto range = horizon.Meeting({start, end});
    return range ? std::pair(range->start(), range->end()) : std::pair(-1, -1);
  };
  EXPECT_EQ(meeting(CivilDay(2026, 3, 15), CivilDay(2026, 3, 16)), std::pair(0, 2));
  EXPECT_EQ(meeting(CivilDay(2020, 1, 1), CivilDay(2026, 3, 1)), std::pair(0, 1));
  EXPECT_EQ(meeting(CivilDay(2026, 4, 30), CivilDay(9999, 12, 31)), std::pair(3, 4));
  EXPECT_EQ(meeting(CivilDay(2020, 1, 1), CivilDay(2026, 2, 28)), std::pair(-1, -1));
  EXPECT_EQ(meeting(CivilDay(2026, 5, 1), CivilDay(2026, 5, 2)), std::pair(-1, -1));
}

TEST(HorizonTest, SlotFromIsTheFirstThatBeginsThenOrLater) {
  const Horizon horizon(CivilDay(2026, 3, 1), 4);
  EXPECT_EQ(horizon.SlotFrom(CivilDay(2020, 1, 1)), 0);
  EXPECT_EQ(horizon.SlotFrom(CivilDay(2026, 3, 16)), 1);
  EXPECT_EQ(horizon.SlotFrom(CivilDay(2026, 3, 17)), 2);
  EXPECT_EQ(horizon.SlotFrom(CivilDay(2026, 5, 1)), 4);
}

}  // namespace
}  // namespace xf::rotation
