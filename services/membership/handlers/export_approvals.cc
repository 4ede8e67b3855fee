// Large exports: asked for by one person, decided on by another.
#include "common/api/list.h"
#include "services/membership/domain/export_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/handlers/member_export.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// Writes a decision on a request that is in one of the states `from`.
template <typename Request>
absl::StatusOr<v1::ExportApproval> Decide(rpc::Call& call, const Request& request, v1::ExportState to,
                                          std::initializer_list<v1::ExportState> from) {
  ASSIGN_OR_RETURN(const ExportName name, ExportName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::ExportApproval approval,
                   call.db().One<v1::ExportApproval>(sql::kGetExportApprovalForUpdate, name));
  RETURN_IF_ERROR(CheckDecider(approval, call.principal().subject, call.principal().scopes));
  RETURN_IF_ERROR(CheckEtag(request.etag(), approval.etag(), approval.name()));
  if (std::find(from.begin(), from.end(), approval.state()) == from.end()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, approval.name(),
                             {"the request was decided on, used or has expired", "该申请已处理、已使用或已过期"});
  }
  approval.set_state(to);
  approval.set_approver(call.principal().subject);
  approval.set_note(request.note());
  RETURN_IF_ERROR(call.db().Run(sql::kDecideExportApproval, name, approval).status());
  ASSIGN_OR_RETURN(approval, call.db().One<v1::ExportApproval>(sql::kGetExportApproval, name));
  call.Changed(approval);
  return approval;
}

}  // namespace

// Asks for an export of members, as the caller would see them now.
absl::StatusOr<v1::ExportApproval> ExportService::RequestExport(rpc::Call& call,
                                                                const v1::RequestExportRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  const std::vector<std::string> scopes = ScopesWithin(RootPath(county.county()), call.principal().scopes);
  if (scopes.empty()) return NotFoundError(request.parent());
  v1::ExportMembersRequest wanted;
  wanted.set_filter(request.filter());
  v1::ExportApproval draft;
  draft.set_filter(request.filter());
  if (request.has_as_of()) *draft.mutable_as_of() = *wanted.mutable_as_of() = request.as_of();
  if (request.has_known_at()) *draft.mutable_known_at() = *wanted.mutable_known_at() = request.known_at();
  ASSIGN_OR_RETURN(const int64_t rows, CountExport(call, county, wanted));
  draft.set_purpose(request.purpose());
  draft.mutable_scopes()->Add(scopes.begin(), scopes.end());
  draft.set_row_count(rows);
  draft.set_requester(call.principal().subject);
  ASSIGN_OR_RETURN(v1::ExportApproval made,
                   call.db().One<v1::ExportApproval>(
                       sql::kCreateExportApproval, ExportName(county.county(), call.NewId()), draft,
                       db::Arg("org_path", scopes.front()), db::Arg("hours", call.Get<Rules>().export_approval_hours)));
  call.Changed(made);
  return made;
}

// Consents to an export that waits for a second person.
absl::StatusOr<v1::ExportApproval> ExportService::ApproveExport(rpc::Call& call,
                                                                const v1::ApproveExportRequest& request) {
  return Decide(call, request, v1::EXPORT_STATE_APPROVED, {v1::EXPORT_STATE_PENDING});
}

// Declines an export that has not been made yet.
absl::StatusOr<v1::ExportApproval> ExportService::RejectExport(rpc::Call& call,
                                                               const v1::RejectExportRequest& request) {
  return Decide(call, request, v1::EXPORT_STATE_REJECTED, {v1::EXPORT_STATE_PENDING, v1::EXPORT_STATE_APPROVED});
}

// Returns one request with its state.
absl::StatusOr<v1::ExportApproval> ExportService::GetExportApproval(rpc::Call& call,
                                                                    const v1::GetExportApprovalRequest& request) {
  ASSIGN_OR_RETURN(const ExportName name, ExportName::Parse(request.name()));
  return call.db().One<v1::ExportApproval>(sql::kGetExportApproval, name);
}

// Lists the requests in the caller's scope.
absl::StatusOr<v1::ListExportApprovalsResponse> ExportService::ListExportApprovals(
    rpc::Call& call, const v1::ListExportApprovalsRequest& request) {
  return api::List<v1::ListExportApprovalsResponse>(call.db(), sql::kListExportApprovals, request);
}

}  // namespace xf::membership
