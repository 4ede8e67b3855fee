// What a handler knows of the call that it serves. Handlers never see gRPC's types.
#pragma once

#include <memory>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/principal.h"
#include "common/base/clock.h"
#include "common/crypto/signer.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "google/protobuf/message.h"

namespace xf::rpc {

class PeerCall;
class Runtime;
struct Method;

// What the adapter knows of a call before its handler runs.
struct CallInfo {
  // Null until the caller is known.
  std::shared_ptr<const auth::Principal> principal;
  // URI SAN of the client's certificate, and the address that it calls from.
  std::string peer_san;
  std::string origin;
  std::string token;
  std::string traceparent;
  absl::Time deadline = absl::InfiniteFuture();
  std::shared_ptr<db::Cancel> cancel;
  // A stream: its own connections, transactions only between BeginChunk and CommitChunk when it writes.
  bool stream = false;
};

class Call {
 public:
  // `request` of a unary call gives county and request_id; null for streams.
  Call(Runtime& runtime, const Method& method, CallInfo info, const google::protobuf::Message* request);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // The database, under the caller's scope. The transaction of a write opens at its first statement; everything up to
  // there may ask other services, nothing after it.
  db::Session& db();

  // Another service, asked as ourselves (mTLS) for the caller (token carried on), until the caller's deadline. Example:
  //   call.peer<membership::v1::MemberService>().Call(&membership::v1::MemberService::Stub::GetMember, request)
  // A programming error once a writing transaction is open: debug builds abort.
  // In peer_call.h, for those who ask.
  template <typename ProtoService>
  PeerCall peer();

  // Gives the transaction up before anything was written, so that another service can be asked; the next db() begins
  // anew.
  void Restart();

  // For effects that span two scopes, such as a transfer: lets the rest of the transaction read and write below
  // `paths`, at most four, instead of the caller's scope. Call it once the caller's own side has been checked and the
  // other side's recorded consent been read. The only way past a scope: tests/lint/widen lists who calls it, and the
  // audit log says why.
  absl::Status Widen(std::vector<std::string> paths, absl::string_view reason);
  // Back to the caller's own scope, when more than the widened effect follows.
  absl::Status Narrow();

  // Tells the feed and the audit log that `resource` is now so. Every write calls it for every resource that it made or
  // changed, before it returns. The resource has `name` and `org_path`; `old_org_path` when the change moved it.
  void Changed(const google::protobuf::Message& resource, absl::string_view old_org_path = "");
  // Tells the feed that a resource of type T is gone.
  template <typename T>
  void Removed(absl::string_view name, absl::string_view org_path,
               feed::TombstoneReason reason = xianfeng::sync::v1::TOMBSTONE_REASON_SOFT,
               absl::string_view merged_into = "") {
    AddTombstone(T::descriptor()->full_name(), name, org_path, reason, merged_into);
  }

  // Chunks of a stream that writes; see common/rpc/import.h. BeginChunk claims (request_id, chunk) unless request_id is
  // empty; false, with `saved` filled, when the chunk was committed before.
  absl::StatusOr<bool> BeginChunk(absl::string_view request_id, int64_t chunk, const google::protobuf::Message& body,
                                  google::protobuf::Message& saved);
  // Commits the chunk with its changes and `answer`, which a repeated chunk gets again.
  absl::Status CommitChunk(google::protobuf::Message& answer);
  // Throws the open chunk's work away: dry runs and errors.
  void RollbackChunk();

  // A call of the same caller for a chunk of this stream, that another thread may run beside it; and the end of that
  // chunk: what was audited there needs no entry here.
  std::unique_ptr<Call> Beside() const;
  void Join(const Call& beside);

  // Name of the service that serves the call: "membership".
  const std::string& service() const;
  const auth::Principal& principal() const { return *info_.principal; }
  // Whether the caller's roles carry a permission beyond the method's own.
  bool Allows(absl::string_view permission) const { return auth::Allows(*info_.principal, permission); }
  // Lets sensitive fields of the response out in clear. Without effect unless the method's option says AUDIT_REVEAL, so
  // that the contract shows every way out.
  void Reveal();
  bool revealed() const { return revealed_; }
  // For a read that shows sensitive data beyond its method's own: PERMISSION_DENIED unless the caller has `permission`;
  // the call is then audited as a reveal.
  absl::Status AuditAsReveal(absl::string_view permission);
  // Adds a detail to the call's audit entry, sealed there: the purpose of a reveal, the filter of an export.
  void Note(absl::string_view key, absl::string_view text);

  absl::Time now() const;
  absl::CivilDay today() const;
  // A new resource id.
  std::string NewId() const;
  absl::Time deadline() const { return info_.deadline; }
  // Whether the client has cancelled.
  bool cancelled() const;
  const crypto::Sealer& sealer() const;
  // Signs audit checkpoints.
  const crypto::Signer& signer() const;

  // What main() provided: rules, tables. call.Get<CreditRules>().
  template <typename T>
  const T& Get() const {
    return *static_cast<const T*>(Provided(typeid(T)));
  }

  // For the adapter. Masks the response unless revealed, commits a write with its changes and saved answer, settles an
  // in-doubt commit. When the request was answered before, `response` becomes that answer, whatever the handler said.
  absl::Status Finish(absl::Status handled, google::protobuf::Message& response);
  // For the adapter, when all is done: audits what Finish has not, in a transaction of its own. What can't be audited
  // fails.
  absl::Status Close(absl::Status status);
  // For the adapter. Before the handler runs again after a serialization failure: nothing of the first run is left.
  void Reset();

 private:
  PeerCall Peer(absl::string_view service);
  void AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path,
                    feed::TombstoneReason reason, absl::string_view merged_into);
  const void* Provided(std::type_index type) const;
  absl::Status Commit(google::protobuf::Message& response);
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> AuditTail() const;

  struct State;
  std::unique_ptr<State> state_;
  CallInfo info_;
  bool revealed_ = false;
};

}  // namespace xf::rpc
