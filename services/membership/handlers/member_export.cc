// Members in bulk, out.
#include "common/api/list.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kBatch = 500;

}  // namespace

// Streams the members in the caller's scope, page by page of ListMembers.
absl::Status MemberService::ExportMembers(rpc::Call& call, const v1::ExportMembersRequest& request,
                                          rpc::Writer<v1::ExportMembersResponse>& writer) {
  v1::ListMembersRequest next;
  next.set_parent(request.parent());
  next.set_filter(request.filter());
  next.set_page_size(kBatch);
  do {
    ASSIGN_OR_RETURN(v1::ListMembersResponse page,
                     api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, next));
    next.set_page_token(page.next_page_token());
    if (page.members().empty()) break;
    v1::ExportMembersResponse batch;
    batch.mutable_members()->Swap(page.mutable_members());
    RETURN_IF_ERROR(writer.Write(std::move(batch)));
  } while (!next.page_token().empty());
  return absl::OkStatus();
}

}  // namespace xf::membership
