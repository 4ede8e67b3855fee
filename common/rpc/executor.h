// A bounded pool of threads for work that blocks on the database. gRPC's callback threads (two on two cores) never
// block: they hand the call over here. Threads equal the connection pool, so that a running task never waits for a
// connection.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace xf::rpc {

class Executor {
 public:
  // `queue`: how many tasks may wait beyond those that run.
  Executor(int threads, int queue);
  // Runs what was accepted, then ends.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // False when the queue is full: nothing happens, the caller refuses the call.
  bool Submit(std::function<void()> task);

  // Tasks waiting now.
  size_t waiting() const;

 private:
  void Run();

  const size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable added_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace xf::rpc
