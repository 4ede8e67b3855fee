#include "common/audit/audit_service.h"

#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/api/list.h"
#include "common/api/page_token.h"
#include "common/api/resource_name.h"
#include "common/audit/sql/queries.h"
#include "common/audit/verify.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/runtime.h"

namespace xf::audit {
namespace {

std::string RootOf(const std::string& county) {
  return absl::StrCat(county.substr(0, 2), ".", county.substr(0, 4), ".", county);
}

// A chain has no organizations: it is seen whole or not at all, by those whose scope covers the county.
absl::StatusOr<std::string> CountyToRead(const rpc::Call& call, const std::string& parent) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(parent));
  if (!auth::CoversAny(call.principal().scopes, RootOf(county.county()))) return NotFoundError(parent);
  return county.county();
}

// Checkpoints are for everybody who follows something of the county, for the feed has brought them.
absl::StatusOr<std::string> CountyToWitness(const rpc::Call& call, const std::string& parent) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(parent));
  const std::string root = RootOf(county.county());
  for (const std::string& scope : call.principal().scopes) {
    if (auth::Covers(scope, root) || auth::Covers(root, scope)) return county.county();
  }
  return NotFoundError(parent);
}

void SetTime(absl::Time time, google::protobuf::Timestamp& out) {
  const int64_t micros = absl::ToUnixMicros(time);
  out.set_seconds(micros / 1'000'000);
  out.set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
}

absl::Status OpenDetails(const crypto::Sealer& sealer, const std::string& sealed, v1::AuditEntry& out) {
  if (sealed.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string text, sealer.Open(sealed, "audit"));
  const auto details = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  for (const auto& [key, value] : details.items()) {
    if (value.is_string()) (*out.mutable_details())[key] = value.get<std::string>();
  }
  return absl::OkStatus();
}

v1::AuditEntry ToProto(const Entry& entry) {
  v1::AuditEntry out;
  out.set_seq(entry.seq);
  SetTime(entry.time, *out.mutable_time());
  out.set_subject(entry.subject);
  out.set_service(entry.service);
  out.set_origin(entry.origin);
  out.set_method(entry.method);
  out.set_result(entry.result);
  out.set_reason(entry.reason);
  out.set_trace_id(entry.trace_id);
  const auto names = nlohmann::json::parse(entry.resources, nullptr, /*allow_exceptions=*/false);
  for (const auto& name : names) {
    if (name.is_string()) out.add_resources(name.get<std::string>());
  }
  out.set_before_hash(entry.before_hash);
  out.set_after_hash(entry.after_hash);
  out.set_hash(entry.hash);
  return out;
}

}  // namespace

// Returns a page of a county's entries.
absl::StatusOr<v1::ListAuditEntriesResponse> AuditService::ListAuditEntries(
    rpc::Call& call, const v1::ListAuditEntriesRequest& request) {
  RETURN_IF_ERROR(CountyToRead(call, request.parent()).status());
  if (request.include_details()) RETURN_IF_ERROR(call.AuditAsReveal("audit.details.reveal"));
  ASSIGN_OR_RETURN(const api::Page page, api::Page::Parse(request, sql::kListEntries));
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListEntries, page));
  v1::ListAuditEntriesResponse response;
  for (const Entry& entry : ToEntries(rows)) {
    if (response.entries_size() == page.limit()) {
      const int64_t last = response.entries(response.entries_size() - 1).seq();
      response.set_next_page_token(page.TokenAfter("", absl::StrCat(last)));
      break;
    }
    v1::AuditEntry out = ToProto(entry);
    if (request.include_details()) RETURN_IF_ERROR(OpenDetails(call.sealer(), entry.details_sealed, out));
    *response.add_entries() = std::move(out);
  }
  return response;
}

// Checks a county's chain, or the next part of it.
absl::StatusOr<v1::VerifyAuditChainResponse> AuditService::VerifyAuditChain(
    rpc::Call& call, const v1::VerifyAuditChainRequest& request) {
  ASSIGN_OR_RETURN(const std::string county, CountyToRead(call, request.parent()));
  ChainToVerify chain{.service = call.service(), .county = county};
  const std::string fingerprint = absl::StrCat("verify ", county);
  if (!request.page_token().empty()) {
    const auto position = api::DecodePageToken(request.page_token(), fingerprint);
    if (!position || !absl::SimpleAtoi(position->id, &chain.after)) {
      return InvalidError("page_token", {"is damaged or belongs to another chain", "已损坏，或属于另一条审计链"},
                          errors::REASON_PAGE_TOKEN_INVALID);
    }
  }
  chain.checkpoints.assign(request.checkpoints().begin(), request.checkpoints().end());
  ASSIGN_OR_RETURN(Verdict verdict, VerifyChain(call.db(), call.signer(), chain));
  v1::VerifyAuditChainResponse response;
  response.set_checked(verdict.checked);
  for (v1::AuditFinding& finding : verdict.findings) *response.add_findings() = std::move(finding);
  *response.mutable_head() = SignedCheckpoint(call.signer(), call.service(), county, verdict.head);
  if (const Mark& anchor = verdict.anchor.mark; anchor.seq > 0) {
    response.mutable_anchor()->set_seq(anchor.seq);
    response.mutable_anchor()->set_hash(anchor.hash);
  }
  if (verdict.next > 0) {
    response.set_next_page_token(api::EncodePageToken({"", absl::StrCat(verdict.next)}, fingerprint));
  }
  return response;
}

// Returns the signed checkpoint of the chain at its head or at an entry.
absl::StatusOr<v1::GetCheckpointResponse> AuditService::GetCheckpoint(rpc::Call& call,
                                                                      const v1::GetCheckpointRequest& request) {
  ASSIGN_OR_RETURN(const std::string county, CountyToWitness(call, request.parent()));
  ASSIGN_OR_RETURN(Mark mark, ReadAuditHead(call.db(), county));
  if (request.seq() > 0 && request.seq() != mark.seq) {
    ASSIGN_OR_RETURN(const Anchor anchor, ReadAnchor(call.db(), call.signer(), call.service(), county));
    ASSIGN_OR_RETURN(const auto hash, HashAt(call.db(), anchor, county, request.seq()));
    if (!hash && anchor.trusted && request.seq() < anchor.mark.seq) {
      return OtherError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED,
                        {"the entry was archived", "该审计记录已归档"});
    }
    if (!hash) return NotFoundError(absl::StrCat(request.parent(), "/auditEntries/", request.seq()));
    mark = {request.seq(), *hash};
  }
  v1::GetCheckpointResponse response;
  *response.mutable_checkpoint() = SignedCheckpoint(call.signer(), call.service(), county, mark);
  return response;
}

// Returns what this service has stored of other services' chains.
absl::StatusOr<v1::ListWitnessedCheckpointsResponse> AuditService::ListWitnessedCheckpoints(
    rpc::Call& call, const v1::ListWitnessedCheckpointsRequest& request) {
  RETURN_IF_ERROR(CountyToRead(call, request.parent()).status());
  ASSIGN_OR_RETURN(const api::Page page, api::Page::Parse(request, sql::kListWitnessed));
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListWitnessed, page));
  v1::ListWitnessedCheckpointsResponse response;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (response.checkpoints_size() == page.limit()) {
      response.set_next_page_token(page.TokenAfter(rows.text(i - 1, "source"), rows.text(i - 1, "day")));
      break;
    }
    auto& out = *response.add_checkpoints();
    out.set_source(rows.text(i, "source"));
    out.mutable_checkpoint()->set_seq(rows.number(i, "seq"));
    out.mutable_checkpoint()->set_hash(rows.bytes(i, "hash"));
    out.mutable_checkpoint()->set_key_id(rows.text(i, "key_id"));
    out.mutable_checkpoint()->set_signature(rows.bytes(i, "signature"));
    SetTime(absl::FromUnixMicros(rows.number(i, "micros")), *out.mutable_time());
  }
  return response;
}

}  // namespace xf::audit
