#include <charconv>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/db/query.h"

namespace xf::db {

Value ToValue(Bytes bytes) { return absl::StrCat("\\x", absl::BytesToHexString(bytes.bytes)); }
Value ToValue(double number) {
  char text[32];  // At most 24 characters: sign, 17 digits, point, exponent.
  return std::string(text, std::to_chars(text, text + sizeof text, number).ptr);
}
Value ToValue(absl::CivilDay day) { return IsoDate(day); }
Value ToValue(absl::Time time) {
  if (time == absl::InfiniteFuture()) return "infinity";
  if (time == absl::InfinitePast()) return "-infinity";
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", time, absl::UTCTimeZone());
}

}  // namespace xf::db
