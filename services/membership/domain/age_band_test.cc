#include "services/membership/domain/age_band.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xf::membership {
namespace {

// The band of a person on a day, found as the statements find it.
absl::string_view BandOf(absl::CivilDay birth, absl::CivilDay as_of) {
  const auto births = AgeBandBirths(as_of);
  return AgeBand(static_cast<size_t>(std::upper_bound(births.begin(), births.end(), birth) - births.begin()));
}

struct BandCase {
  int age;
  const char* band;
};

class AgeBandTest : public ::testing::TestWithParam<BandCase> {};

TEST_P(AgeBandTest, FollowsTheNationalBulletin) {
  const absl::CivilDay today(2026, 7, 1);
  const auto [age, band] = GetParam();
  EXPECT_EQ(BandOf(absl::CivilDay(today.year() - age, 7, 1), today), band) << "on the birthday";
  EXPECT_EQ(BandOf(absl::CivilDay(today.year() - age - 1, 7, 2), today), band) << "a day before the next one";
}

INSTANTIATE_TEST_SUITE_P(Edges, AgeBandTest,
                         ::testing::Values(BandCase{18, "≤30"}, BandCase{30, "≤30"}, BandCase{31, "31-35"},
                                           BandCase{35, "31-35"}, BandCase{36, "36-40"}, BandCase{40, "36-40"},
                                           BandCase{41, "41-45"}, BandCase{45, "41-45"}, BandCase{46, "46-50"},
                                           BandCase{50, "46-50"}, BandCase{51, "51-55"}, BandCase{55, "51-55"},
                                           BandCase{56, "56-60"}, BandCase{60, "56-60"}, BandCase{61, "≥61"},
                                           BandCase{104, "≥61"}));

// As PostgreSQL's age() has it: who was born on 29 February is a year older on 1 March.
TEST(AgeBandTest, WhoWasBornOnLeapDayIsOlderOnTheFirstOfMarch) {
  const absl::CivilDay born(1992, 2, 29);
  EXPECT_EQ(BandOf(born, absl::CivilDay(2023, 2, 28)), "≤30");
  EXPECT_EQ(BandOf(born, absl::CivilDay(2023, 3, 1)), "31-35");
  EXPECT_EQ(BandOf(absl::CivilDay(1993, 2, 28), absl::CivilDay(2024, 2, 29)), "31-35");
  EXPECT_EQ(BandOf(absl::CivilDay(1993, 3, 1), absl::CivilDay(2024, 2, 29)), "≤30");
}

}  // namespace
}  // namespace xf::membership
