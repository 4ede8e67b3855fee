// A county and what a caller's scope has to do with it.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace xf::report {

// Path of a county's root organization: "431123" → "43.4311.431123".
std::string RootPath(absl::string_view county);

// Whether any of the scopes lies within the county, or the county within it.
bool Touches(const std::vector<std::string>& scopes, absl::string_view county);

}  // namespace xf::report
