#include "services/membership/domain/prefix.h"

#include <cstdint>

namespace xf::membership {
namespace {

constexpr uint32_t kLast = 0x10FFFF;

// Takes the last code point off `text`, which is UTF-8 and not empty.
uint32_t PopCodePoint(absl::string_view& text) {
  size_t start = text.size() - 1;
  while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
  const absl::string_view bytes = text.substr(start);
  static constexpr unsigned char kLeadBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  uint32_t point = static_cast<unsigned char>(bytes[0]) & kLeadBits[bytes.size()];
  for (char c : bytes.substr(1)) point = point << 6 | (static_cast<unsigned char>(c) & 0x3F);
  text.remove_suffix(bytes.size());
  return point;
}

void AppendCodePoint(uint32_t point, std::string& out) {
  const auto trail = [&](int shift) { out += static_cast<char>(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    trail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    trail(6);
    trail(0);
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    trail(12);
    trail(6);
    trail(0);
  }
}

}  // namespace

std::string PrefixEnd(absl::string_view prefix) {
  while (!prefix.empty()) {
    uint32_t point = PopCodePoint(prefix);
    if (point == kLast) continue;
    // Surrogates are no characters: U+D7FF is followed by U+E000.
    point = point == 0xD7FF ? 0xE000 : point + 1;
    std::string end(prefix);
    AppendCodePoint(point, end);
    return end;
  }
  return "";
}

}  // namespace xf::membership
