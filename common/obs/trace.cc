#include "common/obs/trace.h"

#include <algorithm>
#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace xf::obs {
namespace {

// Ids must be unique, not secret: a fast generator per thread, seeded by the system's.
std::string RandomHex(int words) {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  std::string hex;
  for (int i = 0; i < words; ++i) absl::StrAppend(&hex, absl::Hex(generator(), absl::kZeroPad16));
  return hex;
}

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); });
}

bool AllZero(absl::string_view text) { return text.find_first_not_of('0') == absl::string_view::npos; }

}  // namespace

std::string Trace::Header() const { return absl::StrCat("00-", trace_id, "-", parent_id, "-", flags); }

Trace ContinueTrace(absl::string_view header) {
  Trace trace;
  trace.parent_id = RandomHex(1);
  const bool valid = header.size() == 55 && header.substr(0, 3) == "00-" && header[35] == '-' && header[52] == '-' &&
                     IsHex(header.substr(3, 32)) && IsHex(header.substr(36, 16)) && IsHex(header.substr(53)) &&
                     !AllZero(header.substr(3, 32)) && !AllZero(header.substr(36, 16));
  trace.trace_id = valid ? std::string(header.substr(3, 32)) : RandomHex(2);
  if (valid) trace.flags = std::string(header.substr(53));
  return trace;
}

}  // namespace xf::obs
