// From a request of the feed to the key of its cursors.
#pragma once

#include <algorithm>
#include <string>

#include "absl/status/statusor.h"
#include "common/api/resource_name.h"
#include "common/audit/verify.h"
#include "common/auth/principal.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/cursor.h"
#include "common/feed/reader.h"
#include "common/rpc/call.h"
#include "common/rpc/runtime.h"

namespace xf::feed {

// Path of a county's root organization: "431123" → "43.4311.431123".
inline std::string CountyPath(absl::string_view county) {
  return absl::StrCat(county.substr(0, 2), ".", county.substr(0, 4), ".", county);
}

// Whether anything of the county lies in the principal's scope, or the county lies in it.
inline bool SeesCounty(const auth::Principal& principal, absl::string_view county) {
  const std::string path = CountyPath(county);
  return std::any_of(principal.scopes.begin(), principal.scopes.end(),
                     [&](const std::string& scope) { return auth::Covers(scope, path) || auth::Covers(path, scope); });
}

// NOT_FOUND for a county outside the caller's scope; PERMISSION_DENIED for sensitive fields without that right.
template <typename Request>
absl::StatusOr<FeedKey> MakeKey(const auth::Principal& principal, const std::string& service, const Request& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  if (!SeesCounty(principal, parent.county())) return NotFoundError(request.parent());
  FeedKey key{service, parent.county(), {request.types().begin(), request.types().end()}};
  if constexpr (requires { request.include_sensitive(); }) key.include_sensitive = request.include_sensitive();
  if (key.include_sensitive && !auth::Allows(principal, "sync.feed.reveal")) {
    return PermissionError(errors::REASON_PERMISSION_MISSING,
                           {"include_sensitive needs sync.feed.reveal", "包含敏感字段需要权限 sync.feed.reveal"});
  }
  std::sort(key.types.begin(), key.types.end());
  return key;
}

// The head with its audit checkpoint signed, for checkpoints that go out.
inline absl::StatusOr<Head> ReadSignedHead(db::Session& db, const crypto::Signer& signer, const FeedKey& key) {
  ASSIGN_OR_RETURN(Head head, ReadHead(db, key.county));
  const auto signed_one = audit::SignedCheckpoint(signer, key.service, key.county, {head.audit_seq, head.audit_hash});
  head.audit_signature = signed_one.signature();
  head.audit_key_id = signed_one.key_id();
  return head;
}

}  // namespace xf::feed
