// What a handler knows of the call that it serves. Handlers never see gRPC's types.
#pragma once

#include <memory>
#include <string>
#include "absl/strings/string_view.h"
#include <typeindex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/auth/principal.h"
#include "common/base/clock.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "common/rpc/client.h"
#include "google/protobuf/message.h"

namespace xf::rpc {

class Runtime;
struct Method;

class Call {
 public:
  Call(Runtime& runtime, const Method& method, std::shared_ptr<const auth::Principal> principal, absl::Time deadline,
       std::string token);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // The database, under the caller's scope. The transaction of a write opens at its first statement; everything up to
  // there may ask other services, nothing after it.
  db::Session& db();

  // Another service, asked as ourselves (mTLS) for the caller (token carried on), until the caller's deadline. Example:
  //   call.peer<membership::v1::MemberService>().Call(&membership::v1::MemberService::Stub::GetMember, request)
  // A programming error once the transaction is open: debug builds abort.
  template <typename ProtoService>
  PeerCall peer() {
    return Peer(ProtoService::service_full_name());
  }

  // Tells the feed and the audit log that `resource` is now so. Every write calls it for every resource that it made or
  // changed, before it returns. The resource has `name` and `org_path`; `old_org_path` when the change moved it.
  void Changed(const google::protobuf::Message& resource, absl::string_view old_org_path = "");
  // Tells the feed that a resource of type T is gone.
  template <typename T>
  void Removed(absl::string_view name, absl::string_view org_path,
               feed::TombstoneReason reason = xianfeng::sync::v1::TOMBSTONE_REASON_SOFT, absl::string_view merged_into = "") {
    AddTombstone(T::descriptor()->full_name(), name, org_path, reason, merged_into);
  }

  // Ends the open transaction of a bulk call and begins the next chunk (at the next db()), with the feed's changes of this
  // one. `key` distinguishes chunks for idempotency; a chunk that was committed before answers false and is skipped.
  absl::StatusOr<bool> BeginChunk(absl::string_view request_id, int64_t chunk, const google::protobuf::Message& body);
  absl::Status CommitChunk();
  // Throws the open chunk's work away: dry runs.
  void RollbackChunk();

  // Widens the scope to `path` for the rest of the transaction, audited with `reason`. The only way to widen; the handler
  // has checked permission on its side and the other side's recorded consent (architecture §3).
  absl::Status Widen(absl::string_view path, absl::string_view reason);

  const auth::Principal& principal() const { return *principal_; }
  // Whether the caller's roles carry a permission beyond the method's own.
  bool Allows(absl::string_view permission) const;
  // Lets sensitive fields of the response out in clear; the method is AUDIT_REVEAL.
  void Reveal() { revealed_ = true; }

  absl::Time now() const;
  absl::CivilDay today() const;
  // A new resource id.
  std::string NewId() const;
  absl::Time deadline() const { return deadline_; }
  const crypto::Sealer& sealer() const;

  // What main() provided: rules, tables. call.Get<CreditRules>().
  template <typename T>
  const T& Get() const {
    return *static_cast<const T*>(Provided(typeid(T)));
  }

 private:
  friend class Serve;
  PeerCall Peer(absl::string_view service);
  void AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path, feed::TombstoneReason reason,
                    absl::string_view merged_into);
  const void* Provided(std::type_index type) const;

  struct State;
  std::unique_ptr<State> state_;
  std::shared_ptr<const auth::Principal> principal_;
  absl::Time deadline_;
  bool revealed_ = false;
};

}  // namespace xf::rpc
