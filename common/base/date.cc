#include "common/base/date.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace xf {

bool IsValidDate(const google::type::Date& date) {
  if (date.year() < 1 || date.year() > 9999) return false;
  const absl::CivilDay day = ToDay(date);  // Civil times normalize: 31 June becomes 1 July.
  return day.year() == date.year() && day.month() == date.month() && day.day() == date.day();
}

google::type::Date ToDate(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::CivilDay ToDay(const google::type::Date& date) { return absl::CivilDay(date.year(), date.month(), date.day()); }

std::string IsoDate(const google::type::Date& date) {
  if (date.year() == 0) return "";
  if (date.month() == 0) return absl::StrFormat("%04d", date.year());
  if (date.day() == 0) return absl::StrFormat("%04d-%02d", date.year(), date.month());
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string IsoDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::optional<absl::CivilDay> ParseIsoDate(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && !absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) return std::nullopt;
  }
  google::type::Date date;
  int number = 0;
  if (absl::SimpleAtoi(text.substr(0, 4), &number)) date.set_year(number);
  if (absl::SimpleAtoi(text.substr(5, 2), &number)) date.set_month(number);
  if (absl::SimpleAtoi(text.substr(8, 2), &number)) date.set_day(number);
  if (!IsValidDate(date)) return std::nullopt;
  return ToDay(date);
}

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

int AgeOn(absl::CivilDay birth, absl::CivilDay at) {
  const int years = static_cast<int>(at.year() - birth.year());
  const bool before_birthday = std::pair(at.month(), at.day()) < std::pair(birth.month(), birth.day());
  return before_birthday ? years - 1 : years;
}

}  // namespace xf
