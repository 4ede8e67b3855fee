#include "services/report/domain/figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"
#include "services/report/domain/testing.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;

TEST(ClaimTest, NumbersAreRoundedDownToTheStep) {
  struct Case {
    int64_t value;
    int64_t step;
    const char* claim;
  };
  for (const Case& c : std::vector<Case>{{23, 10, "20余"},
                                         {108, 100, "100余"},
                                         {22, 10, "20余"},
                                         {212, 100, "200余"},
                                         {20368, 10000, "20000余"},
                                         {124, 10, "120余"},
                                         {286, 10, "280余"},
                                         {20, 10, "20余"},
                                         {29, 10, "20余"},
                                         {30, 10, "30余"},
                                         {66, 1, "66"},
                                         {0, 1, "0"}}) {
    EXPECT_EQ(ClaimText(c.value, c.step), c.claim);
  }
}

TEST(ClaimTest, BelowTheStepTheExactNumberIsSaid) {
  EXPECT_EQ(ClaimText(9, 10), "9");
  EXPECT_EQ(ClaimText(0, 10), "0");
  EXPECT_EQ(ClaimText(9999, 10000), "9999");
}

TEST(ClaimTest, EveryNumberProvesItsOwnClaim) {
  for (const int64_t step : {1, 10, 100, 10000}) {
    for (int64_t value = 0; value<3 * step + 3; value += step> 100 ? 97 : 1) {
      v1::Figure figure;
      figure.set_value(value);
      figure.set_step(step);
      figure.set_claim(ClaimText(value, step));
      const v1::Claim claim = ProveValue(figure);
      EXPECT_TRUE(claim.proven()) << claim.DebugString();
      EXPECT_LE(claim.at_least(), static_cast<double>(value));
      EXPECT_LT(claim.at_most() - claim.at_least(), static_cast<double>(step));
    }
  }
}

TEST(ClaimTest, AStatementHoldsOnlyWithinItsBounds) {
  auto counts = SeedCounts();
  const Statement& months = *OwnRules().Find("24")->FindStatement("months");
  const auto claims = [&] { return ProveStatement(months, FigureOf(FiguresOf(counts), "24")); };
  ASSERT_EQ(claims().size(), 2U);
  EXPECT_TRUE(claims()[0].proven());
  EXPECT_TRUE(claims()[1].proven());
  counts["24"].profile.set_longest_months(7);
  EXPECT_TRUE(claims()[0].proven());
  EXPECT_FALSE(claims()[1].proven());
  EXPECT_EQ(claims()[1].value(), 7);
}

TEST(ClaimTest, NothingIsClaimedOfNobody) {
  const auto figures = FiguresOf({});
  for (const v1::Claim& claim : ProveAll(OwnRules(), figures)) EXPECT_TRUE(claim.proven()) << claim.DebugString();
}

TEST(ClaimTest, AllClaimsAreEveryNumberAndEveryStatement) {
  EXPECT_EQ(ProveAll(OwnRules(), FiguresOf(SeedCounts())).size(), OwnRules().figures.size() + 3 + 2);
}

TEST(FigureTest, CarriesTheRuleThatCountedIt) {
  const v1::Figure figure = FigureOf(FiguresOf(SeedCounts()), "34");
  EXPECT_EQ(figure.name(), "counties/431123/figures/34");
  EXPECT_EQ(figure.value(), 285);
  EXPECT_EQ(figure.claim(), "285");
  EXPECT_EQ(figure.unit(), "名");
  EXPECT_EQ(figure.rule_version(), OwnRules().version);
  EXPECT_EQ(IsoDate(figure.as_of()), "2024-03-01");
  EXPECT_EQ(IsoDate(figure.since()), "2022-01-01");
  EXPECT_EQ(figure.record_type(), "xianfeng.volunteer.v1.Returnee");
  EXPECT_FALSE(figure.has_placement_profile());
}

TEST(FigureTest, HasNoBeginningUnlessItsRuleSaysSo) {
  EXPECT_FALSE(FigureOf(FiguresOf(SeedCounts()), "9").has_since());
}

TEST(FigureTest, KindsAreNamedInTheOrderOfTheRules) {
  EXPECT_THAT(FigureOf(FiguresOf(SeedCounts()), "23").labels(), ElementsAre("跟班学习", "实战攻坚"));
}

TEST(FigureTest, DimensionsAreNamedAsTheSchemeHasThem) {
  auto counts = SeedCounts();
  counts["28"].named = {{"政治功能好", "六好党支部"}, {"班子建设好", "六好党支部"}};
  EXPECT_THAT(FigureOf(FiguresOf(counts), "28").labels(), ElementsAre("政治功能好", "班子建设好"));
}

TEST(FigureTest, RowsAreNamedByTheirLabels) {
  EXPECT_THAT(FigureOf(FiguresOf(SeedCounts()), "18").labels(), ElementsAre("组工在线", "县委发布"));
}

TEST(IdentityTest, TheSeedReportsNumbersAgree) {
  for (const v1::Identity& identity : CheckAll(OwnRules(), FiguresOf(SeedCounts()))) {
    EXPECT_TRUE(identity.holds()) << identity.DebugString();
  }
}

TEST(IdentityTest, AMissingTeacherBreaksTheSumAndShowsTheNumbers) {
  const v1::Identity identity = CheckAll(OwnRules(), FiguresOf(SeedCounts({{"11", 65}})))[0];
  EXPECT_EQ(identity.id(), "instructors");
  EXPECT_FALSE(identity.holds());
  EXPECT_EQ(identity.evidence(), "65 + 74 + 95 = 235");
}

}  // namespace
}  // namespace xf::report
