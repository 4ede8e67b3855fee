// Age bands of the national statistical bulletin (党内统计公报).
#pragma once

#include "absl/strings/string_view.h"

namespace xf::membership {

// Band of an age in full years: "≤30", "31-35", "36-40", "41-45", "46-50", "51-55", "56-60", "≥61".
absl::string_view AgeBand(int age);

}  // namespace xf::membership
