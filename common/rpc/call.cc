#include "common/rpc/call.h"

#include <cassert>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/api/mask.h"
#include "common/api/resource_name.h"
#include "common/audit/append.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "common/feed/hub.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/idempotency.h"
#include "common/rpc/method.h"
#include "common/rpc/peer_call.h"
#include "common/rpc/request_names.h"
#include "common/rpc/runtime.h"

namespace xf::rpc {

struct Call::State {
  State(Runtime& runtime, const Method& method, const google::protobuf::Message* request)
      : runtime(runtime), method(method), request(request) {}

  Runtime& runtime;
  const Method& method;
  const google::protobuf::Message* request;
  // County of the request, or of the chunk that is open.
  std::string county;
  std::optional<db::Session> session;
  feed::Changes changes;
  Idempotency idempotency;
  PeerAnswers peers;
  // Between BeginChunk and its end: a stream that reads, an export say, may write there too.
  bool in_chunk = false;
  // The call's audit entry: details, whether a plain read showed more than one, and whether it is in the log already.
  Notes notes;
  bool as_reveal = false;
  bool audited = false;
};

Call::Call(Runtime& runtime, const Method& method, CallInfo info, const google::protobuf::Message* request)
    : state_(std::make_unique<State>(runtime, method, request)), info_(std::move(info)) {
  if (request != nullptr && method.writes()) {
    state_->county = CountyOfRequest(*request);
    state_->idempotency = Idempotency::Of(*request, info_.principal->subject, method.name);
  }
}

Call::~Call() = default;

db::Session& Call::db() {
  State& state = *state_;
  if (!state.session) {
    db::SessionOptions options{.read_only = !state.method.writes() && !state.in_chunk,
                               .scopes = info_.principal->scopes,
                               .deadline = info_.deadline,
                               .sealer = state.runtime.sealer.get(),
                               .cancel = info_.cancel};
    if (state.idempotency.active()) {
      options.on_begin = [&state](db::Session& session) { return state.idempotency.Claim(session); };
    }
    state.session.emplace(info_.stream ? state.runtime.stream_pool : state.runtime.pool, std::move(options));
  }
  return *state.session;
}

PeerCall Call::Peer(absl::string_view service) {
  // Asking while a transaction is open would hold its locks for another service's time.
  assert(!state_->session || !state_->session->in_transaction());
  absl::StatusOr<std::shared_ptr<grpc::Channel>> channel = state_->runtime.peers.Channel(service);
  if (!channel.ok()) return PeerCall(channel.status(), info_.deadline, state_->peers);
  Client client(*channel, info_.token);
  client.set_traceparent(info_.traceparent);
  return PeerCall(client, info_.deadline, state_->peers);
}

void Call::Reveal() { revealed_ = state_->method.audit == xianfeng::options::v1::AUDIT_REVEAL; }

void Call::Restart() {
  if (state_->session) state_->session->Rollback();
  state_->changes.clear();
}

void Call::Reset() {
  state_->session.reset();
  state_->changes.clear();
  state_->peers.next = 0;
  state_->in_chunk = false;
  state_->notes.clear();
}

absl::Status Call::Widen(std::vector<std::string> paths, absl::string_view reason) {
  RETURN_IF_ERROR(db().Start());
  Note("widened", absl::StrCat(absl::StrJoin(paths, " "), ": ", reason));
  return db().SetScopes(std::move(paths));
}

absl::Status Call::Narrow() { return db().SetScopes(info_.principal->scopes); }

void Call::Changed(const google::protobuf::Message& resource, absl::string_view old_org_path) {
  state_->changes.Add(resource, old_org_path, *state_->runtime.sealer);
}

void Call::AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path,
                        feed::TombstoneReason reason, absl::string_view merged_into) {
  state_->changes.AddTombstone(type, name, org_path, reason, merged_into);
}

absl::StatusOr<bool> Call::BeginChunk(absl::string_view request_id, int64_t chunk,
                                      const google::protobuf::Message& body, google::protobuf::Message& saved) {
  Reset();
  state_->in_chunk = true;
  state_->peers.answers.clear();
  const std::string key = request_id.empty() ? "" : absl::StrCat(request_id, "#", chunk);
  const auto* parent = body.GetDescriptor()->FindFieldByName("parent");
  const std::string county = parent == nullptr ? "" : api::CountyOf(body.GetReflection()->GetString(body, parent));
  state_->county = county;
  state_->idempotency =
      Idempotency(county, info_.principal->subject, state_->method.name, key, crypto::Sha256(body.SerializeAsString()));
  const absl::Status begun = db().Start();
  if (state_->idempotency.saved()) {
    saved.ParseFromString(*state_->idempotency.saved());
    Reset();
    return false;
  }
  RETURN_IF_ERROR(begun);
  return true;
}

absl::Status Call::CommitChunk(google::protobuf::Message& answer) {
  const absl::Status status = Commit(answer);
  Reset();
  return status;
}

void Call::RollbackChunk() { Reset(); }

std::unique_ptr<Call> Call::Beside() const {
  CallInfo info = info_;
  info.cancel = std::make_shared<db::Cancel>();  // It knows one statement at a time.
  return std::make_unique<Call>(state_->runtime, state_->method, std::move(info), nullptr);
}

void Call::Join(const Call& beside) { state_->audited = state_->audited || beside.state_->audited; }

absl::Status Call::Finish(absl::Status handled, google::protobuf::Message& response) {
  if (const auto& saved = state_->idempotency.saved()) {
    response.ParseFromString(*saved);
    state_->audited = true;  // By the call that did it.
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(handled);
  if (!revealed_) api::Mask(response);
  return state_->method.writes() ? Commit(response) : absl::OkStatus();
}

absl::Status Call::Commit(google::protobuf::Message& response) {
  State& state = *state_;
  if (!state.session || !state.session->in_transaction()) return absl::OkStatus();
  // The audit log before the feed: it looks up there what the resources were before.
  auto tail = AuditTail();
  for (auto& statement : state.changes.Tail()) tail.push_back(std::move(statement));
  if (state.idempotency.active()) tail.push_back(state.idempotency.Save(response, *state.runtime.sealer));
  absl::Status status = state.session->Commit(tail);
  if (!status.ok() && state.session->in_doubt()) {
    // The connection broke during COMMIT. The saved answer, if it is there, was written by the same commit.
    db::Session look(state.runtime.pool, {.deadline = info_.deadline, .sealer = state.runtime.sealer.get()});
    const auto committed = state.idempotency.WasCommitted(look);
    if (committed.ok() && *committed) status = absl::OkStatus();
  }
  if (status.ok()) state.runtime.hub->Wake();
  state.audited = status.ok();
  return status;
}

// One entry in the chain of each county that the call changed, else in that of its request.
std::vector<std::pair<db::Query, std::vector<db::Arg>>> Call::AuditTail() const {
  const State& state = *state_;
  audit::Entry entry = MakeEntry(state.runtime, state.method, info_, absl::OkStatus(), state.notes);
  std::vector<std::string> counties = state.changes.counties();
  if (counties.empty()) counties = {state.county.empty() ? std::string(audit::kNoCounty) : state.county};
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> tail;
  for (const std::string& county : counties) {
    entry.county = county;
    entry.resources = state.changes.names(county);
    entry.after_hash = state.changes.after_hash(county, *state.runtime.sealer);
    tail.push_back(audit::Append(entry));
  }
  return tail;
}

absl::Status Call::Close(absl::Status status) {
  State& state = *state_;
  if (status.ok() && state.audited && state.method.writes()) return status;
  if (!IsAudited(state.method, status, state.as_reveal)) return status;
  state.session.reset();  // Its connection may be the last one.
  const absl::Status appended =
      AppendAlone(state.runtime, state.method, info_, status, state.request, std::move(state.notes), state.county);
  return status.ok() ? appended : status;
}

absl::Status Call::AuditAsReveal(absl::string_view permission) {
  if (!Allows(permission)) {
    return PermissionError(errors::REASON_PERMISSION_MISSING,
                           {absl::StrCat("this needs ", permission), absl::StrCat("此操作需要权限 ", permission)});
  }
  state_->as_reveal = true;
  return absl::OkStatus();
}

void Call::Note(absl::string_view key, absl::string_view text) {
  state_->notes.emplace_back(std::string(key), std::string(text));
}

const std::string& Call::service() const { return state_->runtime.config.service; }
absl::Time Call::now() const { return state_->runtime.clock->Now(); }
absl::CivilDay Call::today() const { return state_->runtime.clock->Today(); }
std::string Call::NewId() const { return xf::NewId(now()); }
bool Call::cancelled() const { return info_.cancel != nullptr && info_.cancel->cancelled(); }
const crypto::Sealer& Call::sealer() const { return *state_->runtime.sealer; }
const crypto::Signer& Call::signer() const { return *state_->runtime.signer; }

const void* Call::Provided(std::type_index type) const {
  const auto& provided = state_->runtime.app.provided();
  const auto found = provided.find(type);
  assert(found != provided.end());
  return found->second.get();
}

}  // namespace xf::rpc
