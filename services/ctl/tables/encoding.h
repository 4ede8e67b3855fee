// Text files in the two encodings that offices use: UTF-8 and GB 18030, also one after the other in one file.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf::ctl {

// The text in UTF-8, without byte order mark and with "\n" ends of lines. A file that is UTF-8 is taken as it is; in
// any other, each line is UTF-8 when it makes Chinese of that, else GB 18030. INVALID_ARGUMENT names the first line
// that is neither, and says so of UTF-16.
absl::StatusOr<std::string> ToUtf8(absl::string_view bytes);

// UTF-8 as GB 18030, which has every character.
std::string ToGb18030(absl::string_view utf8);

}  // namespace xf::ctl
