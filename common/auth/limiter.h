// How often a principal may call: an average with a burst (token bucket), and a number of calls a day.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/auth/principal.h"

namespace xf::auth {

// Counts the calls of each principal in this process. Thread safe, bounded: who has not called for a day is forgotten.
class Limiter {
 public:
  // Counts one call. RATE_LIMITED or QUOTA_EXHAUSTED, with the time until which to wait, when the principal's limit
  // does not allow it; a call that is refused counts against nothing.
  absl::Status Take(const Principal& principal, absl::Time now);

 private:
  struct Account {
    double tokens = 0;
    absl::Time filled;
    absl::CivilDay day;
    int64_t used = 0;
  };
  struct Shard {
    std::mutex mutex;
    absl::flat_hash_map<std::string, Account> accounts;
  };
  static void Forget(Shard& shard, absl::Time now);

  std::array<Shard, 16> shards_;
};

}  // namespace xf::auth
