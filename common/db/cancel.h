// Lets another thread end a call's statement: gRPC tells of a cancelled call on its own thread while ours waits for
// PostgreSQL.
#pragma once

#include <mutex>

namespace xf::db {

class Pool;

class Cancel {
 public:
  // Marks the call as cancelled and, when a statement runs, cancels it over a connection of `pool`. Blocks for a round
  // trip.
  void Now(Pool& pool);

  // For Session: a statement begins on the backend `pid` (false: the call is cancelled already), a statement has ended.
  bool Begin(int pid);
  void End();
  bool cancelled() const;

 private:
  mutable std::mutex mutex_;
  int pid_ = 0;
  bool cancelled_ = false;
};

}  // namespace xf::db
