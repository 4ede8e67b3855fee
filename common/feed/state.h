// What is, as against what changed: the live resources of a county as pages and as digests, within a caller's scope and
// filter. Behind ListResources and GetDigest.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/db/session.h"
#include "common/feed/cursor.h"
#include "common/feed/digest.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

// The latest changes of at most `limit` live resources with names after `after` in the range, by name.
absl::StatusOr<std::vector<xianfeng::sync::v1::Change>> ReadResources(db::Session& db, const FeedKey& key,
                                                                      const std::vector<std::string>& scopes,
                                                                      const NameRange& range, absl::string_view after,
                                                                      int limit, const crypto::Sealer& sealer);

// The digest of the range as of a revision, which the head has reached and retention has not.
absl::StatusOr<Digest> ReadDigest(db::Session& db, const FeedKey& key, const std::vector<std::string>& scopes,
                                  const NameRange& range, int64_t revision);

}  // namespace xf::feed
