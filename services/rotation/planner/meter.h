// How much has been done, and whether to go on. Work is counted in units that don't depend on the machine; the clock
// only decides when to stop.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "services/rotation/planner/planner.h"

namespace xf::planner {

class Meter {
 public:
  // Time runs from here.
  explicit Meter(const SolveOptions& options)
      : limit_(options.work),
        seconds_(options.seconds <= 0 && options.work <= 0 ? kDefaultSeconds : options.seconds),
        cancel_(options.cancel),
        began_(Clock::now()) {}

  void Add(int64_t work) { work_ += work; }
  int64_t work() const { return work_; }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }

  // Whether the work that was asked for is done; the same on every machine.
  bool Done() const { return limit_ > 0 && work_ >= limit_; }
  // Whether to stop at once and forget what is half done. May be asked by any thread.
  bool Expired() const {
    return (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) || (seconds_ > 0 && seconds() >= seconds_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  const int64_t limit_;
  const double seconds_;
  const std::atomic<bool>* cancel_;
  const Clock::time_point began_;
  int64_t work_ = 0;
};

}  // namespace xf::planner
