// One helper thread at most. What runs in parallel is cut into parts that don't depend on the number of threads, so
// that one thread and two threads compute the same.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace xf::planner {

class Pool {
 public:
  // `threads` is 1 or 2.
  explicit Pool(int threads);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Runs part(0) … part(parts - 1), each once, in any order, and returns when all have ended.
  void Run(int parts, const std::function<void(int)>& part);

 private:
  void Help();
  // Takes parts until none is left.
  void Drain(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  const std::function<void(int)>* part_ = nullptr;
  int next_ = 0;
  int parts_ = 0;
  int running_ = 0;
  bool stop_ = false;
  std::thread helper_;
};

}  // namespace xf::planner
