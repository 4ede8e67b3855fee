#include "common/feed/digest.h"

#include "absl/strings/str_cat.h"
#include "common/crypto/sealer.h"

namespace xf::feed {
namespace {

uint64_t WordAt(absl::string_view bytes, size_t first) {
  uint64_t word = 0;
  for (size_t i = first; i < first + 8; ++i) word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

std::string BytesOf(uint64_t word) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, word >>= 8) bytes[i] = static_cast<char>(word & 0xff);
  return bytes;
}

// PostgreSQL's numeric has more digits than any integer of ours.
__int128 ParseNumber(absl::string_view text) {
  __int128 number = 0;
  for (const char c : text) {
    if (c != '-') number = number * 10 + (c - '0');
  }
  return !text.empty() && text[0] == '-' ? -number : number;
}

}  // namespace

void Digest::AddAt(int place, unsigned __int128 value) {
  for (; place >= 0 && value != 0; --place) {
    value += words_[place];
    words_[place] = static_cast<uint64_t>(value);
    value >>= 64;
  }
}

void Digest::Add(absl::string_view name, int64_t revision, absl::string_view bytes) {
  const std::string hash = crypto::Sha256(absl::StrCat(name, BytesOf(static_cast<uint64_t>(revision)), bytes));
  ++count_;
  for (int place = 3; place >= 0; --place) AddAt(place, WordAt(hash, static_cast<size_t>(place) * 8));
}

void Digest::AddStored(int64_t count, const std::array<absl::string_view, 4>& sums) {
  count_ += count;
  const __int128 taken_off = static_cast<__int128>(count) << 63;
  for (int place = 3; place >= 0; --place) {
    AddAt(place, static_cast<unsigned __int128>(ParseNumber(sums[place]) + taken_off));
  }
}

std::string Digest::sum() const {
  return absl::StrCat(BytesOf(words_[0]), BytesOf(words_[1]), BytesOf(words_[2]), BytesOf(words_[3]));
}

}  // namespace xf::feed
