#include "services/membership/domain/age_band.h"

#include <gtest/gtest.h>

namespace xf::membership {
namespace {

struct BandCase {
  int age;
  const char* band;
};

class AgeBandTest : public ::testing::TestWithParam<BandCase> {};

TEST_P(AgeBandTest, FollowsTheNationalBulletin) { EXPECT_EQ(AgeBand(GetParam().age), GetParam().band); }

INSTANTIATE_TEST_SUITE_P(Edges, AgeBandTest,
                         ::testing::Values(BandCase{18, "≤30"}, BandCase{30, "≤30"}, BandCase{31, "31-35"},
                                           BandCase{35, "31-35"}, BandCase{36, "36-40"}, BandCase{40, "36-40"},
                                           BandCase{41, "41-45"}, BandCase{45, "41-45"}, BandCase{46, "46-50"},
                                           BandCase{50, "46-50"}, BandCase{51, "51-55"}, BandCase{55, "51-55"},
                                           BandCase{56, "56-60"}, BandCase{60, "56-60"}, BandCase{61, "≥61"},
                                           BandCase{104, "≥61"}));

}  // namespace
}  // namespace xf::membership
