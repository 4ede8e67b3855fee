// Formats with a check of their own, as data and pure functions.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::api {

// GB 11643-1999: 17 digits and a check character over ISO 7064 MOD 11-2, with a real birth date. Unknown division
// prefixes pass: historic codes exist.
bool IsIdNumber(absl::string_view text);
// The check character of the first 17 digits.
char IdNumberCheckDigit(absl::string_view seventeen);
// Birth date and gender of a valid number.
absl::CivilDay IdNumberBirthDay(absl::string_view id_number);
xianfeng::type::v1::Gender IdNumberGender(absl::string_view id_number);

// GB 32100-2015 unified social credit code, 18 characters.
bool IsCreditCode(absl::string_view text);
// The check character of the first 17 characters.
char CreditCodeCheckDigit(absl::string_view seventeen);

// GB/T 2260 and statistical division code: 2, 4, 6, 9 or 12 digits.
bool IsDivision(absl::string_view text);
// 5 to 20 characters of digits, "+" and "-".
bool IsPhone(absl::string_view text);
// GB/T 3304-1991: "01" to "56", "97", "98".
bool IsEthnicity(absl::string_view text);
// GB/T 4658-2006, two digits of its table.
bool IsEducation(absl::string_view text);
// Whether an education code is 大专及以上 (junior college and above): first digit 1, 2 or 3.
bool IsCollege(absl::string_view education);
// Chinese characters of every plane, Latin letters, spaces and U+00B7; 1 to 60 characters, no leading or trailing
// space.
bool IsPersonName(absl::string_view text);

}  // namespace xf::api
