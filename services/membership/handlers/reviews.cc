// The yearly democratic evaluation: opening, recording, closing.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/domain/review_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

absl::Status CheckOpen(const v1::Review& review) {
  if (review.state() == v1::REVIEW_STATE_OPEN) return absl::OkStatus();
  return PreconditionError(errors::REASON_STATE_CONFLICT, review.name(), {"the review is closed", "该次评议已经结束"});
}

}  // namespace

// Opens a branch's review of a year.
absl::StatusOr<v1::Review> ReviewService::OpenReview(rpc::Call& call, const v1::OpenReviewRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  const v1::Review& review = request.review();
  if (ToDay(review.open_date()) > call.today()) {
    return InvalidError("review.open_date", {"lies in the future", "日期不能晚于今天"});
  }
  ASSIGN_OR_RETURN(const v1::Organization branch,
                   HoldOrganization(call, county.county(), review.organization(), "review.organization"));
  RETURN_IF_ERROR(CheckHoldsMembers(branch));
  const ReviewName name(county.county(), request.review_id().empty() ? call.NewId() : request.review_id());
  ASSIGN_OR_RETURN(v1::Review made,
                   call.db().One<v1::Review>(sql::kOpenReview, name, db::Arg("org_path", branch.org_path()), review));
  call.Changed(made);
  return made;
}

// Returns one review. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Review> ReviewService::GetReview(rpc::Call& call, const v1::GetReviewRequest& request) {
  ASSIGN_OR_RETURN(const ReviewName name, ReviewName::Parse(request.name()));
  return call.db().One<v1::Review>(sql::kGetReview, name);
}

// Lists the reviews in the caller's scope.
absl::StatusOr<v1::ListReviewsResponse> ReviewService::ListReviews(rpc::Call& call,
                                                                   const v1::ListReviewsRequest& request) {
  return api::List<v1::ListReviewsResponse>(call.db(), sql::kListReviews, request);
}

// Records the next step of a member's evaluation, or why the member is exempt.
absl::StatusOr<v1::ReviewGrade> ReviewService::RecordGrade(rpc::Call& call, const v1::RecordGradeRequest& request) {
  ASSIGN_OR_RETURN(const ReviewName review_name, ReviewName::Parse(request.review(), "review"));
  ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(request.member(), "member"));
  ASSIGN_OR_RETURN(const v1::Review review, call.db().One<v1::Review>(sql::kGetReviewForUpdate, review_name));
  RETURN_IF_ERROR(CheckOpen(review));
  if (auto violations = CheckGrade(request, ToDay(review.open_date()), call.today()); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMember, member_name));
  if (!member) return ReferenceNotFound("member", request.member());
  if (member->organization() != review.organization()) {
    return InvalidError("member", {"is not a member of the review's branch", "不是该支部的党员"});
  }
  ASSIGN_OR_RETURN(auto known, call.db().Maybe<v1::ReviewGrade>(sql::kGetReviewGradeForUpdate, review_name,
                                                                db::Arg("member_id", member_name.id())));
  v1::ReviewGrade grade = known.value_or(v1::ReviewGrade());
  grade.set_review(review.name());
  grade.set_member(member->name());
  grade.set_display_name(member->display_name());
  grade.set_org_path(review.org_path());
  RETURN_IF_ERROR(ApplyGrade(request, grade));
  ASSIGN_OR_RETURN(
      v1::ReviewGrade after,
      call.db().One<v1::ReviewGrade>(sql::kPutReviewGrade, ReviewGradeName(review_name.county(), call.NewId()), grade));
  call.Changed(after);
  return after;
}

// Lists the grades in the caller's scope.
absl::StatusOr<v1::ListReviewGradesResponse> ReviewService::ListReviewGrades(
    rpc::Call& call, const v1::ListReviewGradesRequest& request) {
  return api::List<v1::ListReviewGradesResponse>(call.db(), sql::kListReviewGrades, request);
}

// Closes a review in which every member of the branch has a grade or an exemption.
absl::StatusOr<v1::Review> ReviewService::CloseReview(rpc::Call& call, const v1::CloseReviewRequest& request) {
  ASSIGN_OR_RETURN(const ReviewName name, ReviewName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Review before, call.db().One<v1::Review>(sql::kGetReviewForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  RETURN_IF_ERROR(CheckOpen(before));
  ASSIGN_OR_RETURN(const db::Result missing, call.db().Rows(sql::kListUngradedMembers, name));
  if (!missing.empty()) {
    std::vector<std::string> names;
    for (size_t row = 0; row < missing.size(); ++row) names.push_back(missing.text(row, "display_name"));
    const std::string who = absl::StrJoin(names, "、");
    return PreconditionError(
        errors::REASON_REVIEW_INCOMPLETE, before.name(),
        {absl::StrCat("neither grade nor exemption: ", who), absl::StrCat("尚未确定等次或免予参加:", who)});
  }
  ASSIGN_OR_RETURN(v1::Review closed, call.db().One<v1::Review>(sql::kCloseReview, name, request));
  const absl::CivilDay day = ToDay(request.close_date());
  ASSIGN_OR_RETURN(const db::Result last, call.db().Rows(sql::kGetLastReviewDay, name));
  const auto last_day = ParseIsoDate(last.text(0, "day"));
  if (day > call.today() || day < ToDay(before.open_date()) || (last_day && day < *last_day)) {
    return InvalidError("close_date",
                        {"is not a day from the last decision up to today", "须不早于最后一项决定且不晚于今天"});
  }
  const int graded = closed.excellent_count() + closed.qualified_count() + closed.basically_qualified_count() +
                     closed.unqualified_count();
  if (call.Get<ReviewRules>().TooManyExcellent(closed.excellent_count(), graded) && request.document().empty()) {
    return InvalidError("document",
                        {"more 优秀 than the rules allow: needs an approval", "优秀等次超过规定比例,须填写批准文号"});
  }
  call.Changed(closed);
  return closed;
}

}  // namespace xf::membership
