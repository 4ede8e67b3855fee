#include "services/rotation/domain/placement_rules.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/testing/matchers.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;

constexpr char kRules[] = R"(
versions:
  - version: "2022"
    effective_from: 2022-01-01
    types:
      SHADOWING: {min_months: 3, max_months: 6}
      POST_ROTATION: {min_months: 2, max_months: 3, batch_required: true}
      SPECIAL_TRAINING: {min_months: 0, max_months: 3}
      FIELD_PRACTICE: {min_months: 1, max_months: 6}
)";

// A shadowing of four months at a city unit that nothing is wrong with, on a day two years later.
class JudgePlacementTest : public ::testing::Test {
 protected:
  JudgePlacementTest() {
    candidate_.set_name("counties/990001/candidates/zhang");
    candidate_.set_member("counties/990001/members/m1");
    candidate_.set_organization("counties/990001/organizations/town");
    candidate_.set_org_path("43.4399.990001.town");
    candidate_.set_archive_birth_month("1988-07");
    post_.set_name("counties/990001/posts/desk");
    post_.set_host("某市农业农村局");
    post_.set_host_level(v1::HOST_LEVEL_CITY);
    program_.set_name("counties/990001/programs/shadowing");
    program_.set_type(v1::PROGRAM_TYPE_SHADOWING);
    *program_.mutable_start_date() = ToDate(CivilDay(2022, 1, 1));
    batch_.set_name("counties/990001/batches/one");
    batch_.set_program(program_.name());
    *batch_.mutable_start_date() = ToDate(CivilDay(2023, 3, 1));
    *batch_.mutable_end_date() = ToDate(CivilDay(2023, 9, 30));
    SetDates(CivilDay(2023, 3, 1), CivilDay(2023, 6, 30));
    placement_.set_approval_doc_no("永组干〔2023〕7号");
  }

  void SetDates(CivilDay start, CivilDay end) {
    *placement_.mutable_start_date() = ToDate(start);
    *placement_.mutable_end_date() = ToDate(end);
  }

  absl::Status Judge() {
    return JudgePlacement({candidate_, post_, program_, with_batch_ ? &batch_ : nullptr}, *rules_, CivilDay(2025, 5, 1),
                          "placement.", placement_);
  }

  absl::StatusOr<ProgramRules> rules_ = ProgramRules::Parse(kRules);
  v1::Candidate candidate_;
  v1::Post post_;
  v1::Program program_;
  v1::Batch batch_;
  bool with_batch_ = false;
  v1::Placement placement_;
};

TEST_F(JudgePlacementTest, CopiesWhatIsTrueOnTheDayOfRecording) {
  post_.set_demanding(true);
  ASSERT_THAT(Judge(), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_EQ(placement_.member(), "counties/990001/members/m1");
  EXPECT_EQ(placement_.organization(), "counties/990001/organizations/town");
  EXPECT_EQ(placement_.org_path(), "43.4399.990001.town");
  EXPECT_EQ(placement_.program_type(), v1::PROGRAM_TYPE_SHADOWING);
  EXPECT_EQ(placement_.host(), "某市农业农村局");
  EXPECT_EQ(placement_.host_level(), v1::HOST_LEVEL_CITY);
  EXPECT_TRUE(placement_.demanding());
  EXPECT_EQ(placement_.age_at_start(), 34);  // born in July 1988
  EXPECT_EQ(placement_.months(), 4);
  EXPECT_EQ(placement_.rule_version(), "2022");
}

TEST_F(JudgePlacementTest, ShadowingLastsThreeToSixMonthsAndPostRotationTwoToThree) {
  struct {
    v1::ProgramType type;
    CivilDay end;
    bool allowed;
  } const cases[] = {
      {v1::PROGRAM_TYPE_SHADOWING, CivilDay(2023, 5, 30), false},
      {v1::PROGRAM_TYPE_SHADOWING, CivilDay(2023, 5, 31), true},
      {v1::PROGRAM_TYPE_SHADOWING, CivilDay(2023, 9, 1), true},
      {v1::PROGRAM_TYPE_SHADOWING, CivilDay(2023, 9, 2), false},
      {v1::PROGRAM_TYPE_POST_ROTATION, CivilDay(2023, 4, 29), false},
      {v1::PROGRAM_TYPE_POST_ROTATION, CivilDay(2023, 4, 30), true},
      {v1::PROGRAM_TYPE_POST_ROTATION, CivilDay(2023, 6, 1), true},
      {v1::PROGRAM_TYPE_POST_ROTATION, CivilDay(2023, 6, 2), false},
  };
  with_batch_ = true;
  for (const auto& [type, end, allowed] : cases) {
    program_.set_type(type);
    SetDates(CivilDay(2023, 3, 1), end);
    const absl::Status status = Judge();
    EXPECT_EQ(status.ok(), allowed) << v1::ProgramType_Name(type) << " until " << end << ": " << status;
    if (!allowed) {
      EXPECT_THAT(status, IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
    }
  }
}

TEST_F(JudgePlacementTest, APostMayAskForLessThanTheProgramAllowsButNotForMore) {
  post_.set_max_months(3);
  EXPECT_THAT(Judge(), IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
  post_.set_max_months(12);
  SetDates(CivilDay(2023, 3, 1), CivilDay(2023, 10, 1));
  EXPECT_THAT(Judge(), IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
}

TEST_F(JudgePlacementTest, OnlyUpwardPlacementsNeedAnApprovalDocument) {
  placement_.clear_approval_doc_no();
  for (const v1::HostLevel level : {v1::HOST_LEVEL_PROVINCE, v1::HOST_LEVEL_CITY}) {
    post_.set_host_level(level);
    EXPECT_THAT(Judge(), IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_APPROVAL_REQUIRED));
    EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.approval_doc_no")));
  }
  for (const v1::HostLevel level : {v1::HOST_LEVEL_COUNTY, v1::HOST_LEVEL_TOWNSHIP}) {
    post_.set_host_level(level);
    EXPECT_THAT(Judge(), IsOk());
  }
}

TEST_F(JudgePlacementTest, PostRotationGoesInBatches) {
  program_.set_type(v1::PROGRAM_TYPE_POST_ROTATION);
  SetDates(CivilDay(2023, 3, 1), CivilDay(2023, 5, 31));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.batch")));
  with_batch_ = true;
  EXPECT_THAT(Judge(), IsOk());
}

TEST_F(JudgePlacementTest, TheBatchIsOfTheProgramAndHoldsThePlacement) {
  with_batch_ = true;
  *batch_.mutable_end_date() = ToDate(CivilDay(2023, 6, 29));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.batch")));
  *batch_.mutable_end_date() = ToDate(CivilDay(2023, 6, 30));
  EXPECT_THAT(Judge(), IsOk());
  batch_.set_program("counties/990001/programs/other");
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.batch")));
}

TEST_F(JudgePlacementTest, StartsWithinTheDatesOfTheProgram) {
  *program_.mutable_end_date() = ToDate(CivilDay(2023, 2, 28));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.start_date")));
  *program_.mutable_end_date() = ToDate(CivilDay(2023, 3, 1));
  EXPECT_THAT(Judge(), IsOk());
  *program_.mutable_start_date() = ToDate(CivilDay(2023, 3, 2));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.start_date")));
}

TEST_F(JudgePlacementTest, EveryFieldThatIsWrongIsNamedAtOnce) {
  placement_.clear_approval_doc_no();
  SetDates(CivilDay(2021, 3, 1), CivilDay(2021, 3, 31));
  placement_.set_state(v1::PLACEMENT_STATE_CANCELLED);
  const absl::Status status = Judge();
  EXPECT_THAT(status, IsError(StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
  EXPECT_THAT(status, ViolatesFields(UnorderedElementsAre("placement.start_date", "placement.end_date",
                                                          "placement.approval_doc_no", "placement.state")));
}

TEST_F(JudgePlacementTest, DatesAreRealAndInOrder) {
  placement_.mutable_start_date()->set_month(13);
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.start_date")));
  SetDates(CivilDay(2023, 3, 1), CivilDay(2023, 2, 28));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.end_date")));
}

TEST_F(JudgePlacementTest, ARecordOfThePastMayBeEndedAndAppraised) {
  placement_.set_state(v1::PLACEMENT_STATE_ENDED);
  placement_.mutable_appraisal()->set_grade(v1::APPRAISAL_GRADE_GOOD);
  *placement_.mutable_appraisal()->mutable_date() = ToDate(CivilDay(2023, 7, 5));
  EXPECT_THAT(Judge(), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_ENDED);

  *placement_.mutable_appraisal()->mutable_date() = ToDate(CivilDay(2025, 5, 2));  // tomorrow
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.appraisal.date")));
}

TEST_F(JudgePlacementTest, NothingIsRecordedBeforeItHappened) {
  SetDates(CivilDay(2025, 1, 2), CivilDay(2025, 5, 2));  // until tomorrow
  placement_.set_state(v1::PLACEMENT_STATE_ENDED);
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.state")));
  placement_.set_state(v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_THAT(Judge(), IsOk());
  *placement_.mutable_appraisal()->mutable_date() = ToDate(CivilDay(2025, 5, 1));
  EXPECT_THAT(Judge(), ViolatesFields(ElementsAre("placement.appraisal")));
}

TEST_F(JudgePlacementTest, AnExclusionInForceOnTheFirstDayRefuses) {
  v1::Exclusion& exclusion = *candidate_.add_exclusions();
  exclusion.set_kind(v1::EXCLUSION_KIND_DISCIPLINE);
  *exclusion.mutable_start_date() = ToDate(CivilDay(2023, 1, 1));
  EXPECT_THAT(Judge(), IsError(StatusCode::kFailedPrecondition, errors::REASON_CANDIDATE_EXCLUDED));
  *exclusion.mutable_end_date() = ToDate(CivilDay(2023, 3, 1));
  EXPECT_THAT(Judge(), IsError(StatusCode::kFailedPrecondition, errors::REASON_CANDIDATE_EXCLUDED));
  *exclusion.mutable_end_date() = ToDate(CivilDay(2023, 2, 28));
  EXPECT_THAT(Judge(), IsOk());
  *exclusion.mutable_start_date() = ToDate(CivilDay(2023, 3, 2));
  *exclusion.mutable_end_date() = ToDate(CivilDay(2024, 3, 1));
  EXPECT_THAT(Judge(), IsOk());
}

TEST(AgeOnDayTest, TheArchivesMonthCountsAsLivedFromItsFirstDay) {
  EXPECT_EQ(AgeOnDay("1988-07", CivilDay(2023, 6, 30)), 34);
  EXPECT_EQ(AgeOnDay("1988-07", CivilDay(2023, 7, 1)), 35);
  EXPECT_EQ(AgeOnDay("1988-12", CivilDay(2023, 12, 31)), 35);
}

}  // namespace
}  // namespace xf::rotation
