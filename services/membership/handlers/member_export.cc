// Members in bulk, out: so many at one person's word, more with a second one's consent, each batch with its watermark;
// as they are, or as they were and were known, which gives the same bytes for ever.
#include "services/membership/handlers/member_export.h"

#include <functional>
#include <set>

#include "common/api/list.h"
#include "common/api/mask.h"
#include "common/base/date.h"
#include "common/crypto/sealer.h"
#include "common/db/query.h"
#include "services/membership/domain/export_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/domain/rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kBatch = 500;

using Members = google::protobuf::RepeatedPtrField<v1::Member>;
// Gives the members page by page; none after the last one.
using NextPage = std::function<absl::StatusOr<Members>()>;

// Whether the members are asked for as they were.
bool IsOfThen(const v1::ExportMembersRequest& request) { return request.has_as_of() || request.has_known_at(); }

absl::CivilDay DayOf(rpc::Call& call, const v1::ExportMembersRequest& request) {
  return request.has_as_of() ? ToDay(request.as_of()) : call.today();
}

// Uses an approval up, in a transaction of its own, so that it serves one export whatever becomes of the stream.
absl::StatusOr<v1::ExportApproval> UseApproval(rpc::Call& call, const api::CountyName& county,
                                               const v1::ExportMembersRequest& request) {
  ASSIGN_OR_RETURN(const ExportName name, ExportName::Parse(request.approval(), "approval"));
  if (name.county() != county.county()) return InvalidError("approval", {"is of another county", "不属于本县"});
  v1::ExportApproval approval;
  RETURN_IF_ERROR(call.BeginChunk("", 0, request, approval).status());
  ASSIGN_OR_RETURN(approval, call.db().One<v1::ExportApproval>(sql::kGetExportApprovalForUpdate, name));
  RETURN_IF_ERROR(CheckUse(approval, call.principal().subject, request,
                           ScopesWithin(RootPath(county.county()), call.principal().scopes)));
  approval.set_state(v1::EXPORT_STATE_USED);
  RETURN_IF_ERROR(call.db().Run(sql::kDecideExportApproval, name, approval).status());
  ASSIGN_OR_RETURN(approval, call.db().One<v1::ExportApproval>(sql::kGetExportApproval, name));
  call.Changed(approval);
  RETURN_IF_ERROR(call.CommitChunk(approval));
  return approval;
}

// The mark of an export that may be made. EXPORT_NOT_APPROVED when it may not.
absl::StatusOr<v1::ExportWatermark> Permit(rpc::Call& call, const api::CountyName& county,
                                           const v1::ExportMembersRequest& request) {
  const Rules& rules = call.Get<Rules>();
  if (request.has_known_at()) RETURN_IF_ERROR(CheckSettled(request.known_at(), call.now(), rules.settle_seconds));
  v1::ExportWatermark mark;
  if (request.approval().empty()) {
    ASSIGN_OR_RETURN(const int64_t rows, CountExport(call, county, request));
    const int64_t limit = rules.export_rows_without_approval;
    if (rows > limit) return NeedsApproval(request.parent(), rows, limit);
  } else {
    ASSIGN_OR_RETURN(const v1::ExportApproval approval, UseApproval(call, county, request));
    mark.set_approval(approval.name());
    mark.set_approved_by(approval.approver());
  }
  mark.set_exported_by(call.principal().subject);
  mark.set_exported_through(call.principal().service);
  mark.mutable_export_time()->set_seconds(absl::ToUnixSeconds(call.now()));
  if (IsOfThen(request)) *mark.mutable_as_of() = ToDate(DayOf(call, request));
  if (request.has_known_at()) *mark.mutable_known_at() = request.known_at();
  mark.set_text(WatermarkText(mark, call.now()));
  return mark;
}

// Pages of ListMembers.
NextPage PagesOfNow(rpc::Call& call, const v1::ExportMembersRequest& request) {
  v1::ListMembersRequest next;
  next.set_parent(request.parent());
  next.set_filter(request.filter());
  next.set_page_size(kBatch);
  return [&call, next, more = true]() mutable -> absl::StatusOr<Members> {
    if (!more) return Members();
    ASSIGN_OR_RETURN(v1::ListMembersResponse page,
                     api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, next));
    next.set_page_token(page.next_page_token());
    more = !page.next_page_token().empty();
    return std::move(*page.mutable_members());
  };
}

// Who was registered then, by id.
absl::StatusOr<NextPage> PagesOfThen(rpc::Call& call, const api::CountyName& county,
                                     const v1::ExportMembersRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<db::Arg> filter,
                   api::ParseFilter(request.filter(), sql::kExportMembersAsOf, v1::Member::descriptor()));
  return [&call, &request, county, filter, after = std::string()]() mutable -> absl::StatusOr<Members> {
    ASSIGN_OR_RETURN(auto rows, call.db().Many<v1::Member>(sql::kExportMembersAsOf, county, filter,
                                                           db::Arg("after_id", after), db::Arg("page_limit", kBatch),
                                                           db::Arg("as_of", DayOf(call, request)), request));
    if (!rows.empty()) {
      ASSIGN_OR_RETURN(const MemberName last, MemberName::Parse(rows.back().name()));
      after = last.id();
    }
    return Members(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  };
}

// What the branches of a batch were called then, those in `told` left out.
absl::Status TellTitles(rpc::Call& call, const api::CountyName& county, const v1::ExportMembersRequest& request,
                        std::set<std::string>& told, v1::ExportMembersResponse& batch) {
  std::vector<std::string> ids;
  for (const v1::Member& member : batch.members()) {
    if (!told.insert(member.organization()).second) continue;
    ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(member.organization()));
    ids.push_back(name.id());
  }
  if (ids.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto titles,
                   call.db().Many<v1::OrganizationTitle>(sql::kListTitlesAsOf, county, db::Arg("ids", TextArray(ids)),
                                                         db::Arg("as_of", DayOf(call, request)), request));
  batch.mutable_organizations()->Add(titles.begin(), titles.end());
  return absl::OkStatus();
}

// The hash of the members sent so far, with one more as it is sent.
std::string HashWith(const std::string& hash, v1::Member member) {
  api::Mask(member);
  return crypto::Sha256(absl::StrCat(hash, member.SerializeAsString()));
}

}  // namespace

absl::StatusOr<int64_t> CountExport(rpc::Call& call, const api::CountyName& county,
                                    const v1::ExportMembersRequest& request) {
  const db::Query& query = IsOfThen(request) ? sql::kCountExportAsOf : sql::kCountExport;
  ASSIGN_OR_RETURN(const std::vector<db::Arg> filter,
                   api::ParseFilter(request.filter(), query, v1::Member::descriptor()));
  ASSIGN_OR_RETURN(const db::Result count,
                   call.db().Rows(query, county, filter, db::Arg("as_of", DayOf(call, request)), request));
  return count.number(0, "members");
}

// Streams the members in the caller's scope, as they are or as they were.
absl::Status MemberService::ExportMembers(rpc::Call& call, const v1::ExportMembersRequest& request,
                                          rpc::Writer<v1::ExportMembersResponse>& writer) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  ASSIGN_OR_RETURN(const v1::ExportWatermark mark, Permit(call, county, request));
  NextPage next_page = PagesOfNow(call, request);
  if (IsOfThen(request)) {
    ASSIGN_OR_RETURN(next_page, PagesOfThen(call, county, request));
  }
  std::string hash = crypto::Sha256("");
  std::set<std::string> told;
  // An export of then has a hash even of nobody: one batch comes in any case.
  for (int64_t sent = 0;;) {
    v1::ExportMembersResponse batch;
    ASSIGN_OR_RETURN(*batch.mutable_members(), next_page());
    if (batch.members().empty() && (sent > 0 || !IsOfThen(request))) return absl::OkStatus();
    // Rows may have been added since they were counted.
    sent += batch.members_size();
    const int64_t limit = call.Get<Rules>().export_rows_without_approval;
    if (mark.approval().empty() && sent > limit) return NeedsApproval(request.parent(), sent, limit);
    for (const v1::Member& member : batch.members()) hash = HashWith(hash, member);
    batch.set_content_sha256(hash);
    *batch.mutable_watermark() = mark;
    if (IsOfThen(request)) RETURN_IF_ERROR(TellTitles(call, county, request, told, batch));
    const bool last = batch.members().empty();
    RETURN_IF_ERROR(writer.Write(std::move(batch)));
    if (last) return absl::OkStatus();
  }
}

}  // namespace xf::membership
