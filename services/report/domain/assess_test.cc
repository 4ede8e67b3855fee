#include "services/report/domain/assess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/matchers.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using xf::testing::IsError;
using xf::testing::IsOk;

v1::Dimension DimensionOf(const char* id, const char* title, int weight) {
  v1::Dimension dimension;
  dimension.set_id(id);
  dimension.set_title(title);
  dimension.set_weight(weight);
  return dimension;
}

// Two dimensions, the first three times as heavy; pass mark 90.
v1::Scheme TwoDimensions() {
  v1::Scheme scheme;
  scheme.set_pass_points(90);
  *scheme.add_dimensions() = DimensionOf("politics", "政治功能好", 3);
  *scheme.add_dimensions() = DimensionOf("team", "班子建设好", 1);
  return scheme;
}

v1::Score ScoreOf(const char* dimension, int points) {
  v1::Score score;
  score.set_dimension(dimension);
  score.set_points(points);
  return score;
}

TEST(AssessTest, TheMeanIsWeighted) {
  const auto mean = PassingMean(TwoDimensions(), {ScoreOf("politics", 95), ScoreOf("team", 80)});
  ASSERT_THAT(mean, IsOk());
  EXPECT_DOUBLE_EQ(*mean, 91.25);
}

TEST(AssessTest, AMeanOfExactlyThePassMarkPasses) {
  EXPECT_THAT(PassingMean(TwoDimensions(), {ScoreOf("politics", 90), ScoreOf("team", 90)}), IsOk());
}

TEST(AssessTest, AMeanBelowThePassMarkIsRefused) {
  EXPECT_THAT(PassingMean(TwoDimensions(), {ScoreOf("politics", 90), ScoreOf("team", 89)}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCORE_BELOW_PASS));
}

TEST(AssessTest, EveryDimensionNeedsAScore) {
  const auto mean = PassingMean(TwoDimensions(), {ScoreOf("politics", 100)});
  ASSERT_THAT(mean, IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCORES_INCOMPLETE));
  EXPECT_THAT(std::string(mean.status().message()), HasSubstr("班子建设好"));
}

TEST(AssessTest, AScoreOfAnotherDimensionDoesNotCount) {
  const auto mean = PassingMean(TwoDimensions(), {ScoreOf("politics", 95), ScoreOf("team", 95), ScoreOf("retired", 0)});
  ASSERT_THAT(mean, IsOk());
  EXPECT_DOUBLE_EQ(*mean, 95);
}

TEST(AssessTest, WeightIsOneByDefault) {
  v1::Scheme scheme = TwoDimensions();
  scheme.mutable_dimensions(1)->set_weight(0);
  SetDefaults(scheme);
  EXPECT_EQ(scheme.dimensions(0).weight(), 3);
  EXPECT_EQ(scheme.dimensions(1).weight(), 1);
}

TEST(AssessTest, IdsAndTitlesOfDimensionsAreDistinct) {
  v1::Scheme scheme = TwoDimensions();
  EXPECT_TRUE(CheckDimensions(scheme).empty());
  *scheme.add_dimensions() = DimensionOf("politics", "班子建设好", 1);
  EXPECT_THAT(CheckDimensions(scheme), ElementsAre(Field(&Violation::field, "scheme.dimensions[2].id"),
                                                   Field(&Violation::field, "scheme.dimensions[2].title")));
}

TEST(AssessTest, AnAwardCountsFromTheEndOfItsYearOrFromToday) {
  EXPECT_EQ(DefaultAwardDay(2022, absl::CivilDay(2024, 3, 1)), absl::CivilDay(2022, 12, 31));
  EXPECT_EQ(DefaultAwardDay(2024, absl::CivilDay(2024, 3, 1)), absl::CivilDay(2024, 3, 1));
}

}  // namespace
}  // namespace xf::report
