#include "services/ctl/load/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace xf::ctl {
namespace {

constexpr int kBarWidth = 40;
constexpr absl::Duration kRedraw = absl::Milliseconds(100);

}  // namespace

Progress::Progress(int64_t total)
    : total_(std::max<int64_t>(total, 1)), terminal_(isatty(STDERR_FILENO) == 1), start_(absl::Now()) {}

void Progress::Add(int64_t rows) {
  const std::lock_guard lock(mutex_);
  done_ += rows;
  if (terminal_ && absl::Now() - drawn_ >= kRedraw) Draw();
}

void Progress::StepDone(const std::string& step, int64_t rows, int64_t unchanged, absl::Duration took) {
  const std::lock_guard lock(mutex_);
  if (terminal_) std::cerr << "\r\033[K";
  const std::string line =
      absl::StrFormat("%6.1f s  %-24s %7d rows  %6.1f s", absl::ToDoubleSeconds(absl::Now() - start_), step, rows,
                      absl::ToDoubleSeconds(took));
  std::cerr << line << (unchanged > 0 ? absl::StrFormat("  %d unchanged", unchanged) : "") << "\n";
  if (terminal_) Draw();
}

void Progress::Finish() {
  const std::lock_guard lock(mutex_);
  if (!terminal_) return;
  Draw();
  std::cerr << "\n";
}

void Progress::Draw() {
  drawn_ = absl::Now();
  const double part = std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
  const int filled = static_cast<int>(part * kBarWidth);
  std::cerr << absl::StrFormat("\r[%s%s] %3.0f %%  %d / %d rows  %.0f s", std::string(filled, '#'),
                               std::string(kBarWidth - filled, '.'), part * 100, done_, total_,
                               absl::ToDoubleSeconds(drawn_ - start_))
            << std::flush;
}

}  // namespace xf::ctl
