// Where the time comes from. Everything that asks for the time takes a Clock, so that tests can set it.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace xf {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const { return absl::Now(); }

  // Today in the county: UTC+8 all over China, without daylight saving.
  absl::CivilDay Today() const { return absl::ToCivilDay(Now(), absl::FixedTimeZone(8 * 60 * 60)); }

  // The clock on the wall.
  static const Clock& Real() {
    static const Clock clock;
    return clock;
  }
};

}  // namespace xf
