#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "common/base/error.h"
#include "services/rotation/planner/generate.h"
#include "services/rotation/planner/testing/expect.h"
#include "services/rotation/planner/testing/triples.h"

namespace xf::planner {
namespace {

using ::testing::ElementsAre;
using testing::ExpectHolds;
using xianfeng::rotation::v1::RotationProblem;

// One cadre, one post of capacity 1 for two of four slots.
RotationProblem Simple() {
  RotationProblem problem;
  problem.set_slot_count(4);
  auto& post = *problem.add_posts();
  post.set_post_id("p");
  post.set_capacity(1);
  post.add_durations(2);
  problem.add_cadres()->set_cadre_id("c");
  auto& option = *problem.add_options();
  option.set_cadre_id("c");
  option.set_post_id("p");
  option.set_fixed_score(10);
  return problem;
}

std::vector<std::string> FieldsOf(const RotationProblem& problem) {
  std::vector<std::string> fields;
  for (const Violation& violation : ViolationsOf(Validate(problem))) fields.push_back(violation.field);
  return fields;
}

int64_t BestOf(const RotationProblem& problem) {
  const auto plan = Solve(problem, {.work = 50'000});
  EXPECT_TRUE(plan.ok()) << plan.status();
  if (!plan.ok()) return -1;
  ExpectHolds(problem, *plan);
  return plan->objective();
}

TEST(ValidateTest, NamesEveryViolation) {
  RotationProblem problem = Simple();
  problem.set_change_penalty(-1);
  problem.set_max_changes(-2);
  auto& unit = *problem.add_units();
  unit.set_unit_id("u");
  unit.set_max_absent(-1);
  auto& host = *problem.add_hosts();
  host.set_host_id("h");
  host.set_max_present(-1);
  problem.mutable_posts(0)->set_capacity(-3);
  problem.mutable_posts(0)->add_start_slots(4);
  problem.add_posts()->set_post_id("p");
  problem.mutable_cadres(0)->set_unit_id("nobody");
  auto& range = *problem.mutable_cadres(0)->add_unavailable();
  range.set_end(9);
  problem.add_options()->set_cadre_id("stranger");
  *problem.add_options() = problem.options(0);
  problem.add_conflicts()->set_cadre_a("c");
  EXPECT_THAT(
      FieldsOf(problem),
      ElementsAre("change_penalty", "max_changes", "units[0].max_absent", "hosts[0].max_present", "posts[1].post_id",
                  "posts[0].capacity", "posts[0].start_slots[0]", "cadres[0].unit_id", "cadres[0].unavailable[0]",
                  "options[1].cadre_id", "options[1].post_id", "options[2]", "conflicts[0].cadre_b"));
}

TEST(ValidateTest, RefusesPinsThatAreNoTriples) {
  RotationProblem problem = Simple();
  auto& pin = *problem.add_pins();
  pin.set_cadre_id("c");
  pin.set_post_id("p");
  pin.set_start_slot(3);
  pin.set_duration(2);
  EXPECT_THAT(FieldsOf(problem), ElementsAre("pins[0]"));
  problem.mutable_pins(0)->set_start_slot(2);
  EXPECT_THAT(FieldsOf(problem), ElementsAre());
  *problem.add_pins() = problem.pins(0);
  EXPECT_THAT(FieldsOf(problem), ElementsAre("pins[1].cadre_id"));
}

TEST(ValidateTest, NamesPinsThatClash) {
  RotationProblem problem = Simple();
  problem.add_cadres()->set_cadre_id("d");
  *problem.add_options() = problem.options(0);
  problem.mutable_options(1)->set_cadre_id("d");
  for (const char* cadre : {"c", "d"}) {
    auto& pin = *problem.add_pins();
    pin.set_cadre_id(cadre);
    pin.set_post_id("p");
    pin.set_duration(2);
  }
  const absl::Status status = Solve(problem).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("d"));
  problem.mutable_pins(1)->set_start_slot(2);
  EXPECT_EQ(BestOf(problem), 20);
}

TEST(ValidateTest, PlansWhatIsEmptyOrHopeless) {
  RotationProblem empty;
  EXPECT_THAT(FieldsOf(empty), ElementsAre("slot_count"));
  empty.set_slot_count(1);
  EXPECT_EQ(BestOf(empty), 0);
  RotationProblem full = Simple();
  full.mutable_posts(0)->set_capacity(0);
  EXPECT_EQ(BestOf(full), 0);
  RotationProblem long_stay = Simple();
  long_stay.mutable_posts(0)->set_durations(0, std::numeric_limits<int32_t>::max());
  EXPECT_EQ(BestOf(long_stay), 0);
  RotationProblem worthless = Simple();
  worthless.mutable_options(0)->set_fixed_score(-5);
  EXPECT_EQ(BestOf(worthless), 0);
}

TEST(ValidateTest, SaysWhySomebodyStaysAtHome) {
  RotationProblem problem = Simple();
  problem.add_cadres()->set_cadre_id("nowhere");
  problem.add_cadres()->set_cadre_id("late");
  auto& option = *problem.add_options();
  option.set_cadre_id("late");
  option.set_post_id("p");
  option.set_fixed_score(5);
  const auto plan = Solve(problem, {.work = 50'000});
  ASSERT_TRUE(plan.ok());
  // Two stays of two slots fit: both are placed.
  ASSERT_EQ(plan->unassigned_size(), 1);
  EXPECT_EQ(plan->unassigned(0).cadre_id(), "nowhere");
  EXPECT_EQ(plan->unassigned(0).reason(), "no_option");
}

TEST(ValidateTest, PlansExactlyNearTheLimitsOfNumbers) {
  RotationProblem problem = Simple();
  problem.mutable_options(0)->set_fixed_score(std::numeric_limits<int64_t>::max());
  EXPECT_THAT(FieldsOf(problem), ElementsAre("options[0]"));
  // The parts are far larger than what they add up to.
  problem.mutable_options(0)->set_fixed_score(std::numeric_limits<int64_t>::max() - 1);
  problem.mutable_options(0)->set_score_per_slot(-(std::numeric_limits<int64_t>::max() / 2));
  EXPECT_EQ(BestOf(problem), 0);
  problem.mutable_options(0)->set_score_per_slot(-(std::numeric_limits<int64_t>::max() / 2) + 499'999'999'999);
  EXPECT_EQ(BestOf(problem), 999'999'999'998);
  // A thousand cadres of 10¹² each, a place for half of them: sums of 10¹⁵ to the last point.
  RotationProblem large;
  large.set_slot_count(2);
  auto& post = *large.add_posts();
  post.set_post_id("p");
  post.set_capacity(250);
  post.add_durations(1);
  int64_t expected = 0;
  for (int c = 0; c < 1000; ++c) {
    large.add_cadres()->set_cadre_id("c" + std::to_string(c));
    auto& option = *large.add_options();
    option.set_cadre_id("c" + std::to_string(c));
    option.set_post_id("p");
    option.set_fixed_score(1'000'000'000'000 - c);
    if (c < 500) expected += 1'000'000'000'000 - c;
  }
  EXPECT_EQ(BestOf(large), expected);
  large.set_change_penalty(200'000'000'000'000);
  auto& previous = *large.add_previous();
  previous.set_cadre_id("c0");
  previous.set_post_id("p");
  previous.set_duration(1);
  EXPECT_THAT(FieldsOf(large), ElementsAre("options"));
}

}  // namespace
}  // namespace xf::planner
