// Characters of UTF-8 text. Protobuf has checked that strings are UTF-8; malformed bytes count as one character each.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace xf::api {

// Number of characters (code points).
size_t CharacterCount(absl::string_view text);

// The first `count` characters at most, as a view.
absl::string_view FirstCharacters(absl::string_view text, size_t count);

// Code points; U+FFFD for malformed bytes.
std::u32string Decode(absl::string_view text);

// Whether a control character other than newline and tab occurs: U+0000–U+001F, U+007F–U+009F.
bool HasControlCharacter(absl::string_view text);

}  // namespace xf::api
