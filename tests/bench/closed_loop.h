// A closed loop of unary calls: a fixed number in flight, each reissued when it is answered, for a fixed time.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace xf::bench {

// What one loop reached.
struct Rate {
  double per_second = 0;
  int64_t errors = 0;
  int64_t calls = 0;
};

// `start(lane, context, request, response, done)` issues one call by the async stub of the lane-th connection.
template <typename Request, typename Response>
class ClosedLoop {
 public:
  using Start =
      std::function<void(int lane, grpc::ClientContext*, const Request*, Response*, std::function<void(grpc::Status)>)>;
  using Fill = std::function<void(Request&, int64_t call)>;

  ClosedLoop(std::string token, Start start, Fill fill)
      : token_(std::move(token)), start_(std::move(start)), fill_(std::move(fill)) {}

  // Warms up for a fifth of the time, then counts; `at_count` is called when counting begins and when it has ended.
  Rate Run(
      int in_flight, absl::Duration time, const std::function<void()>& at_count = [] {}) {
    calls_ = errors_ = 0;
    running_ = in_flight;
    counting_ = false;
    stop_ = false;
    std::vector<std::unique_ptr<Lane>> lanes;
    for (int i = 0; i < in_flight; ++i) lanes.push_back(std::make_unique<Lane>(Lane{.number = i}));
    for (auto& lane : lanes) Next(*lane);
    absl::SleepFor(time / 5);
    at_count();
    counting_ = true;
    const absl::Time begin = absl::Now();
    absl::SleepFor(time);
    counting_ = false;
    const absl::Duration took = absl::Now() - begin;
    at_count();
    stop_ = true;
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return running_ == 0; });
    return {static_cast<double>(calls_) / absl::ToDoubleSeconds(took), errors_, calls_};
  }

 private:
  struct Lane {
    int number;
    std::unique_ptr<grpc::ClientContext> context;
    Request request;
    Response response;
  };

  void Next(Lane& lane) {
    lane.context = std::make_unique<grpc::ClientContext>();
    if (!token_.empty()) lane.context->AddMetadata("authorization", absl::StrCat("Bearer ", token_));
    fill_(lane.request, issued_++);
    start_(lane.number, lane.context.get(), &lane.request, &lane.response, [this, &lane](const grpc::Status& status) {
      if (counting_) ++(status.ok() ? calls_ : errors_);
      if (!stop_) return Next(lane);
      std::lock_guard lock(mutex_);
      if (--running_ == 0) ended_.notify_all();
    });
  }

  const std::string token_;
  const Start start_;
  const Fill fill_;
  std::atomic<int64_t> calls_ = 0, errors_ = 0, issued_ = 0;
  std::atomic<bool> counting_ = false, stop_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  int running_ = 0;
};

}  // namespace xf::bench
