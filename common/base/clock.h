// Where the time comes from. Everything that asks for the time takes a Clock, so that tests can set it.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace xf {

// The one time zone of China, UTC+8: days begin and end by it.
inline absl::TimeZone ChinaZone() { return absl::FixedTimeZone(8 * 60 * 60); }

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const { return absl::Now(); }

  // Today in the county: UTC+8 all over China, without daylight saving.
  absl::CivilDay Today() const { return absl::ToCivilDay(Now(), ChinaZone()); }

  // The clock on the wall.
  static const Clock& Real() {
    static const Clock clock;
    return clock;
  }
};

}  // namespace xf
