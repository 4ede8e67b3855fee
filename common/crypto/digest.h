// Hash functions by name.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace xf::crypto {

// "sha256" (FIPS 180-4) or "sm3" (GB/T 32905-2016) of the bytes, 32 bytes; "" for any other name.
std::string Digest(absl::string_view algorithm, absl::string_view bytes);

}  // namespace xf::crypto
