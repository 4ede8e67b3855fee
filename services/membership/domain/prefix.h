// Prefix search as a range: the only form of it that keeps its index under row-level security.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace xf::membership {

// The least UTF-8 text above every text that begins with `prefix`, in the order of code points, which is the order of
// COLLATE "C". Empty when there is none, that is for an empty prefix or one of U+10FFFF only.
std::string PrefixEnd(absl::string_view prefix);

}  // namespace xf::membership
