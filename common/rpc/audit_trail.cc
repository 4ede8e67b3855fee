#include "common/rpc/audit_trail.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/api/resource_name.h"
#include "common/audit/append.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/reader.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"
#include "common/rpc/method.h"
#include "common/rpc/request_names.h"
#include "common/rpc/runtime.h"

namespace xf::rpc {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(5);
constexpr size_t kMostNames = 20;
constexpr size_t kMostBytes = 1000;

// The county that a principal belongs to, "" above counties.
std::string CountyOf(const auth::Principal& principal) {
  for (const std::string& scope : principal.scopes) {
    const std::vector<std::string> labels = absl::StrSplit(scope, '.');
    if (labels.size() >= 3) return labels[2];
  }
  return "";
}

// A JSON array of the request's well-formed names.
std::string ResourcesOf(const google::protobuf::Message* request) {
  nlohmann::json names = nlohmann::json::array();
  if (request != nullptr) {
    for (const std::string& name : NamesInRequest(*request)) {
      if (api::SplitName(name) || api::IsCountyName(name)) names.push_back(name);
    }
  }
  return names.dump();
}

// What a call that failed was about: names that may be anything that somebody typed, so they are sealed.
void NoteFailure(const absl::Status& status, const google::protobuf::Message* request, Notes& notes) {
  notes.emplace_back("message", std::string(status.message()).substr(0, kMostBytes));
  if (request == nullptr) return;
  std::vector<std::string> names = NamesInRequest(*request);
  names.resize(std::min(names.size(), kMostNames));
  for (const std::string& name : names) notes.emplace_back("target", name.substr(0, kMostBytes));
}

std::string SealNotes(const crypto::Sealer& sealer, const Notes& notes) {
  if (notes.empty()) return "";
  nlohmann::json details = nlohmann::json::object();
  for (const auto& [key, value] : notes) {
    std::string& text = details.emplace(key, "").first->get_ref<std::string&>();
    if (!text.empty()) text += ' ';
    text += value;
  }
  return sealer.Seal(details.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), "audit");
}

Notes NotesOf(const Refusals::Refused& refused) {
  if (refused.left_out == 0) return {};
  return {{"left_out", absl::StrCat(refused.left_out)}};
}

}  // namespace

bool IsAudited(const Method& method, const absl::Status& status, bool as_reveal) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return false;
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kPermissionDenied:
      return true;
    default:
      return as_reveal || method.audit != xianfeng::options::v1::AUDIT_READ;
  }
}

audit::Entry MakeEntry(const Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                       Notes notes) {
  audit::Entry entry;
  entry.time = audit::ToMicros(runtime.clock->Now());
  if (info.principal != nullptr && !info.principal->is_service) entry.subject = info.principal->subject;
  entry.service = info.peer_san;
  entry.origin = info.origin;
  entry.trace_id = info.traceparent.size() > 35 ? info.traceparent.substr(3, 32) : "";
  entry.method = method.name;
  entry.result = absl::StatusCodeToString(status.code());
  if (!status.ok()) entry.reason = std::string(absl::StripPrefix(errors::Reason_Name(ReasonOf(status)), "REASON_"));
  entry.details_sealed = SealNotes(*runtime.sealer, notes);
  entry.algorithm = runtime.sealer->digest();
  return entry;
}

absl::Status AppendAlone(Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                         const google::protobuf::Message* request, Notes notes, const std::string& county) {
  if (!status.ok()) NoteFailure(status, request, notes);
  // What a reveal or an export is for.
  if (request != nullptr && !TextField(*request, "purpose").empty()) {
    notes.emplace_back("purpose", TextField(*request, "purpose"));
  }
  audit::Entry entry = MakeEntry(runtime, method, info, status, std::move(notes));
  if (status.ok()) entry.resources = ResourcesOf(request);
  entry.county = county;
  if (entry.county.empty() && request != nullptr) entry.county = CountyOfRequest(*request);
  if (entry.county.empty() && info.principal != nullptr) entry.county = CountyOf(*info.principal);
  const auto append = [&]() -> absl::Status {
    db::Session db(info.stream ? runtime.stream_pool : runtime.pool,
                   {.read_only = false, .deadline = absl::Now() + kPatience});
    ASSIGN_OR_RETURN(const feed::Head head, feed::ReadHead(db, entry.county));
    if (head.epoch.empty()) entry.county = std::string(audit::kNoCounty);
    return db.Commit({audit::Append(entry)});
  };
  const absl::Status appended = append();
  if (!appended.ok()) {
    obs::Counter("audit_lost_total", "Audit entries that could not be appended.").Increment();
    obs::Log(obs::Severity::kError, "audit entry lost",
             {{"method", entry.method},
              {"result", entry.result},
              {"reason", entry.reason},
              {"subject", entry.subject},
              {"service", entry.service},
              {"origin", entry.origin},
              {"trace", entry.trace_id},
              {"status", appended.ToString()},
              {"truth", TruthOf(appended)}});
  }
  return appended;
}

void AuditRefusal(Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                  const google::protobuf::Message* request, std::function<void()> end) {
  if (!IsAudited(method, status)) return end();
  Notes notes;
  if (info.principal == nullptr) {
    const auto refused = runtime.refusals.Count(method, info, status, runtime.clock->Now());
    if (!refused) return end();
    notes = NotesOf(*refused);
  }
  const auto append = [&runtime, &method, info, status, request, notes = std::move(notes), end] {
    (void)AppendAlone(runtime, method, info, status, request, notes);
    end();
  };
  // A full queue refuses calls; that the log has this refusal's line must do.
  if (!runtime.executor.Submit(append)) end();
}

void AppendLeftOut(Runtime& runtime, absl::Time now) {
  for (const Refusals::Refused& refused : runtime.refusals.Due(now)) {
    (void)AppendAlone(runtime, *refused.method, refused.info, refused.status, nullptr, NotesOf(refused));
  }
}

}  // namespace xf::rpc
