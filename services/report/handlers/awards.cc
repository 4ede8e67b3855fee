#include "common/api/list.h"
#include "common/api/resource_name.h"
#include "common/base/date.h"
#include "common/feed/org_mirror.h"
#include "services/report/domain/assess.h"
#include "services/report/handlers/same_county.h"
#include "services/report/read_model.h"
#include "services/report/service.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

using AwardName = api::ResourceName<"awards">;

// What an award must fulfil beyond its fields' own rules.
std::vector<Violation> CheckAward(const v1::Award& award) {
  std::vector<Violation> violations;
  if (!award.member().empty() && award.kind() != v1::AWARD_KIND_GOOD_SECRETARY) {
    violations.push_back({"award.member", {"only GOOD_SECRETARY goes to a member", "只有好书记奖授予党员个人"}});
  }
  if (award.has_award_date() && !IsValidDate(award.award_date())) {
    violations.push_back({"award.award_date", {"not a day of the calendar", "不是有效日期"}});
  }
  return violations;
}

}  // namespace

// Records an award to a village, a team or a secretary.
absl::StatusOr<v1::Award> AssessmentService::CreateAward(rpc::Call& call, const v1::CreateAwardRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Award award = request.award();
  if (auto violations = CheckAward(award); !violations.empty()) return InvalidError(std::move(violations));
  RETURN_IF_ERROR(CheckSameCounty(county.county(), award.organization(), "award.organization"));
  if (!award.member().empty()) RETURN_IF_ERROR(CheckSameCounty(county.county(), award.member(), "award.member"));
  if (!award.has_award_date()) *award.mutable_award_date() = ToDate(DefaultAwardDay(award.year(), call.today()));
  ASSIGN_OR_RETURN(const std::string org_path, feed::OrgPathOf(call, award.organization(), "award.organization"));
  const AwardName name(county.county(), request.award_id().empty() ? call.NewId() : request.award_id());
  ASSIGN_OR_RETURN(v1::Award created,
                   call.db().One<v1::Award>(sql::kCreateAward, name, award, db::Arg("org_path", org_path)));
  RETURN_IF_ERROR(KeepOwn(call.db(), created));
  call.Changed(created);
  return created;
}

// Returns a page of awards.
absl::StatusOr<v1::ListAwardsResponse> AssessmentService::ListAwards(rpc::Call& call,
                                                                     const v1::ListAwardsRequest& request) {
  return api::List<v1::ListAwardsResponse>(call.db(), sql::kListAwards, request);
}

// Takes an award back. STATE_CONFLICT when it was revoked already.
absl::StatusOr<v1::Award> AssessmentService::RevokeAward(rpc::Call& call, const v1::RevokeAwardRequest& request) {
  ASSIGN_OR_RETURN(const AwardName name, AwardName::Parse(request.name()));
  ASSIGN_OR_RETURN(const std::optional<v1::Award> revoked,
                   call.db().Maybe<v1::Award>(sql::kRevokeAward, name, request));
  if (!revoked) {
    RETURN_IF_ERROR(call.db().One<v1::Award>(sql::kGetAward, name).status());
    return PreconditionError(errors::REASON_STATE_CONFLICT, name.ToString(),
                             {"the award was revoked already", "该表彰已撤销"});
  }
  RETURN_IF_ERROR(KeepOwn(call.db(), *revoked));
  call.Changed(*revoked);
  return *revoked;
}

}  // namespace xf::report
