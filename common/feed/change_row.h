// What the statements that read changes have in common: from their cells to a sync::Change. Private to common/feed.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"
#include "common/db/query.h"
#include "common/feed/cursor.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

// The types of a filter as a JSON array, for :types.
std::string TypesArg(const FeedKey& key);

// Up to four scopes as :scope1 to :scope4; a parameter without a scope lets nothing through.
std::vector<db::Arg> ScopeArgs(const std::vector<std::string>& scopes);

// Microseconds since 1970, as a number or its text.
void SetMicros(int64_t micros, google::protobuf::Timestamp& out);
void SetMicros(absl::string_view micros, google::protobuf::Timestamp& out);

// A tombstone's reason from its text.
xianfeng::sync::v1::TombstoneReason ToReason(absl::string_view text);

// The resource of a change, whose type is set, from a bytea cell, and its sensitive fields where the sealed cell has
// any.
absl::Status SetResource(absl::string_view resource, absl::string_view sealed, const crypto::Sealer& sealer,
                         xianfeng::sync::v1::Change& change);

}  // namespace xf::feed
