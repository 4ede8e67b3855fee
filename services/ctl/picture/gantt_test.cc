#include "services/ctl/picture/gantt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "google/protobuf/text_format.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename T>
T FromText(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// Every tag that opens also closes, in order.
void ExpectWellFormed(const std::string& svg) {
  std::vector<std::string> open;
  for (size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const size_t end = svg.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = svg.substr(at + 1, end - at - 1);
    if (tag[0] == '?' || tag.back() == '/') continue;
    if (tag[0] == '/') {
      ASSERT_FALSE(open.empty()) << tag;
      EXPECT_EQ(open.back(), tag.substr(1));
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  EXPECT_TRUE(open.empty());
}

rotation::RotationProblem Problem() {
  return FromText<rotation::RotationProblem>(R"pb(
    problem_id: "p1"
    slot_count: 10
    posts { post_id: "desk" host_id: "bureau" capacity: 1 durations: 4 }
    posts { post_id: "yard" host_id: "farm" capacity: 1 durations: 4 }
    posts { post_id: "gate" host_id: "bureau" capacity: 2 durations: 4 }
    cadres { cadre_id: "an" unit_id: "town" }
    pins { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 4 }
    previous { cadre_id: "bo" post_id: "desk" start_slot: 4 duration: 4 })pb");
}

TEST(GanttTest, EveryPlacementIsABarThatSaysWhoWhereAndWhen) {
  const std::string svg = GanttSvg(Problem(), FromText<rotation::RotationPlan>(R"pb(
                                     placements { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 4 }
                                     placements { cadre_id: "bo" post_id: "desk" start_slot: 4 duration: 4 }
                                     placements { cadre_id: "chi" post_id: "gate" start_slot: 2 duration: 4 })pb"));
  ExpectWellFormed(svg);
  EXPECT_EQ(Count(svg, "<title>"), 3);
  EXPECT_THAT(svg, HasSubstr("<title>an（town） → bureau desk，第0至3时段</title>"));
  EXPECT_THAT(svg, HasSubstr("yard ×1"));
  EXPECT_EQ(Count(svg, ">bureau<"), 1) << "posts of a host stand together below its name";
  EXPECT_EQ(Count(svg, "fill=\"#e3c27a\""), 2) << "the pin and the legend";
  EXPECT_EQ(Count(svg, "fill=\"#9db8d9\""), 2) << "the kept one and the legend";
  EXPECT_EQ(Count(svg, "fill=\"#8fc1a9\""), 2) << "the new one and the legend";
  EXPECT_EQ(Count(svg, "fill=\"#e08a80\""), 1) << "only the legend";
}

TEST(GanttTest, WhatDoesNotFitIsMarked) {
  const std::string svg =
      GanttSvg(Problem(), FromText<rotation::RotationPlan>(R"pb(
                 placements { cadre_id: "an" post_id: "yard" start_slot: 0 duration: 4 }
                 placements { cadre_id: "bo" post_id: "yard" start_slot: 3 duration: 4 }
                 placements { cadre_id: "chi" post_id: "gate" start_slot: 8 duration: 4 }
                 placements { cadre_id: "di" post_id: "nowhere" start_slot: -3 duration: 2147483647 })pb"));
  ExpectWellFormed(svg);
  EXPECT_EQ(Count(svg, "fill=\"#e08a80\""), 4) << "a second cadre in one seat, a late one, an unknown post, the legend";
}

TEST(GanttTest, IdsAreTextWhateverTheyContain) {
  rotation::RotationProblem problem = Problem();
  problem.mutable_posts(0)->set_host_id("<script>&\"\x01");
  rotation::RotationPlan plan;
  plan.set_problem_id("张三<");
  ExpectWellFormed(GanttSvg(problem, plan));
  EXPECT_THAT(GanttSvg(problem, plan), Not(HasSubstr("<script>")));
}

TEST(GanttTest, AnEmptyProblemIsAnEmptyPicture) {
  ExpectWellFormed(GanttSvg({}, {}));
  ExpectWellFormed(ProgressSvg({}));
}

TEST(ProgressTest, ObjectiveAndBoundAreStairsThatMeetAtTheGap) {
  const std::string svg = ProgressSvg(FromText<rotation::RotationPlan>(R"pb(
    problem_id: "p1"
    objective: 90
    work: 1000
    gap: 0.1
    certificate { upper_bound: 100 }
    progress { work: 0 upper_bound: 200 }
    progress { work: 500 objective: 0 upper_bound: 100 }
    progress { work: 750 objective: 90 upper_bound: 100 })pb"));
  ExpectWellFormed(svg);
  EXPECT_THAT(svg, HasSubstr("目标值 90，上界 100.00，差距 10.000%"));
  // The paper is 700 wide and 320 high from (90, 50); 200 is at the top, 0 at the bottom.
  EXPECT_THAT(svg, HasSubstr("points=\"90.0,50.0 440.0,50.0 440.0,210.0 615.0,210.0 615.0,210.0 790.0,210.0\""));
  EXPECT_THAT(svg, HasSubstr("points=\"440.0,370.0 615.0,370.0 615.0,226.0 790.0,226.0\""));
}

}  // namespace
}  // namespace xf::ctl
