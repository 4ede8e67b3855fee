#include "services/rotation/domain/horizon.h"

#include <algorithm>

namespace xf::rotation {
namespace {

// Half months since the year 0.
int64_t HalfMonth(absl::CivilDay day) { return (day.year() * 12 + day.month() - 1) * 2 + (day.day() >= 16 ? 1 : 0); }

absl::CivilDay DayOf(int64_t half_month) {
  const int64_t months = half_month / 2;
  return absl::CivilDay(months / 12, months % 12 + 1, half_month % 2 == 0 ? 1 : 16);
}

}  // namespace

absl::CivilDay Horizon::StartFrom(absl::CivilDay day) {
  const absl::CivilDay begun = DayOf(HalfMonth(day));
  return begun == day ? day : DayOf(HalfMonth(day) + 1);
}

absl::CivilDay Horizon::FirstDay(int slot) const { return DayOf(HalfMonth(start_) + slot); }

int Horizon::SlotFrom(absl::CivilDay day) const {
  return static_cast<int>(std::max<int64_t>(0, HalfMonth(StartFrom(day)) - HalfMonth(start_)));
}

std::optional<v1::RotationProblem::SlotRange> Horizon::Meeting(const Period& period) const {
  const int64_t first = std::max<int64_t>(0, HalfMonth(period.start) - HalfMonth(start_));
  const int64_t end = std::min<int64_t>(slots_, HalfMonth(period.end) - HalfMonth(start_) + 1);
  if (first >= end) return std::nullopt;
  v1::RotationProblem::SlotRange range;
  range.set_start(static_cast<int32_t>(first));
  range.set_end(static_cast<int32_t>(end));
  return range;
}

}  // namespace xf::rotation
