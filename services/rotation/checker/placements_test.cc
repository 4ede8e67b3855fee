#include "services/rotation/checker/placements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/rotation/checker/problem_for_test.h"

namespace xf::checker {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PlacementsTest : public testing::Test {
 protected:
  Findings Check(const std::string& placements) {
    plan_ = FromText<v1::RotationPlan>(placements);
    const auto problem = Problem::Read(problem_);
    EXPECT_TRUE(problem.ok()) << problem.status();
    worth_ = Evaluate(*problem, plan_.placements());
    return CheckPlacements(*problem, plan_.placements());
  }

  v1::RotationProblem problem_ = SmallProblem();
  v1::RotationPlan plan_;
  Worth worth_;
};

TEST_F(PlacementsTest, APlanThatObeysEverythingHasNoFindings) {
  EXPECT_THAT(Check(R"pb(
                placements { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3 }
                placements { cadre_id: "bo" post_id: "desk" start_slot: 3 duration: 2 }
                placements { cadre_id: "chi" post_id: "field" start_slot: 2 duration: 2 })pb"),
              IsEmpty());
  EXPECT_EQ(worth_.objective, (10 + 3) + (8 + 4) + (6 - 2));
  EXPECT_THAT(Check(""), IsEmpty());
  EXPECT_EQ(worth_.objective, 0);
}

TEST_F(PlacementsTest, NamesTheRuleThatAStayBreaks) {
  struct {
    const char* placement;
    std::set<std::string> rules;
  } const cases[] = {
      {R"pb(cadre_id: "who" post_id: "desk" duration: 2)pb", {"CADRE_UNKNOWN"}},
      {R"pb(cadre_id: "an" post_id: "where" duration: 2)pb", {"POST_UNKNOWN"}},
      {R"pb(cadre_id: "who" post_id: "where" duration: 2)pb", {"CADRE_UNKNOWN", "POST_UNKNOWN"}},
      {R"pb(cadre_id: "an" post_id: "office" duration: 4)pb", {"ELIGIBLE"}},
      {R"pb(cadre_id: "an" post_id: "desk" duration: 4)pb", {"DURATION"}},
      {R"pb(cadre_id: "an" post_id: "desk" duration: 0)pb", {"DURATION"}},
      {R"pb(cadre_id: "an" post_id: "desk" start_slot: 4 duration: -2)pb", {"DURATION"}},
      {R"pb(cadre_id: "an" post_id: "desk" start_slot: -1 duration: 2)pb", {"EARLIEST_START"}},
      {R"pb(cadre_id: "an" post_id: "field" start_slot: 0 duration: 2)pb", {"EARLIEST_START", "BATCH"}},
      {R"pb(cadre_id: "an" post_id: "field" start_slot: 3 duration: 2)pb", {"BATCH"}},
      {R"pb(cadre_id: "an" post_id: "desk" start_slot: 7 duration: 2)pb", {"LATEST_END"}},
      {R"pb(cadre_id: "an" post_id: "desk" start_slot: 2147483647 duration: 3)pb", {"LATEST_END"}},
      {R"pb(cadre_id: "bo" post_id: "desk" start_slot: 1 duration: 2)pb", {"UNAVAILABLE"}},
  };
  for (const auto& [placement, rules] : cases) {
    EXPECT_EQ(RulesOf(Check(std::string("placements {") + placement + "}")), rules) << placement;
  }
}

TEST_F(PlacementsTest, AnUnavailableSlotIsNamed) {
  const Findings findings = Check(R"pb(placements { cadre_id: "bo" post_id: "desk" start_slot: 1 duration: 2 })pb");
  ASSERT_EQ(findings.size(), 1);
  EXPECT_EQ(findings[0].start_slot(), 0);
  EXPECT_EQ(findings[0].end_slot(), 2);
  EXPECT_THAT(findings[0].cadre_ids(), ElementsAre("bo"));
  EXPECT_THAT(findings[0].text_zh(), HasSubstr("第0至1时段"));
}

TEST_F(PlacementsTest, AStayMayTouchTheDaysThatItMayNotMeet) {
  EXPECT_THAT(Check(R"pb(placements { cadre_id: "bo" post_id: "desk" start_slot: 2 duration: 2 })pb"), IsEmpty());
  *problem_.mutable_cadres(1)->mutable_unavailable(0) = FromText<v1::RotationProblem::SlotRange>("start: 3 end: 3");
  EXPECT_THAT(Check(R"pb(placements { cadre_id: "bo" post_id: "desk" start_slot: 2 duration: 2 })pb"), IsEmpty());
}

TEST_F(PlacementsTest, ACadreIsPlacedOnce) {
  const Findings findings = Check(R"pb(
    placements { cadre_id: "chi" post_id: "desk" start_slot: 0 duration: 2 }
    placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb");
  EXPECT_EQ(RulesOf(findings), std::set<std::string>({"ONE_PLACEMENT"}));
  EXPECT_THAT(findings[0].cadre_ids(), ElementsAre("chi"));
}

TEST_F(PlacementsTest, CapacityIsExceededOnlyInTheSlotsThatStaysShare) {
  const Findings findings = Check(R"pb(
    placements { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3 }
    placements { cadre_id: "chi" post_id: "desk" start_slot: 1 duration: 3 })pb");
  ASSERT_EQ(findings.size(), 1);
  EXPECT_EQ(findings[0].rule(), v1::PLAN_RULE_POST_CAPACITY);
  EXPECT_EQ(findings[0].post_id(), "desk");
  EXPECT_EQ(findings[0].start_slot(), 1);
  EXPECT_EQ(findings[0].end_slot(), 3);
  EXPECT_EQ(findings[0].found(), 2);
  EXPECT_EQ(findings[0].allowed(), 1);
  EXPECT_THAT(findings[0].cadre_ids(), ElementsAre("an", "chi"));
}

TEST_F(PlacementsTest, AHostCountsOverAllItsPosts) {
  const char* placements = R"pb(
    placements { cadre_id: "an" post_id: "desk" start_slot: 2 duration: 3 }
    placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb";
  EXPECT_THAT(Check(placements), IsEmpty());
  problem_.mutable_hosts(0)->set_max_present(1);
  const Findings findings = Check(placements);
  ASSERT_EQ(findings.size(), 1);
  EXPECT_EQ(findings[0].rule(), v1::PLAN_RULE_HOST_LIMIT);
  EXPECT_EQ(findings[0].host_id(), "bureau");
  EXPECT_EQ(findings[0].start_slot(), 4);
  EXPECT_EQ(findings[0].end_slot(), 5);
}

TEST_F(PlacementsTest, AUnitSparesSoManyAtATime) {
  const Findings findings = Check(R"pb(
    placements { cadre_id: "an" post_id: "desk" start_slot: 2 duration: 3 }
    placements { cadre_id: "bo" post_id: "office" start_slot: 4 duration: 4 })pb");
  ASSERT_EQ(findings.size(), 1);
  EXPECT_EQ(findings[0].rule(), v1::PLAN_RULE_UNIT_LIMIT);
  EXPECT_EQ(findings[0].unit_id(), "town");
  EXPECT_EQ(findings[0].start_slot(), 4);
  EXPECT_EQ(findings[0].end_slot(), 5);
}

TEST_F(PlacementsTest, RelativesAreNeverAtOneHostAtATime) {
  *problem_.add_conflicts() = FromText<v1::RotationProblem::Conflict>(R"pb(cadre_a: "chi" cadre_b: "an")pb");
  *problem_.add_conflicts() = FromText<v1::RotationProblem::Conflict>(R"pb(cadre_a: "an" cadre_b: "chi")pb");
  const Findings findings = Check(R"pb(
    placements { cadre_id: "an" post_id: "desk" start_slot: 2 duration: 3 }
    placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb");
  ASSERT_EQ(findings.size(), 1) << "a pair that stands twice is told of once";
  EXPECT_EQ(findings[0].rule(), v1::PLAN_RULE_CONFLICT);
  EXPECT_THAT(findings[0].cadre_ids(), ElementsAre("an", "chi"));
  EXPECT_EQ(findings[0].start_slot(), 4);
  EXPECT_EQ(findings[0].end_slot(), 5);
  EXPECT_THAT(Check(R"pb(
                placements { cadre_id: "an" post_id: "desk" start_slot: 2 duration: 2 }
                placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb"),
              IsEmpty())
      << "one after the other is no meeting";
}

TEST_F(PlacementsTest, RelativesMayBothBeAtPostsWithoutAHost) {
  for (int post = 0; post < 2; ++post) problem_.mutable_posts(post)->clear_host_id();
  *problem_.add_conflicts() = FromText<v1::RotationProblem::Conflict>(R"pb(cadre_a: "chi" cadre_b: "an")pb");
  EXPECT_THAT(Check(R"pb(
                placements { cadre_id: "an" post_id: "desk" start_slot: 4 duration: 2 }
                placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb"),
              IsEmpty());
}

TEST_F(PlacementsTest, AHostWithoutALimitStillKeepsRelativesApart) {
  problem_.clear_hosts();
  *problem_.add_conflicts() = FromText<v1::RotationProblem::Conflict>(R"pb(cadre_a: "chi" cadre_b: "an")pb");
  EXPECT_EQ(RulesOf(Check(R"pb(
              placements { cadre_id: "an" post_id: "desk" start_slot: 4 duration: 2 }
              placements { cadre_id: "chi" post_id: "field" start_slot: 4 duration: 2 })pb")),
            std::set<std::string>({"CONFLICT"}));
}

TEST_F(PlacementsTest, APinIsKeptExactly) {
  *problem_.add_pins() =
      FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "an" post_id: "desk" start_slot: 1 duration: 3)pb");
  EXPECT_THAT(Check(R"pb(placements { cadre_id: "an" post_id: "desk" start_slot: 1 duration: 3 })pb"), IsEmpty());
  for (const char* other : {"", R"pb(placements { cadre_id: "an" post_id: "desk" start_slot: 1 duration: 2 })pb",
                            R"pb(placements { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3 })pb"}) {
    EXPECT_EQ(RulesOf(Check(other)), std::set<std::string>({"PIN"})) << other;
  }
}

TEST_F(PlacementsTest, ChangesArePaidForAndWithinTheirBudget) {
  *problem_.add_previous() =
      FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "an" post_id: "desk" start_slot: 1 duration: 3)pb");
  *problem_.add_previous() =
      FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "bo" post_id: "desk" start_slot: 1 duration: 2)pb");
  problem_.set_change_penalty(5);
  problem_.set_max_changes(1);
  EXPECT_THAT(Check(R"pb(placements { cadre_id: "an" post_id: "desk" start_slot: 1 duration: 3 })pb"), IsEmpty());
  EXPECT_EQ(worth_.changes, 1) << "bo's can't be kept any more";
  EXPECT_EQ(worth_.objective, 13 - 5);
  EXPECT_EQ(RulesOf(Check("")), std::set<std::string>({"MAX_CHANGES"}));
  EXPECT_EQ(worth_.objective, -10);
  problem_.clear_max_changes();
  EXPECT_THAT(Check(""), IsEmpty());
}

TEST_F(PlacementsTest, NoNumberOverflows) {
  problem_.mutable_options(0)->set_score_per_slot(300'000'000'000);
  Check(R"pb(placements { cadre_id: "an" post_id: "desk" duration: 2147483647 }
             placements { cadre_id: "an" post_id: "desk" duration: 2147483647 })pb");
  EXPECT_EQ(worth_.objective, INT64_MAX);
}

}  // namespace
}  // namespace xf::checker
