// Age bands of the national statistical bulletin (党内统计公报).
#pragma once

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xf::membership {

// A band by its number, the oldest first: "≥61", "56-60", "51-55", "46-50", "41-45", "36-40", "31-35", "≤30".
absl::string_view AgeBand(size_t band);

// For each band but the oldest the first day of birth that is in it on `as_of`, in order: who was born on one of them
// or later is at least that far down the bands. Ages are full years.
std::array<absl::CivilDay, 7> AgeBandBirths(absl::CivilDay as_of);

}  // namespace xf::membership
