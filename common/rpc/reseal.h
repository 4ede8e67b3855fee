// Sealing old values anew after the active key has changed, while the service runs: in batches of a few hundred rows,
// each a transaction of its own, so that nobody waits long. Values keep their meaning: no version, no feed, no audit
// entry.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "common/crypto/sealer.h"
#include "common/db/pool.h"

namespace xf::rpc {

// What a pass over the schema did.
struct ResealPass {
  int64_t resealed = 0;
  // Values that no key of ours opens; they stay as they are.
  int64_t unreadable = 0;
};

// Goes once over every sealed column of the schema. Columns that a whole pass found clean are not looked at again until
// the active key changes. ABORTED when `stop` becomes true, or the active key another one, on the way.
absl::StatusOr<ResealPass> ResealOnce(db::Pool& pool, const crypto::Sealer& sealer, const std::atomic<bool>& stop);

// Does it in the background for as long as it lives, whenever the active key is another one than at the last clean
// pass.
class Reseal {
 public:
  Reseal(db::Pool& pool, const crypto::Sealer& sealer);
  ~Reseal();

 private:
  void Run();

  db::Pool& pool_;
  const crypto::Sealer& sealer_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace xf::rpc
