#include "services/ctl/load/sender.h"

#include <atomic>
#include <mutex>
#include <thread>

#include "common/base/status.h"

namespace xf::ctl {
namespace {

// Calls of one step in flight. One county's writes are serial in the service: more would only wait there.
constexpr int kInFlight = 4;
constexpr int kAttempts = 6;

bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) ||
         ReasonOf(status) == errors::REASON_CONCURRENT_UPDATE;
}

// The reason of a row error, which has no prefix on the wire.
Reason ReasonOfRow(const xianfeng::type::v1::RowError& error) {
  Reason reason = errors::REASON_UNSPECIFIED;
  errors::Reason_Parse(absl::StrCat("REASON_", error.reason()), &reason);
  return reason;
}

}  // namespace

absl::Status Sender::WithRetries(const std::function<absl::Status()>& send) {
  absl::Duration pause = absl::Milliseconds(200);
  for (int attempt = 1;; ++attempt, pause *= 2) {
    absl::Status status = send();
    if (status.ok() || !IsTransient(status) || attempt == kAttempts) return status;
    absl::SleepFor(pause);
  }
}

absl::Status Sender::InParallel(const std::string& step, size_t count,
                                const std::function<absl::StatusOr<bool>(size_t row)>& send) const {
  const absl::Time start = absl::Now();
  std::atomic<size_t> next{0};
  std::atomic<int64_t> unchanged{0};
  std::mutex mutex;
  absl::Status failure;
  const auto work = [&] {
    for (size_t row = next++; row < count; row = next++) {
      const absl::StatusOr<bool> created = send(row);
      if (!created.ok()) {
        const std::lock_guard lock(mutex);
        if (failure.ok()) failure = created.status();
        next = count;
        return;
      }
      if (!*created) ++unchanged;
      progress_.Add(1);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < kInFlight && static_cast<size_t>(i) < count; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (failure.ok()) progress_.StepDone(step, static_cast<int64_t>(count), unchanged, absl::Now() - start);
  return failure;
}

absl::Status Sender::CheckRows(const std::string& step, const ImportSummary& summary, const DoneReasons& done) {
  if (summary.failed() == 0) return absl::OkStatus();
  std::string text = absl::StrCat(step, ": ", summary.failed(), " of ", summary.rows(), " rows were refused");
  constexpr int kShown = 10;
  int shown = 0;
  for (const auto& error : summary.errors()) {
    if (done.contains(ReasonOfRow(error))) continue;
    if (++shown > kShown) break;
    absl::StrAppend(&text, "\n  row ", error.row(), " ", error.field(), " ", error.reason(), ": ", error.message_en(),
                    " / ", error.message());
  }
  return shown == 0 ? absl::OkStatus() : absl::InvalidArgumentError(text);
}

}  // namespace xf::ctl
