#include "services/rotation/planner/planner.h"

#include "services/rotation/planner/generate.h"
#include "services/rotation/planner/testing/expect.h"
#include "services/rotation/planner/testing/triples.h"

namespace xf::planner {
namespace {

using testing::ExpectHolds;
using xianfeng::rotation::v1::RotationPlan;
using xianfeng::rotation::v1::RotationProblem;

TEST(PlannerTest, AgreesWithTryingEveryPlanOnThousandsOfTinyProblems) {
  int without_plan = 0;
  for (uint64_t seed = 0; seed < 5000; ++seed) {
    const RotationProblem problem = testing::TinyProblem(seed);
    const std::optional<int64_t> best = testing::BruteForce(problem);
    const auto plan = Solve(problem, {.work = 100'000});
    if (!best) {
      ++without_plan;
      EXPECT_EQ(plan.status().code(), absl::StatusCode::kFailedPrecondition) << seed;
      continue;
    }
    ASSERT_TRUE(plan.ok()) << seed << plan.status();
    EXPECT_EQ(plan->objective(), *best) << seed << problem.DebugString();
    EXPECT_GE(plan->certificate().upper_bound(), static_cast<double>(*best) - 1e-6) << seed;
    ExpectHolds(problem, *plan);
    // Relatives have no price: what they cost can't be proven.
    if (problem.conflicts().empty()) {
      EXPECT_LT(plan->certificate().upper_bound(), static_cast<double>(*best) + 1) << seed << problem.DebugString();
    }
  }
  // There are problems of both kinds.
  EXPECT_GT(without_plan, 100);
  EXPECT_LT(without_plan, 2000);
}

TEST(PlannerTest, AgreesWithCbcOnThousandsOfTinyProblems) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    const RotationProblem problem = testing::TinyProblem(seed);
    const testing::CbcResult peer = testing::SolveByCbc(problem, 10);
    const auto plan = Solve(problem, {.work = 100'000});
    EXPECT_EQ(plan.ok(), peer.found) << seed;
    if (plan.ok() && peer.optimal) {
      EXPECT_EQ(plan->objective(), peer.objective) << seed;
    }
  }
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    const RotationProblem problem = Generate({.cadres = 20, .posts = 8, .slots = 12, .seed = seed});
    const testing::CbcResult peer = testing::SolveByCbc(problem, 10);
    const auto plan = Solve(problem, {.work = 1'000'000});
    ASSERT_TRUE(plan.ok()) << plan.status();
    ExpectHolds(problem, *plan);
    ASSERT_TRUE(peer.optimal);
    EXPECT_EQ(plan->objective(), peer.objective) << seed;
  }
}

TEST(PlannerTest, FindsAndProvesPlantedPlans) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    const Planted planted = GeneratePlanted({.cadres = 60, .posts = 20, .slots = 12, .seed = seed});
    const auto plan = Solve(planted.problem, {.work = 3'000'000});
    ASSERT_TRUE(plan.ok()) << plan.status();
    ExpectHolds(planted.problem, *plan);
    EXPECT_EQ(plan->objective(), planted.optimum) << seed;
    EXPECT_NEAR(plan->certificate().upper_bound(), static_cast<double>(planted.optimum), 1) << seed;
  }
}

TEST(PlannerTest, SameSeedAndWorkSamePlanWithOneThreadAndTwo) {
  // The larger one is decided little by little, and in parts.
  for (const Shape& shape : {Shape{120, 40, 12, 3}, Shape{1200, 300, 12, 3}}) {
    const RotationProblem problem = Generate(shape);
    const auto alone = Solve(problem, {.seed = 5, .threads = 1, .work = 700'000});
    const auto again = Solve(problem, {.seed = 5, .threads = 1, .work = 700'000});
    auto together = Solve(problem, {.seed = 5, .threads = 2, .work = 700'000});
    ASSERT_TRUE(alone.ok() && again.ok() && together.ok());
    EXPECT_EQ(alone->SerializeAsString(), again->SerializeAsString());
    EXPECT_EQ(together->threads(), 2);
    together->set_threads(1);
    EXPECT_EQ(alone->SerializeAsString(), together->SerializeAsString());
    ExpectHolds(problem, *alone);
  }
}

TEST(PlannerTest, ACountysPlanIsNearTheBestSoon) {
  const RotationProblem problem = Generate({.cadres = 1000, .posts = 250, .slots = 12, .seed = 2});
  const auto plan = Solve(problem, {.threads = 2, .work = 3'000'000});
  ASSERT_TRUE(plan.ok()) << plan.status();
  ExpectHolds(problem, *plan);
  EXPECT_LT(plan->gap(), 0.005);
}

TEST(PlannerTest, ALargePlanKeepsItsBudgetOfChanges) {
  RotationProblem problem = Generate({.cadres = 400, .posts = 100, .slots = 12, .seed = 2});
  const auto first = Solve(problem, {.work = 700'000});
  ASSERT_TRUE(first.ok());
  *problem.mutable_previous() = first->placements();
  // Scores turn around, so that the budget binds.
  for (auto& option : *problem.mutable_options()) option.set_fixed_score(500 - option.fixed_score());
  problem.set_max_changes(20);
  const auto second = Solve(problem, {.work = 700'000});
  ASSERT_TRUE(second.ok()) << second.status();
  ExpectHolds(problem, *second);
  EXPECT_LE(second->changes(), 20);
  EXPECT_GT(second->changes(), 0);
}

TEST(PlannerTest, EventsOnlyGetBetterAndBringPlansThatHold) {
  const RotationProblem problem = Generate({.cadres = 80, .posts = 30, .slots = 12, .seed = 4});
  std::optional<Event> before;
  int plans = 0;
  SolveOptions options{.work = 300'000};
  options.on_event = [&](const Event& event) {
    if (before) {
      EXPECT_GE(*event.objective, *before->objective);
      EXPECT_LE(*event.upper_bound, *before->upper_bound + 1e-6);
      EXPECT_GE(event.work, before->work);
    }
    if (event.better_plan && plans++ < 5) ExpectHolds(problem, event.plan());
    before = event;
  };
  ASSERT_TRUE(Solve(problem, options).ok());
  EXPECT_GE(plans, 2);
}

TEST(PlannerTest, CancelStopsAndAnswersTheBestPlanSoFar) {
  const RotationProblem problem = Generate({.cadres = 300, .posts = 80, .slots = 12, .seed = 4});
  std::atomic<bool> cancel = false;
  SolveOptions options{.threads = 2, .work = int64_t{1} << 60, .cancel = &cancel};
  options.on_event = [&](const Event& event) { cancel = event.work > 0; };
  const auto plan = Solve(problem, options);
  ASSERT_TRUE(plan.ok()) << plan.status();
  ExpectHolds(problem, *plan);
}

TEST(PlannerTest, OnePersonsChangeMovesFewOthers) {
  const RotationProblem problem = Generate({.cadres = 67, .posts = 40, .slots = 24, .seed = 1});
  const auto first = Solve(problem, {.work = 1'000'000});
  ASSERT_TRUE(first.ok());
  RotationProblem changed = problem;
  changed.set_change_penalty(1000);
  // Somebody who was placed can't go.
  const std::string gone = first->placements(0).cadre_id();
  for (auto& cadre : *changed.mutable_cadres()) {
    if (cadre.cadre_id() != gone) continue;
    auto& range = *cadre.add_unavailable();
    range.set_end(changed.slot_count());
  }
  *changed.mutable_previous() = first->placements();
  const auto second = Solve(changed, {.work = 200'000});
  ASSERT_TRUE(second.ok()) << second.status();
  ExpectHolds(changed, *second);
  EXPECT_EQ(second->changes(), 1);
  // With no change allowed at all there is no plan, and it says so.
  changed.set_max_changes(0);
  EXPECT_EQ(Solve(changed).status().code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace xf::planner
