#include "services/ctl/sample/shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "services/ctl/sample/rng.h"

namespace xf::sample {
namespace {

using ::testing::ElementsAre;

TEST(SplitTest, GivesWholePartsByLargestRemainder) {
  EXPECT_THAT(Split(10, {1, 1, 1}), ElementsAre(4, 3, 3));
  EXPECT_THAT(Split(100, {12.2, 10.7, 77.1}), ElementsAre(12, 11, 77));
  EXPECT_THAT(Split(5, {0, 0}), ElementsAre(1, 1));
}

TEST(SplitTest, PartsAlwaysAddUp) {
  Rng rng(3);
  for (int i = 0; i < 200; ++i) {
    const int total = rng.Between(0, 5000);
    std::vector<double> weights(rng.Between(1, 40));
    for (double& weight : weights) weight = rng.Between(1, 1000) / 7.0;
    const std::vector<int> parts = Split(total, weights);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), 0), total);
  }
}

TEST(AssignByRankTest, LowScoresGetTheFirstCategories) {
  EXPECT_THAT(AssignByRank({30, 10, 20, 40}, {1, 2, 1}), ElementsAre(1, 0, 1, 2));
}

// The engine is the standard's, whose 10,000th number from its default seed is part of the standard.
TEST(RngTest, IsTheSameEverywhere) {
  Rng rng(std::mt19937_64::default_seed);
  for (int i = 1; i < 10'000; ++i) rng.Below(UINT64_MAX);
  EXPECT_EQ(rng.Below(UINT64_MAX), 9981545732273789042u);
}

TEST(RngTest, EachPartHasNumbersOfItsOwn) {
  const Rng rng(1);
  EXPECT_EQ(rng.Fork("members").Below(1'000'000), Rng(1).Fork("members").Below(1'000'000));
  EXPECT_NE(rng.Fork("members").Below(1'000'000), rng.Fork("tickets").Below(1'000'000));
  EXPECT_NE(rng.Fork("members").Below(1'000'000), Rng(2).Fork("members").Below(1'000'000));
}

TEST(RngTest, BetweenIncludesBothEnds) {
  Rng rng(5);
  bool low = false, high = false;
  for (int i = 0; i < 1000; ++i) {
    const int value = rng.Between(2, 4);
    ASSERT_GE(value, 2);
    ASSERT_LE(value, 4);
    low |= value == 2;
    high |= value == 4;
  }
  EXPECT_TRUE(low && high);
}

}  // namespace
}  // namespace xf::sample
