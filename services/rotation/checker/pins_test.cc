#include "services/rotation/checker/pins.h"

#include <gmock/gmock.h>

#include "common/base/error.h"
#include "services/rotation/checker/problem_for_test.h"

namespace xf::checker {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const Violation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

void Pin(v1::RotationProblem& problem, const std::string& cadre, const std::string& post, int start, int duration) {
  v1::RotationProblem::Placement& pin = *problem.add_pins();
  pin.set_cadre_id(cadre);
  pin.set_post_id(post);
  pin.set_start_slot(start);
  pin.set_duration(duration);
}

TEST(PinsTest, NoneAndThoseThatGoTogetherAreFine) {
  v1::RotationProblem problem = SmallProblem();
  EXPECT_TRUE(CheckPins(problem).ok());
  Pin(problem, "an", "desk", 0, 2);
  Pin(problem, "bo", "desk", 2, 2);
  EXPECT_TRUE(CheckPins(problem).ok()) << CheckPins(problem);
}

TEST(PinsTest, EveryRuleThatTheyBreakIsNamedAtTheLastOfThem) {
  v1::RotationProblem problem = SmallProblem();
  Pin(problem, "an", "desk", 2, 2);
  Pin(problem, "chi", "field", 4, 2);
  Pin(problem, "bo", "desk", 2, 2);
  const absl::Status status = CheckPins(problem);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(FieldsOf(status), ElementsAre("pins[2]", "pins[2]")) << "one seat, and one away from the town";
  EXPECT_THAT(ViolationsOf(status)[0].text.zh, HasSubstr("bo"));
}

TEST(PinsTest, TheBudgetOfChangesIsTheirsOnlyAsFarAsTheyMoveSomebody) {
  v1::RotationProblem problem = SmallProblem();
  problem.set_max_changes(0);
  for (const char* cadre : {"an", "chi"}) {
    v1::RotationProblem::Placement& previous = *problem.add_previous();
    previous.set_cadre_id(cadre);
    previous.set_post_id("desk");
    previous.set_start_slot(cadre == std::string("an") ? 0 : 4);
    previous.set_duration(2);
  }
  Pin(problem, "an", "desk", 0, 2);
  EXPECT_THAT(FieldsOf(CheckPins(problem)), IsEmpty());
  problem.mutable_pins(0)->set_start_slot(2);
  EXPECT_THAT(FieldsOf(CheckPins(problem)), ElementsAre("pins[0]"));
}

TEST(PinsTest, AProblemThatIsNoneIsRefused) {
  v1::RotationProblem problem = SmallProblem();
  Pin(problem, "an", "desk", 0, 2);
  problem.mutable_posts(0)->set_capacity(-1);
  EXPECT_THAT(FieldsOf(CheckPins(problem)), ElementsAre("posts[0].capacity"));
}

}  // namespace
}  // namespace xf::checker
