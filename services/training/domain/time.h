// Timestamps of the contract as absl times, and the day of the county (UTC+8) that they fall on.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "google/protobuf/timestamp.pb.h"

namespace xf::training {

inline absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

inline absl::CivilDay DayOf(absl::Time time) { return absl::ToCivilDay(time, ChinaZone()); }

}  // namespace xf::training
