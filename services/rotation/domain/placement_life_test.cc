#include "services/rotation/domain/placement_life.h"

#include <gmock/gmock.h>

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

// A shadowing at a city unit from 1 March to 30 June 2025, looked at on 10 May.
class PlacementStepsTest : public ::testing::Test {
 protected:
  PlacementStepsTest() {
    placement_.set_name("counties/990001/placements/p1");
    placement_.set_state(v1::PLACEMENT_STATE_DISPATCHED);
    placement_.set_host_level(v1::HOST_LEVEL_CITY);
    *placement_.mutable_start_date() = ToDate(CivilDay(2025, 3, 1));
    *placement_.mutable_end_date() = ToDate(CivilDay(2025, 6, 30));
    placement_.set_months(4);
  }

  absl::Status ExtendTo(CivilDay end, const char* approval = "永组干〔2025〕9号",
                        CivilDay today = CivilDay(2025, 5, 10)) {
    v1::ExtendPlacementRequest request;
    *request.mutable_end_date() = ToDate(end);
    request.set_approval_doc_no(approval);
    request.set_reason("项目尚未验收");
    return Extend(request, post_, {"2022", 3, 6, false}, today, absl::FromUnixSeconds(1746806400), placement_);
  }

  absl::Status EndOn(std::optional<CivilDay> day, const char* reason = "", CivilDay today = CivilDay(2025, 5, 10)) {
    v1::EndPlacementRequest request;
    if (day) *request.mutable_end_date() = ToDate(*day);
    request.set_reason(reason);
    return End(request, today, placement_);
  }

  absl::Status Cancel(const char* reason) {
    v1::EndPlacementRequest request;
    request.set_cancel(true);
    request.set_reason(reason);
    return End(request, CivilDay(2025, 5, 10), placement_);
  }

  v1::Post post_;
  v1::Placement placement_;
};

TEST_F(PlacementStepsTest, OnlyWhatIsPlannedAndNotOverIsDispatched) {
  EXPECT_THAT(CheckDispatch(placement_, CivilDay(2025, 3, 1)),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  placement_.set_state(v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(CheckDispatch(placement_, CivilDay(2025, 6, 30)), IsOk());
  EXPECT_THAT(CheckDispatch(placement_, CivilDay(2025, 7, 1)),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(PlacementStepsTest, AnExtensionMovesTheEndAndIsRemembered) {
  ASSERT_THAT(ExtendTo(CivilDay(2025, 8, 31)), IsOk());
  EXPECT_EQ(IsoDate(placement_.end_date()), "2025-08-31");
  EXPECT_EQ(placement_.months(), 6);
  ASSERT_EQ(placement_.extensions_size(), 1);
  const v1::Extension& extension = placement_.extensions(0);
  EXPECT_EQ(IsoDate(extension.old_end_date()), "2025-06-30");
  EXPECT_EQ(IsoDate(extension.new_end_date()), "2025-08-31");
  EXPECT_EQ(extension.approval_doc_no(), "永组干〔2025〕9号");
  EXPECT_EQ(extension.reason(), "项目尚未验收");
  EXPECT_EQ(extension.extend_time().seconds(), 1746806400);
}

TEST_F(PlacementStepsTest, TheLongestStayCountsFromTheStartWhateverTheNumberOfExtensions) {
  ASSERT_THAT(ExtendTo(CivilDay(2025, 7, 31)), IsOk());
  EXPECT_THAT(ExtendTo(CivilDay(2025, 9, 2)),
              IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
  ASSERT_THAT(ExtendTo(CivilDay(2025, 9, 1)), IsOk());
  EXPECT_EQ(placement_.extensions_size(), 2);
}

TEST_F(PlacementStepsTest, ThePostMayCutTheLongestStay) {
  post_.set_max_months(5);
  EXPECT_THAT(ExtendTo(CivilDay(2025, 8, 31)),
              IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
  EXPECT_THAT(ExtendTo(CivilDay(2025, 7, 31)), IsOk());
}

TEST_F(PlacementStepsTest, AnUpwardPlacementIsExtendedWithAnApprovalOfItsOwn) {
  EXPECT_THAT(ExtendTo(CivilDay(2025, 7, 31), ""),
              IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_APPROVAL_REQUIRED));
  placement_.set_host_level(v1::HOST_LEVEL_COUNTY);
  EXPECT_THAT(ExtendTo(CivilDay(2025, 7, 31), ""), IsOk());
}

TEST_F(PlacementStepsTest, TheEndIsAHardStop) {
  EXPECT_THAT(ExtendTo(CivilDay(2025, 7, 31), "永组干〔2025〕9号", CivilDay(2025, 7, 1)),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(ExtendTo(CivilDay(2025, 7, 31), "永组干〔2025〕9号", CivilDay(2025, 6, 30)), IsOk());
}

TEST_F(PlacementStepsTest, AnExtensionNeverShortens) {
  EXPECT_THAT(ExtendTo(CivilDay(2025, 6, 30)), ViolatesFields(ElementsAre("end_date")));
  EXPECT_EQ(placement_.extensions_size(), 0);
}

TEST_F(PlacementStepsTest, EndsOnTheAgreedDayWithoutAReasonAndEarlyWithOne) {
  EXPECT_THAT(EndOn(std::nullopt), ViolatesFields(ElementsAre("reason")));
  ASSERT_THAT(EndOn(std::nullopt, "原单位换届"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_ENDED);
  EXPECT_EQ(IsoDate(placement_.end_date()), "2025-05-10");
  EXPECT_EQ(placement_.months(), 2);
  EXPECT_EQ(placement_.end_reason(), "原单位换届");
}

TEST_F(PlacementStepsTest, APlacementThatIsOverEndsOnItsAgreedDay) {
  ASSERT_THAT(EndOn(std::nullopt, "", CivilDay(2025, 8, 1)), IsOk());
  EXPECT_EQ(IsoDate(placement_.end_date()), "2025-06-30");
  EXPECT_EQ(placement_.months(), 4);
}

TEST_F(PlacementStepsTest, EndsNeitherBeforeItsStartNorInTheFutureNorAfterItsEnd) {
  EXPECT_THAT(EndOn(CivilDay(2025, 2, 28), "误"), ViolatesFields(ElementsAre("end_date")));
  EXPECT_THAT(EndOn(CivilDay(2025, 5, 11), "误"), ViolatesFields(ElementsAre("end_date")));
  EXPECT_THAT(EndOn(CivilDay(2025, 7, 1), "误", CivilDay(2025, 8, 1)), ViolatesFields(ElementsAre("end_date")));
  EXPECT_THAT(EndOn(CivilDay(2025, 2, 28)), ViolatesFields(UnorderedElementsAre("end_date", "reason")));
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_DISPATCHED);
}

TEST_F(PlacementStepsTest, APlannedPlacementCanOnlyBeCancelled) {
  placement_.set_state(v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(EndOn(std::nullopt, "不去了"), IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Cancel("不去了"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_CANCELLED);
}

TEST_F(PlacementStepsTest, CancellingNeedsAReasonAndHappensOnce) {
  EXPECT_THAT(Cancel(""), ViolatesFields(ElementsAre("reason")));
  EXPECT_THAT(Cancel("登记有误"), IsOk());
  EXPECT_EQ(placement_.end_reason(), "登记有误");
  EXPECT_THAT(Cancel("登记有误"), IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(PlacementStepsTest, OnlyAnEndedPlacementIsAppraisedOnADaySinceItsStart) {
  v1::AppraisePlacementRequest request;
  request.mutable_appraisal()->set_grade(v1::APPRAISAL_GRADE_EXCELLENT);
  *request.mutable_appraisal()->mutable_date() = ToDate(CivilDay(2025, 5, 10));
  const CivilDay today(2025, 5, 10);
  EXPECT_THAT(Appraise(request, today, placement_),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  placement_.set_state(v1::PLACEMENT_STATE_ENDED);
  for (const CivilDay wrong : {CivilDay(2025, 2, 28), CivilDay(2025, 5, 11)}) {
    v1::AppraisePlacementRequest bad = request;
    *bad.mutable_appraisal()->mutable_date() = ToDate(wrong);
    EXPECT_THAT(Appraise(bad, today, placement_), ViolatesFields(ElementsAre("appraisal.date")));
  }
  ASSERT_THAT(Appraise(request, today, placement_), IsOk());
  EXPECT_EQ(placement_.appraisal().grade(), v1::APPRAISAL_GRADE_EXCELLENT);
}

}  // namespace
}  // namespace xf::rotation
