#include "common/api/text.h"

#include <algorithm>

namespace xf::api {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes that a character takes by its first one.
size_t Length(unsigned char first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

}  // namespace

size_t CharacterCount(absl::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); }));
}

absl::string_view FirstCharacters(absl::string_view text, size_t count) {
  size_t end = 0;
  while (end < text.size() && (IsContinuation(text[end]) || count-- > 0)) ++end;
  return text.substr(0, end);
}

std::u32string Decode(absl::string_view text) {
  std::u32string characters;
  for (size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const size_t length = Length(first);
    char32_t character = length == 1 ? first : first & (0x7F >> length);
    bool good = first < 0x80 || (first >= 0xC2 && i + length <= text.size());
    for (size_t k = 1; good && k < length; ++k) {
      good = IsContinuation(text[i + k]);
      character = character << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
    }
    characters.push_back(good ? character : U'\uFFFD');
    i += good ? length : 1;
  }
  return characters;
}

bool HasControlCharacter(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

}  // namespace xf::api
