#include "services/rotation/domain/excluded_pins.h"

#include <gmock/gmock.h>

#include <limits>

#include "common/base/date.h"
#include "common/base/error.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using ::testing::HasSubstr;
using ::testing::Not;

// A pin of li at the desk in March, who is in a class in May and too old, and a post that is partly taken.
class ExcludedPinsTest : public ::testing::Test {
 protected:
  ExcludedPinsTest() {
    v1::RotationProblem::Post& desk = *problem_.add_posts();
    desk.set_post_id("desk");
    desk.set_earliest_slot(2);
    desk.set_latest_end_slot(24);
    v1::RotationProblem::Placement& pin = *problem_.add_pins();
    pin.set_cadre_id("li");
    pin.set_post_id("desk");
    pin.set_start_slot(4);
    pin.set_duration(2);
  }
  v1::PlanExclusion& Exclude(const std::string& cadre, const std::string& post, v1::EligibilityRule rule) {
    v1::PlanExclusion& exclusion = *facts_.add_exclusions();
    exclusion.set_cadre_id(cadre);
    exclusion.set_post_id(post);
    exclusion.set_rule(rule);
    exclusion.set_text_zh("按规定");
    return exclusion;
  }
  std::string Told(const std::string& field = "pins[0].cadre_id") const {
    const absl::Status refused = InvalidError({{field, {"is unknown: li", "不存在"}}});
    const auto violations = ViolationsOf(NameExclusions(refused, problem_, facts_, Horizon(CivilDay(2026, 1, 1), 24)));
    EXPECT_EQ(violations.size(), 1u);
    EXPECT_EQ(violations[0].field, field);
    return violations[0].text.en;
  }

  v1::RotationProblem problem_;
  v1::PlanFacts facts_;
};

TEST_F(ExcludedPinsTest, TheRuleThatExcludesTheCadreIsNamed) {
  EXPECT_EQ(Told(), "is unknown: li") << "nothing excludes him";
  Exclude("wu", "", v1::ELIGIBILITY_RULE_AGE);
  EXPECT_EQ(Told(), "is unknown: li") << "nor does another's age";
  Exclude("li", "", v1::ELIGIBILITY_RULE_AGE);
  EXPECT_THAT(Told(), HasSubstr("ELIGIBILITY_RULE_AGE"));
  EXPECT_EQ(Told("options[0].cadre_id"), "is unknown: li") << "no pin";
}

TEST_F(ExcludedPinsTest, AnExclusionOfDaysCountsOnThoseDays) {
  v1::PlanExclusion& class_in_may = Exclude("li", "", v1::ELIGIBILITY_RULE_TRAINING);
  *class_in_may.mutable_start_date() = ToDate(CivilDay(2026, 5, 1));
  *class_in_may.mutable_end_date() = ToDate(CivilDay(2026, 5, 3));
  EXPECT_EQ(Told(), "is unknown: li");
  problem_.mutable_pins(0)->set_start_slot(7);
  EXPECT_THAT(Told(), HasSubstr("ELIGIBILITY_RULE_TRAINING"));
  problem_.mutable_pins(0)->set_duration(std::numeric_limits<int32_t>::max());
  EXPECT_EQ(Told(), "is unknown: li") << "not even a time";
}

TEST_F(ExcludedPinsTest, APostThatIsPartlyTakenExcludesTheRestOfTheTime) {
  Exclude("", "desk", v1::ELIGIBILITY_RULE_POST_TAKEN);
  Exclude("", "desk", v1::ELIGIBILITY_RULE_MENTORS);
  EXPECT_EQ(Told(), "is unknown: li");
  problem_.mutable_pins(0)->set_start_slot(1);
  EXPECT_THAT(Told(), HasSubstr("ELIGIBILITY_RULE_POST_TAKEN"));
  EXPECT_THAT(Told(), Not(HasSubstr("ELIGIBILITY_RULE_MENTORS")));
  problem_.clear_posts();
  EXPECT_THAT(Told(), HasSubstr("ELIGIBILITY_RULE_MENTORS")) << "the post is not offered at all";
}

}  // namespace
}  // namespace xf::rotation
