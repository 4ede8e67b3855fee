#include "services/membership/domain/age_band.h"

#include "common/base/date.h"

namespace xf::membership {

absl::string_view AgeBand(size_t band) {
  static constexpr absl::string_view kBands[] = {"≥61", "56-60", "51-55", "46-50", "41-45", "36-40", "31-35", "≤30"};
  return kBands[band];
}

std::array<absl::CivilDay, 7> AgeBandBirths(absl::CivilDay as_of) {
  constexpr int kOldest = 61, kYears = 5;
  std::array<absl::CivilDay, 7> births;
  for (size_t band = 0; band < births.size(); ++band) {
    // Who was born on that day of that year is as old as the band before begins; a day later, a year younger.
    births[band] = AddMonths(as_of, -12 * (kOldest - kYears * static_cast<int>(band))) + 1;
  }
  return births;
}

}  // namespace xf::membership
