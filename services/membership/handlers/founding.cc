// Requests to found organizations: recorded, replied to, listed when they are due.
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// Whether a committee can be asked: it decides, and it still exists.
absl::Status CheckAsked(const v1::Organization& committee) {
  if (committee.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, committee.name(),
                             {"the committee has been dissolved", "该党组织已撤销"});
  }
  if (IsCommittee(committee.kind())) return absl::OkStatus();
  return InvalidError("application.committee",
                      {"is no committee: general branches review only", "不是党委,设立党组织须报有审批权限的党委批准"});
}

// Rules that span the fields of a reply.
std::vector<Violation> CheckReply(const v1::ReplyToFoundingApplicationRequest& reply, absl::CivilDay applied,
                                  absl::CivilDay today) {
  std::vector<Violation> violations;
  const bool approved = reply.state() == v1::FOUNDING_STATE_APPROVED;
  if (!approved && reply.state() != v1::FOUNDING_STATE_DECLINED) {
    violations.push_back({"state", {"is neither APPROVED nor DECLINED", "须为同意或不同意"}});
  }
  if (ToDay(reply.reply_date()) < applied || ToDay(reply.reply_date()) > today) {
    violations.push_back({"reply_date", {"is before the request or in the future", "不能早于请示日期,也不能晚于今天"}});
  }
  if (approved && reply.document().empty()) {
    violations.push_back({"document", {"is required of an approval", "同意设立须填写批复文号"}});
  }
  if (reply.state() == v1::FOUNDING_STATE_DECLINED && reply.reason().empty()) {
    violations.push_back({"reason", {"is required of a refusal", "不同意设立须填写原因"}});
  }
  return violations;
}

}  // namespace

// Records a request to found an organization, and by when the committee replies.
absl::StatusOr<v1::FoundingApplication> OrganizationService::ApplyForOrganization(
    rpc::Call& call, const v1::ApplyForOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::FoundingApplication application = request.application();
  const absl::CivilDay applied = ToDay(application.apply_date());
  if (applied > call.today()) {
    return InvalidError("application.apply_date", {"lies in the future", "日期不能晚于今天"});
  }
  ASSIGN_OR_RETURN(const v1::Organization committee,
                   HoldOrganization(call, county.county(), application.committee(), "application.committee"));
  RETURN_IF_ERROR(CheckAsked(committee));
  if (!CanLead(committee.kind(), application.kind())) {
    return InvalidError("application.kind", {"is not a kind that it leads", "该党委不能领导此类党组织"});
  }
  application.set_org_path(committee.org_path());
  *application.mutable_reply_by_date() = ToDate(AddMonths(applied, call.Get<Rules>().founding_reply_months));
  const FoundingApplicationName name(county.county(),
                                     request.application_id().empty() ? call.NewId() : request.application_id());
  ASSIGN_OR_RETURN(v1::FoundingApplication made,
                   call.db().One<v1::FoundingApplication>(sql::kApplyForOrganization, name, application));
  call.Changed(made);
  return made;
}

// Records what the committee replied.
absl::StatusOr<v1::FoundingApplication> OrganizationService::ReplyToFoundingApplication(
    rpc::Call& call, const v1::ReplyToFoundingApplicationRequest& request) {
  ASSIGN_OR_RETURN(const FoundingApplicationName name, FoundingApplicationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::FoundingApplication before,
                   call.db().One<v1::FoundingApplication>(sql::kGetFoundingApplicationForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  if (before.state() != v1::FOUNDING_STATE_PENDING) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, before.name(),
                             {"there is a reply already", "该请示已经批复"});
  }
  if (auto violations = CheckReply(request, ToDay(before.apply_date()), call.today()); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(v1::FoundingApplication replied,
                   call.db().One<v1::FoundingApplication>(sql::kReplyToFoundingApplication, name, request));
  call.Changed(replied);
  return replied;
}

// Lists the requests to committees of the caller's scope.
absl::StatusOr<v1::ListFoundingApplicationsResponse> OrganizationService::ListFoundingApplications(
    rpc::Call& call, const v1::ListFoundingApplicationsRequest& request) {
  return api::List<v1::ListFoundingApplicationsResponse>(call.db(), sql::kListFoundingApplications, request, request);
}

}  // namespace xf::membership
