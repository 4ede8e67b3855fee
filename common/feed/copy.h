// Where a consumer keeps its copy of a feed's resources: what a store must be able to do for common/feed/consumer.h. A
// store keeps the bytes of `resource.value` as they came, so that digests compare what the source has sent.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/feed/cursor.h"
#include "common/feed/digest.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

// How far a copy is.
struct CopyState {
  // Position of the feed up to which changes are applied; empty before the first copy has begun.
  std::string cursor;
  int64_t revision = 0;
  // Whether all that was there before the position has been copied or compared.
  bool whole = false;
  // Pages may have brought what is newer than the position: from this revision on the copy is of one moment.
  int64_t settled = 0;
};

// A store. Each method that writes is one transaction: after a crash at any point it has happened or not.
class Copy {
 public:
  virtual ~Copy() = default;

  // What was stored last.
  virtual absl::StatusOr<CopyState> Load() = 0;

  // Applies changes in order, each unless the copy has the resource at its revision or later; stores the state and,
  // when there is one, the checkpoint with whatever it carries. Error when the checkpoint's audit chain contradicts one
  // that was stored before: the source has rewritten its log.
  virtual absl::Status Apply(const std::vector<xianfeng::sync::v1::Change>& changes, const CopyState& state,
                             const xianfeng::sync::v1::Checkpoint* checkpoint) = 0;

  // The newest audit checkpoint that was stored since the copy last began anew; seq 0 when there is none.
  virtual absl::StatusOr<xianfeng::audit::v1::AuditCheckpoint> KeptCheckpoint() = 0;

  // Makes these, sorted by name, the only resources of the range, and stores the state.
  virtual absl::Status Replace(const NameRange& range, const std::vector<xianfeng::sync::v1::Change>& resources,
                               const CopyState& state) = 0;

  // What the range adds up to, reckoned from the stored bytes.
  virtual absl::StatusOr<Digest> DigestOf(const NameRange& range) = 0;

  // Name of the n-th resource of the range, from 0; there are more than n.
  virtual absl::StatusOr<std::string> NameAt(const NameRange& range, int64_t n) = 0;
};

}  // namespace xf::feed
