#include "services/rotation/planner/pool.h"

namespace xf::planner {

Pool::Pool(int threads) {
  if (threads > 1) helper_ = std::thread([this] { Help(); });
}

Pool::~Pool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (helper_.joinable()) helper_.join();
}

void Pool::Run(int parts, const std::function<void(int)>& part) {
  if (!helper_.joinable() || parts < 2) {
    for (int i = 0; i < parts; ++i) part(i);
    return;
  }
  std::unique_lock lock(mutex_);
  part_ = &part;
  next_ = 0;
  parts_ = parts;
  wake_.notify_one();
  Drain(lock);
  done_.wait(lock, [this] { return running_ == 0; });
}

void Pool::Help() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stop_ || next_ < parts_; });
    if (stop_) return;
    Drain(lock);
    if (running_ == 0) done_.notify_one();
  }
}

void Pool::Drain(std::unique_lock<std::mutex>& lock) {
  while (next_ < parts_) {
    const int mine = next_++;
    const std::function<void(int)>& part = *part_;
    ++running_;
    lock.unlock();
    part(mine);
    lock.lock();
    --running_;
  }
}

}  // namespace xf::planner
