// The progress bar of a load: one line that is redrawn on a terminal, a line a step elsewhere.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace xf::ctl {

// Thread safe.
class Progress {
 public:
  explicit Progress(int64_t total);

  void Add(int64_t rows);
  // A step is over: so many rows, and how many of them were there already.
  void StepDone(const std::string& step, int64_t rows, int64_t unchanged, absl::Duration took);
  // Ends the line of the bar.
  void Finish();

 private:
  void Draw();

  const int64_t total_;
  const bool terminal_;
  const absl::Time start_;
  std::mutex mutex_;
  int64_t done_ = 0;
  absl::Time drawn_;
};

}  // namespace xf::ctl
