#include "common/base/ids.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace xf {
namespace {

constexpr absl::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr int kHalf = 10;  // 36^10 ms last until the year 117,000; 36^10 random values are 51 bits.

void FillRandom(char* out, size_t count) {
  while (count > 0) {
    const ssize_t got = getrandom(out, count, 0);
    if (got < 0 && errno != EINTR) std::abort();  // The kernel has no generator: nothing may go on.
    if (got <= 0) continue;
    out += got;
    count -= static_cast<size_t>(got);
  }
}

// The low ten base-36 digits of `number`, most significant first.
void WriteDigits(uint64_t number, char* out) {
  for (int i = kHalf - 1; i >= 0; --i) {
    out[i] = kDigits[number % kDigits.size()];
    number /= kDigits.size();
  }
}

}  // namespace

std::string NewId(absl::Time now) {
  uint64_t random = 0;
  FillRandom(reinterpret_cast<char*>(&random), sizeof(random));
  std::string id(2 * kHalf, '0');
  WriteDigits(static_cast<uint64_t>(std::max<int64_t>(0, absl::ToUnixMillis(now))), id.data());
  WriteDigits(random, id.data() + kHalf);
  return id;
}

std::string NewUuid() {
  std::array<char, 16> bytes;
  FillRandom(bytes.data(), bytes.size());
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // variant 1
  const std::string hex = absl::BytesToHexString(absl::string_view(bytes.data(), bytes.size()));
  const absl::string_view view = hex;
  return absl::StrCat(view.substr(0, 8), "-", view.substr(8, 4), "-", view.substr(12, 4), "-", view.substr(16, 4), "-",
                      view.substr(20));
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  FillRandom(bytes.data(), count);
  return bytes;
}

}  // namespace xf
