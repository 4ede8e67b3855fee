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
  // Of the audit checkpoint, by who serves the feed.
  std::string audit_signature, audit_key_id;
};
absl::StatusOr<Head> ReadHead(db::Session& db, const std::string& county);

// Error of a revision that can't be gone on from, and counts it: FEED_EPOCH_CHANGED or CURSOR_COMPACTED.
absl::Status EpochChangedError();
absl::Status CompactedError();

class Reader {
 public:
  // Reads for a caller with these scopes, from a position on.
  Reader(FeedKey key, std::vector<std::string> scopes, Position from, const crypto::Sealer& sealer);

  // FEED_EPOCH_CHANGED or CURSOR_COMPACTED when the position can't be gone on from.
  absl::Status CheckPosition(const Head& head) const;

  // The next changes up to the head, at most `rows` of the table. A checkpoint is set when a commit ended whose last
  // change the filter left out, so that the position is not lost. CURSOR_COMPACTED when history was dropped under its
  // hands.
  absl::StatusOr<sync::SubscribeResponse> Next(db::Session& db, const Head& head, int rows = kSliceRows);

  // The position as a checkpoint; call it between commits only.
  sync::Checkpoint Checkpoint(const Head& head, absl::Time now) const;

  int64_t revision() const { return at_.revision; }
  // Whether the reader stands between two commits, where a cursor is possible.
  bool between_commits() const { return between_commits_; }

 private:
  // Adds a row of read_changes to the response, unless the caller may not see it or did not ask for it.
  absl::Status Take(const db::Session::Cells& cells, sync::SubscribeResponse& response) const;
  // Error unless what was read is all that there was: nothing of it was dropped meanwhile.
  absl::Status CheckComplete(db::Session& db, int64_t read_from, bool gap) const;

  FeedKey key_;
  std::string types_;
  std::vector<std::string> scopes_;
  Position at_;
  const crypto::Sealer& sealer_;
  bool between_commits_ = true;
  // Whether the commit that is being read has had a visible change in an earlier slice.
  bool commit_shown_ = false;
};

}  // namespace xf::feed
