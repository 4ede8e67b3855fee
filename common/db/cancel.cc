#include "common/db/cancel.h"

#include "common/db/pool.h"
#include "common/db/session.h"
#include "common/db/sql/queries.h"

namespace xf::db {

void Cancel::Now(Pool& pool) {
  // Held during the cancelling, so that the statement can't end and its connection serve another call meanwhile.
  std::lock_guard lock(mutex_);
  cancelled_ = true;
  if (pid_ == 0) return;
  Session session(pool, {.deadline = absl::Now() + absl::Seconds(2)});
  (void)session.Rows(sql::kCancelBackend, Arg("pid", pid_));
}

bool Cancel::Begin(int pid) {
  std::lock_guard lock(mutex_);
  if (!cancelled_) pid_ = pid;
  return !cancelled_;
}

void Cancel::End() {
  std::lock_guard lock(mutex_);
  pid_ = 0;
}

bool Cancel::cancelled() const {
  std::lock_guard lock(mutex_);
  return cancelled_;
}

}  // namespace xf::db
