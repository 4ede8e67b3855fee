#include "services/rotation/explain/stability.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/rotation/explain/tiny_for_test.h"

namespace xf::explain {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<v1::StabilityCost> CostOf(const v1::RotationProblem& problem) {
  const auto plan = SolveByPlanner(problem);
  EXPECT_TRUE(plan.ok()) << plan.status();
  const auto context = Context::Make(problem, *plan, SolveByPlanner);
  EXPECT_TRUE(context.ok()) << context.status();
  return CostOfStability(*context);
}

// One seat, for which an scores 10 and bo 25.
v1::RotationProblem TwoForOneSeat() {
  return FromText<v1::RotationProblem>(R"pb(
    slot_count: 4
    posts { post_id: "desk" host_id: "bureau" capacity: 1 durations: 4 }
    cadres { cadre_id: "an" }
    cadres { cadre_id: "bo" }
    options { cadre_id: "an" post_id: "desk" fixed_score: 10 }
    options { cadre_id: "bo" post_id: "desk" fixed_score: 25 })pb");
}

Placement AtDesk(const std::string& cadre) {
  Placement placement;
  placement.set_cadre_id(cadre);
  placement.set_post_id("desk");
  placement.set_duration(4);
  return placement;
}

TEST(StabilityTest, APinCostsWhatTheBestFreePlanScoresMore) {
  v1::RotationProblem problem = TwoForOneSeat();
  *problem.add_pins() = AtDesk("an");
  const auto cost = CostOf(problem);
  ASSERT_TRUE(cost.ok()) << cost.status();
  EXPECT_EQ(cost->score(), 10);
  EXPECT_EQ(cost->free_score(), 25);
  EXPECT_EQ(cost->cost(), 15);
  EXPECT_EQ(cost->at_most(), 15);
  EXPECT_EQ(cost->pinned(), 1);
  EXPECT_THAT(cost->text_zh(), HasSubstr("正好是15分"));
}

TEST(StabilityTest, APlacementOfThePlanBeforeThatIsKeptCostsScoreAndNotPenalty) {
  v1::RotationProblem problem = TwoForOneSeat();
  *problem.add_previous() = AtDesk("an");
  problem.set_change_penalty(100);
  const auto kept = CostOf(problem);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->cost(), 15);
  EXPECT_EQ(kept->kept(), 1);
  problem.set_change_penalty(3);
  const auto changed = CostOf(problem);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->kept(), 0);
  EXPECT_EQ(changed->score(), 25) << "the penalty is no score";
  EXPECT_EQ(changed->cost(), 0);
}

TEST(StabilityTest, WhoIsAwayAnywayIsNobodysWish) {
  v1::RotationProblem problem = TwoForOneSeat();
  *problem.add_pins() = AtDesk("an");
  const auto plan = SolveByPlanner(problem);
  ASSERT_TRUE(plan.ok());
  const auto context = Context::Make(problem, *plan, SolveByPlanner);
  ASSERT_TRUE(context.ok());
  const auto cost = CostOfStability(*context, [](const std::string& cadre) { return cadre == "an"; });
  ASSERT_TRUE(cost.ok()) << cost.status();
  EXPECT_EQ(cost->cost(), 0);
  EXPECT_EQ(cost->at_most(), 0);
}

TEST(StabilityTest, IsWhatBruteForceFindsOnRandomProblems) {
  int dear = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const v1::RotationProblem free = DrawProblem(seed);
    const std::optional<int64_t> best = BestWhere(free, [](const v1::RotationPlan&) { return true; });
    ASSERT_TRUE(best.has_value());
    // A plan of one placement, pinned: some cost nothing, some a lot.
    ForEachPlan(free, [&, pinned = 0](const v1::RotationPlan& plan, int64_t) mutable {
      if (plan.placements_size() != 1 || ++pinned > 3) return;
      v1::RotationProblem problem = free;
      *problem.add_pins() = plan.placements(0);
      const auto cost = CostOf(problem);
      ASSERT_TRUE(cost.ok()) << seed << cost.status();
      EXPECT_EQ(cost->free_score(), *best) << seed;
      EXPECT_GE(cost->at_most(), cost->cost()) << seed;
      dear += cost->cost() > 0 ? 1 : 0;
    });
  }
  EXPECT_GT(dear, 20);
}

}  // namespace
}  // namespace xf::explain
