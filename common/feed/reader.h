// Reading a county's changes in slices, filtered to what a caller may see. Behind Subscribe and ListChanges alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/db/session.h"
#include "common/feed/cursor.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

namespace sync = xianfeng::sync::v1;

// Most rows of the table that one slice reads, so that catching up is never one long query.
inline constexpr int kSliceRows = 500;

// Newest position of a county, as stored.
struct Head {
  std::string epoch;
  int64_t revision = 0;
  int64_t compacted_revision = 0;
  int64_t audit_seq = 0;
  std::string audit_hash;
};
absl::StatusOr<Head> ReadHead(db::Session& db, const std::string& county);

class Reader {
 public:
  // Reads for a caller with these scopes, from a position on.
  Reader(FeedKey key, std::vector<std::string> scopes, Position from, const crypto::Sealer& sealer)
      : key_(std::move(key)), scopes_(std::move(scopes)), at_(std::move(from)), sealer_(sealer) {}

  // FEED_EPOCH_CHANGED or CURSOR_COMPACTED when the position can't be gone on from.
  absl::Status CheckPosition(const Head& head) const;

  // The next changes up to the head, at most `rows` of the table. A checkpoint is set when a commit ended whose last
  // change the filter left out, so that the position is not lost.
  absl::StatusOr<sync::SubscribeResponse> Next(db::Session& db, const Head& head, int rows = kSliceRows);

  // The position as a checkpoint; call it between commits only.
  sync::Checkpoint Checkpoint(const Head& head, absl::Time now) const;

  int64_t revision() const { return at_.revision; }
  // Whether the reader stands between two commits, where a cursor is possible.
  bool between_commits() const { return between_commits_; }

 private:
  absl::StatusOr<std::optional<sync::Change>> Visible(const db::Result& rows, size_t row) const;

  FeedKey key_;
  std::vector<std::string> scopes_;
  Position at_;
  const crypto::Sealer& sealer_;
  bool between_commits_ = true;
  // Whether the commit that is being read has had a visible change in an earlier slice.
  bool commit_shown_ = false;
};

}  // namespace xf::feed
