#include "services/membership/domain/age_band.h"

namespace xf::membership {

absl::string_view AgeBand(int age) {
  static constexpr absl::string_view kBands[] = {"31-35", "36-40", "41-45", "46-50", "51-55", "56-60"};
  if (age <= 30) return "≤30";
  if (age >= 61) return "≥61";
  return kBands[(age - 31) / 5];
}

}  // namespace xf::membership
