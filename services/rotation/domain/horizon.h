// The horizon of a plan: half months, each from the 1st to the 15th or from the 16th to the end of a month.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "services/rotation/domain/stay.h"
#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

class Horizon {
 public:
  // `start` is the 1st or 16th of a month.
  Horizon(absl::CivilDay start, int slots) : start_(start), slots_(slots) {}

  // The first 1st or 16th from a day on.
  static absl::CivilDay StartFrom(absl::CivilDay day);

  int slots() const { return slots_; }
  // First day of a slot, also of one beyond the horizon.
  absl::CivilDay FirstDay(int slot) const;
  // First and last day of the horizon.
  Period period() const { return {FirstDay(0), FirstDay(slots_) - 1}; }
  // First slot that begins on the day or later; 0 for days before the horizon, `slots()` or more beyond it.
  int SlotFrom(absl::CivilDay day) const;
  // The slots that have a day of the period; nothing when none has.
  std::optional<v1::RotationProblem::SlotRange> Meeting(const Period& period) const;
  // The days of a stay.
  Period DaysOf(int start_slot, int duration) const {
    return {FirstDay(start_slot), FirstDay(start_slot + duration) - 1};
  }

 private:
  absl::CivilDay start_;
  int slots_;
};

}  // namespace xf::rotation
