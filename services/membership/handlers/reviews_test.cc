#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/review.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class ReviewTest : public MembershipTest {
 protected:
  using Stub = v1::ReviewService::Stub;

  absl::StatusOr<v1::Review> Open(absl::string_view branch, int year) {
    v1::OpenReviewRequest request;
    request.set_parent(county());
    request.mutable_review()->set_organization(Org(branch));
    request.mutable_review()->set_year(year);
    *request.mutable_review()->mutable_open_date() = Day(year + 1, 1, 5);
    return admin().Call(&Stub::OpenReview, request);
  }
  v1::RecordGradeRequest Step(const v1::Review& review, const std::string& member, v1::ReviewStep step,
                              google::type::Date day) const {
    v1::RecordGradeRequest request;
    request.set_review(review.name());
    request.set_member(member);
    request.set_step(step);
    *request.mutable_date() = day;
    if (step == v1::REVIEW_STEP_BALLOT) request.mutable_ballots()->set_qualified(5);
    return request;
  }
  absl::StatusOr<v1::ReviewGrade> Record(const v1::RecordGradeRequest& request) {
    return admin().Call(&Stub::RecordGrade, request);
  }
  // All four steps on four days.
  void Grade(const v1::Review& review, const std::string& member, v1::Grade grade) {
    for (int step = v1::REVIEW_STEP_SELF; step <= v1::REVIEW_STEP_DECISION; ++step) {
      v1::RecordGradeRequest request =
          Step(review, member, static_cast<v1::ReviewStep>(step), Day(review.year() + 1, 1, 5 + step));
      if (step == v1::REVIEW_STEP_DECISION) request.set_grade(grade);
      ASSERT_THAT(Record(request), IsOk());
    }
  }
  absl::StatusOr<v1::Review> Close(const v1::Review& review, const std::string& document = "", int day = 20) {
    v1::CloseReviewRequest request;
    request.set_name(review.name());
    request.set_document(document);
    *request.mutable_close_date() = Day(review.year() + 1, 1, day);
    return admin().Call(&Stub::CloseReview, request);
  }
};

TEST_F(ReviewTest, ABranchHasOneReviewAYear) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  EXPECT_EQ(review->state(), v1::REVIEW_STATE_OPEN);
  EXPECT_EQ(review->org_path(), Path("east.e1"));
  EXPECT_THAT(Open("e1", 2023), IsError(Code::kAlreadyExists, errors::REASON_REVIEW_YEAR_TAKEN));
  EXPECT_THAT(Open("e1", 2024), IsOk());
  EXPECT_THAT(Open("east", 2023), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_BRANCH));
  EXPECT_THAT(Open("e1", 2098), ViolatesFields(ElementsAre("review.open_date")));
}

TEST_F(ReviewTest, StepsComeInTheirSequence) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  const std::string member = Add(0, "e1").name();
  EXPECT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_PEERS, Day(2024, 1, 6))),
              IsError(Code::kFailedPrecondition, errors::REASON_REVIEW_STEP_NOT_OPEN));
  ASSERT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_SELF, Day(2024, 1, 7))), IsOk());
  EXPECT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_PEERS, Day(2024, 1, 6))),
              ViolatesFields(ElementsAre("date")));
  ASSERT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_PEERS, Day(2024, 1, 8))), IsOk());
  EXPECT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_SELF, Day(2024, 1, 9))),
              ViolatesFields(ElementsAre("date")));
  const auto corrected = Record(Step(*review, member, v1::REVIEW_STEP_SELF, Day(2024, 1, 6)));
  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->etag(), "3");
  EXPECT_EQ(IsoDate(corrected->peers_date()), "2024-01-08");
}

TEST_F(ReviewTest, WhatBelongsToAStepIsGivenWithIt) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  const std::string member = Add(0, "e1").name();
  v1::RecordGradeRequest request = Step(*review, member, v1::REVIEW_STEP_SELF, Day(2024, 1, 4));
  EXPECT_THAT(Record(request), ViolatesFields(ElementsAre("date")));
  request.set_exempt_reason("年老体弱");
  EXPECT_THAT(Record(request), ViolatesFields(ElementsAre("step")));
  request = Step(*review, member, v1::REVIEW_STEP_SELF, Day(2024, 1, 6));
  request.set_grade(v1::GRADE_EXCELLENT);
  request.mutable_ballots()->set_excellent(1);
  EXPECT_THAT(Record(request), ViolatesFields(ElementsAre("ballots", "grade")));
  EXPECT_THAT(Record(Step(*review, member, v1::REVIEW_STEP_DECISION, Day(2024, 1, 6))),
              ViolatesFields(ElementsAre("grade")));
  EXPECT_THAT(Record(Step(*review, Add(1, "e2").name(), v1::REVIEW_STEP_SELF, Day(2024, 1, 6))),
              ViolatesFields(ElementsAre("member")));
}

TEST_F(ReviewTest, AReviewClosesWhenEverybodyHasAGradeOrAnExemption) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  const std::string graded = Add(0, "e1").name();
  const std::string exempt = Add(1, "e1").name();
  Grade(*review, graded, v1::GRADE_QUALIFIED);
  EXPECT_THAT(Close(*review), IsError(Code::kFailedPrecondition, errors::REASON_REVIEW_INCOMPLETE));
  v1::RecordGradeRequest request;
  request.set_review(review->name());
  request.set_member(exempt);
  request.set_exempt_reason("年老体弱");
  ASSERT_THAT(Record(request), IsOk());
  EXPECT_THAT(Close(*review, "", 8), ViolatesFields(ElementsAre("close_date")));
  const auto closed = Close(*review);
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::REVIEW_STATE_CLOSED);
  EXPECT_EQ(closed->member_count(), 2);
  EXPECT_EQ(closed->qualified_count(), 1);
  EXPECT_EQ(closed->exempt_count(), 1);
  EXPECT_THAT(Close(*review), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Record(request), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  v1::ListReviewGradesRequest list;
  list.set_parent(county());
  list.set_filter("review = " + review->name());
  EXPECT_THAT(admin().Call(&Stub::ListReviewGrades, list)->review_grades(), SizeIs(2));
  list.set_filter("grade = QUALIFIED");
  EXPECT_THAT(admin().Call(&Stub::ListReviewGrades, list)->review_grades(), SizeIs(1));
}

TEST_F(ReviewTest, MoreThanAThirdExcellentNeedsAnApproval) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  Grade(*review, Add(0, "e1").name(), v1::GRADE_EXCELLENT);
  Grade(*review, Add(1, "e1").name(), v1::GRADE_QUALIFIED);
  EXPECT_THAT(Close(*review), ViolatesFields(ElementsAre("document")));
  v1::GetReviewRequest get;
  get.set_name(review->name());
  EXPECT_EQ(admin().Call(&Stub::GetReview, get)->state(), v1::REVIEW_STATE_OPEN);
  Grade(*review, Add(2, "e1").name(), v1::GRADE_QUALIFIED);
  EXPECT_THAT(Close(*review), IsOk());
}

TEST_F(ReviewTest, ReviewsAreListedByYearWithinTheScope) {
  const auto one = Open("e1", 2022);
  const auto two = Open("w1", 2023);
  ASSERT_THAT(one, IsOk());
  ASSERT_THAT(two, IsOk());
  v1::ListReviewsRequest request;
  request.set_parent(county());
  EXPECT_THAT(NamesOf(admin().Call(&Stub::ListReviews, request)->reviews()), ElementsAre(one->name(), two->name()));
  EXPECT_THAT(NamesOf(clerk("west").Call(&Stub::ListReviews, request)->reviews()), ElementsAre(two->name()));
  request.set_filter("year = 2022 AND state = OPEN");
  EXPECT_THAT(NamesOf(admin().Call(&Stub::ListReviews, request)->reviews()), ElementsAre(one->name()));
}

TEST_F(ReviewTest, AReviewAndItsGradesMoveWithTheBranch) {
  const auto review = Open("e1", 2023);
  ASSERT_THAT(review, IsOk());
  ASSERT_THAT(Record(Step(*review, Add(0, "e1").name(), v1::REVIEW_STEP_SELF, Day(2024, 1, 7))), IsOk());
  v1::MoveOrganizationRequest request;
  request.set_name(Org("e1"));
  request.set_new_superior(Org("west"));
  request.set_reason("乡镇区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  v1::ListReviewGradesRequest list;
  list.set_parent(county());
  EXPECT_THAT(clerk("west").Call(&Stub::ListReviewGrades, list)->review_grades(), SizeIs(1));
}

}  // namespace
}  // namespace xf::membership
