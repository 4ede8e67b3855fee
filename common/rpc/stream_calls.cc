#include "common/rpc/stream_calls.h"

namespace xf::rpc::internal {

absl::Status IdleError() {
  return OtherError(absl::StatusCode::kCancelled, errors::REASON_STREAM_IDLE,
                    {"the stream was idle for too long", "数据流空闲时间过长"});
}

absl::Status GoneError() {
  return OtherError(absl::StatusCode::kCancelled, errors::REASON_CANCELLED, {"the client left", "客户端已断开"});
}

absl::Status BusyError() {
  return ExhaustedError(errors::REASON_QUEUE_FULL, {"too many streams; try again", "数据流过多,请稍后重试"});
}

void Turn::Start() {
  std::lock_guard lock(mutex_);
  pending_ = true;
}

void Turn::Done(bool ok) {
  std::lock_guard lock(mutex_);
  pending_ = false;
  ok_ = ok;
  changed_.notify_all();
}

void Turn::Cancel() {
  std::lock_guard lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
}

absl::StatusOr<bool> Turn::Wait() {
  std::unique_lock lock(mutex_);
  const bool in_time =
      changed_.wait_for(lock, absl::ToChronoMilliseconds(kIdleLimit), [&] { return !pending_ || cancelled_; });
  if (cancelled_) return GoneError();
  if (!in_time) return IdleError();
  return ok_;
}

}  // namespace xf::rpc::internal
