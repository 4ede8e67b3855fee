#include "common/rpc/executor.h"

namespace xf::rpc {

Executor::Executor(int threads, int queue) : most_(static_cast<size_t>(queue + threads)) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

Executor::~Executor() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  added_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Executor::Submit(std::function<void()> task) {
  {
    std::lock_guard lock(mutex_);
    if (stopping_ || tasks_.size() >= most_) return false;
    tasks_.push_back(std::move(task));
  }
  added_.notify_one();
  return true;
}

size_t Executor::waiting() const {
  std::lock_guard lock(mutex_);
  return tasks_.size();
}

void Executor::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    added_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
}

}  // namespace xf::rpc
