// google.type.Date ↔ civil days ↔ ISO text.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

namespace xf {

// Whether the date names a real day; a message that is not set (year 0) does not.
bool IsValidDate(const google::type::Date& date);

google::type::Date ToDate(absl::CivilDay day);
absl::CivilDay ToDay(const google::type::Date& date);

// "2026-05-18". Partial dates of history give "2026-05" when the day is 0.
std::string IsoDate(const google::type::Date& date);
std::string IsoDate(absl::CivilDay day);

// Reads "2026-05-18"; nothing else.
std::optional<absl::CivilDay> ParseIsoDate(absl::string_view text);

// `months` calendar months later, the day clamped to the month's end: 31 January + 1 = 28 or 29 February.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

// Whole years lived on `at`.
int AgeOn(absl::CivilDay birth, absl::CivilDay at);

}  // namespace xf
