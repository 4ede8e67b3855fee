#include "services/rotation/checker/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/rotation/checker/problem_for_test.h"

namespace xf::checker {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<std::string> Refused(const v1::RotationProblem& problem) {
  std::vector<std::string> fields;
  for (const Violation& violation : ViolationsOf(Problem::Read(problem).status())) fields.push_back(violation.field);
  return fields;
}

v1::RotationProblem::Placement Stay(const std::string& cadre, const std::string& post, int start, int duration) {
  v1::RotationProblem::Placement stay;
  stay.set_cadre_id(cadre);
  stay.set_post_id(post);
  stay.set_start_slot(start);
  stay.set_duration(duration);
  return stay;
}

TEST(ProblemTest, RefusesWhatIsNoProblemAndSaysWhere) {
  struct {
    const char* field;
    std::function<void(v1::RotationProblem&)> spoil;
  } const cases[] = {
      {"slot_count", [](auto& problem) { problem.set_slot_count(kMaxSlots + 1); }},
      {"units[0].max_absent", [](auto& problem) { problem.mutable_units(0)->set_max_absent(-1); }},
      {"units[1].unit_id", [](auto& problem) { problem.add_units()->set_unit_id("town"); }},
      {"hosts[0].max_present", [](auto& problem) { problem.mutable_hosts(0)->set_max_present(-1); }},
      {"hosts[1].host_id", [](auto& problem) { problem.add_hosts(); }},
      {"posts[0].capacity", [](auto& problem) { problem.mutable_posts(0)->set_capacity(-1); }},
      {"posts[0].durations[0]", [](auto& problem) { problem.mutable_posts(0)->set_durations(0, 0); }},
      {"posts[0].earliest_slot", [](auto& problem) { problem.mutable_posts(0)->set_earliest_slot(-1); }},
      {"posts[0].latest_end_slot", [](auto& problem) { problem.mutable_posts(0)->set_latest_end_slot(9); }},
      {"posts[1].start_slots[1]", [](auto& problem) { problem.mutable_posts(1)->set_start_slots(1, 8); }},
      {"posts[3].post_id", [](auto& problem) { problem.add_posts()->set_post_id("desk"); }},
      {"cadres[0].unit_id", [](auto& problem) { problem.mutable_cadres(0)->set_unit_id("city"); }},
      {"cadres[1].unavailable[0].end",
       [](auto& problem) { problem.mutable_cadres(1)->mutable_unavailable(0)->set_end(9); }},
      {"cadres[3].cadre_id", [](auto& problem) { problem.add_cadres()->set_cadre_id("an"); }},
      {"options[0].cadre_id", [](auto& problem) { problem.mutable_options(0)->set_cadre_id("who"); }},
      {"options[0].post_id", [](auto& problem) { problem.mutable_options(0)->set_post_id("where"); }},
      {"options[0]", [](auto& problem) { problem.mutable_options(0)->set_fixed_score(1'000'000'000'001); }},
      {"options[0]", [](auto& problem) { problem.mutable_options(0)->set_score_per_slot(-400'000'000'000); }},
      {"options", [](auto& problem) { *problem.add_options() = problem.options(0); }},
      {"conflicts[0].cadre_b",
       [](auto& problem) {
         problem.add_conflicts()->set_cadre_a("an");
         problem.mutable_conflicts(0)->set_cadre_b("who");
       }},
      {"pins[0].post_id", [](auto& problem) { *problem.add_pins() = Stay("an", "where", 0, 2); }},
      {"pins[0]", [](auto& problem) { *problem.add_pins() = Stay("bo", "desk", 1, 2); }},
      {"pins[1].cadre_id",
       [](auto& problem) {
         *problem.add_pins() = Stay("an", "desk", 0, 2);
         *problem.add_pins() = Stay("an", "desk", 0, 2);
       }},
      {"previous[0].cadre_id", [](auto& problem) { *problem.add_previous() = Stay("who", "desk", 0, 2); }},
      {"previous[0].start_slot", [](auto& problem) { *problem.add_previous() = Stay("an", "desk", 9, 2); }},
      {"change_penalty", [](auto& problem) { problem.set_change_penalty(-1); }},
      {"max_changes", [](auto& problem) { problem.set_max_changes(-1); }},
      {"options",
       [](auto& problem) {
         *problem.add_previous() = Stay("an", "desk", 0, 2);
         problem.set_change_penalty(int64_t{1} << 50);
       }},
  };
  EXPECT_THAT(Refused(SmallProblem()), ElementsAre());
  for (const auto& [field, spoil] : cases) {
    v1::RotationProblem problem = SmallProblem();
    spoil(problem);
    EXPECT_THAT(Refused(problem), ElementsAre(field));
  }
}

TEST(ProblemTest, NamesEveryViolationAtOnce) {
  v1::RotationProblem problem = SmallProblem();
  problem.mutable_posts(0)->set_capacity(-1);
  problem.mutable_options(2)->set_cadre_id("who");
  problem.set_change_penalty(-1);
  EXPECT_THAT(Refused(problem), UnorderedElementsAre("posts[0].capacity", "options[2].cadre_id", "change_penalty"));
}

TEST(ProblemTest, AnEmptyProblemAndOneOfPostsWithoutRoomAreProblems) {
  v1::RotationProblem problem;
  EXPECT_THAT(Refused(problem), ElementsAre("slot_count"));
  problem.set_slot_count(1);
  EXPECT_THAT(Refused(problem), ElementsAre());
  problem = SmallProblem();
  for (auto& post : *problem.mutable_posts()) post.set_capacity(0);
  problem.mutable_posts(0)->add_durations(2'000'000'000);
  EXPECT_THAT(Refused(problem), ElementsAre());
}

}  // namespace
}  // namespace xf::checker
