// Retention: changes that newer ones have replaced are dropped after their time, in small steps, and the head tells how
// far.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/db/pool.h"

namespace xf::feed {

// How long replaced changes are kept at least, as the service was configured; call.Get<Retention>().
struct Retention {
  int days;
};

// Drops what is older than `before` of one county's history; returns the compacted revision. The latest change of every
// live resource stays. Each step is a transaction of some thousand changes at most, unless one commit has more.
// Begins no step after `until`.
absl::StatusOr<int64_t> Compact(db::Pool& pool, const std::string& county, absl::Time before,
                                absl::Time until = absl::InfiniteFuture());

// Compact for every county, and forgets consumers that were silent for as long. False when there was no time for all.
absl::StatusOr<bool> CompactAll(db::Pool& pool, absl::Time before, absl::Time until);

}  // namespace xf::feed
