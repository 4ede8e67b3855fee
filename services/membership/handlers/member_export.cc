// Members in bulk, out: so many at one person's word, more with a second one's consent, each batch with its watermark.
#include "common/api/list.h"
#include "common/db/query.h"
#include "services/membership/domain/export_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/domain/rules.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kBatch = 500;

// Uses an approval up, in a transaction of its own, so that it serves one export whatever becomes of the stream.
absl::StatusOr<v1::ExportApproval> UseApproval(rpc::Call& call, const api::CountyName& county,
                                               const v1::ExportMembersRequest& request) {
  ASSIGN_OR_RETURN(const ExportName name, ExportName::Parse(request.approval(), "approval"));
  if (name.county() != county.county()) return InvalidError("approval", {"is of another county", "不属于本县"});
  v1::ExportApproval approval;
  RETURN_IF_ERROR(call.BeginChunk("", 0, request, approval).status());
  ASSIGN_OR_RETURN(approval, call.db().One<v1::ExportApproval>(sql::kGetExportApprovalForUpdate, name));
  RETURN_IF_ERROR(CheckUse(approval, call.principal().subject, request.filter(),
                           ScopesWithin(RootPath(county.county()), call.principal().scopes)));
  approval.set_state(v1::EXPORT_STATE_USED);
  RETURN_IF_ERROR(call.db().Run(sql::kDecideExportApproval, name, approval).status());
  ASSIGN_OR_RETURN(approval, call.db().One<v1::ExportApproval>(sql::kGetExportApproval, name));
  call.Changed(approval);
  RETURN_IF_ERROR(call.CommitChunk(approval));
  return approval;
}

// The mark of an export that may be made. EXPORT_NOT_APPROVED when it may not.
absl::StatusOr<v1::ExportWatermark> Permit(rpc::Call& call, const v1::ExportMembersRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::ExportWatermark mark;
  if (request.approval().empty()) {
    ASSIGN_OR_RETURN(const std::vector<db::Arg> filter,
                     api::ParseFilter(request.filter(), sql::kCountExport, v1::Member::descriptor()));
    ASSIGN_OR_RETURN(const db::Result count, call.db().Rows(sql::kCountExport, county, filter));
    const int64_t limit = call.Get<Rules>().export_rows_without_approval;
    if (const int64_t rows = count.number(0, "members"); rows > limit) {
      return NeedsApproval(request.parent(), rows, limit);
    }
  } else {
    ASSIGN_OR_RETURN(const v1::ExportApproval approval, UseApproval(call, county, request));
    mark.set_approval(approval.name());
    mark.set_approved_by(approval.approver());
  }
  mark.set_exported_by(call.principal().subject);
  mark.set_exported_through(call.principal().service);
  mark.mutable_export_time()->set_seconds(absl::ToUnixSeconds(call.now()));
  mark.set_text(WatermarkText(mark, call.now()));
  return mark;
}

}  // namespace

// Streams the members in the caller's scope, page by page of ListMembers.
absl::Status MemberService::ExportMembers(rpc::Call& call, const v1::ExportMembersRequest& request,
                                          rpc::Writer<v1::ExportMembersResponse>& writer) {
  ASSIGN_OR_RETURN(const v1::ExportWatermark mark, Permit(call, request));
  v1::ListMembersRequest next;
  next.set_parent(request.parent());
  next.set_filter(request.filter());
  next.set_page_size(kBatch);
  int64_t sent = 0;
  do {
    ASSIGN_OR_RETURN(v1::ListMembersResponse page,
                     api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, next));
    next.set_page_token(page.next_page_token());
    if (page.members().empty()) break;
    // Rows may have been added since they were counted.
    sent += page.members_size();
    const int64_t limit = call.Get<Rules>().export_rows_without_approval;
    if (mark.approval().empty() && sent > limit) return NeedsApproval(request.parent(), sent, limit);
    v1::ExportMembersResponse batch;
    batch.mutable_members()->Swap(page.mutable_members());
    *batch.mutable_watermark() = mark;
    RETURN_IF_ERROR(writer.Write(std::move(batch)));
  } while (!next.page_token().empty());
  return absl::OkStatus();
}

}  // namespace xf::membership
