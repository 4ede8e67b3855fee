#include "common/api/formats.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/api/code_tables.h"
#include "common/api/text.h"
#include "common/base/date.h"

namespace xf::api {
namespace {

using xianfeng::type::v1::Gender;

constexpr size_t kCodeLength = 18;
constexpr absl::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // No I, O, S, V, Z.

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

// The birth date in digits 7 to 14.
std::optional<absl::CivilDay> BirthDay(absl::string_view id_number) {
  const absl::string_view digits = id_number.substr(6, 8);
  return ParseIsoDate(absl::StrCat(digits.substr(0, 4), "-", digits.substr(4, 2), "-", digits.substr(6, 2)));
}

bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||  // Unified ideographs, extension A.
         (c >= 0x20000 && c <= 0x323AF) ||             // Extensions B to I and the compatibility supplement.
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;  // Compatibility ideographs; 〇.
}

bool IsLatin(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

}  // namespace

char IdNumberCheckDigit(absl::string_view seventeen) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < std::size(kWeights); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

bool IsIdNumber(absl::string_view text) {
  if (text.size() != kCodeLength || !AllDigits(text.substr(0, 17))) return false;
  return BirthDay(text).has_value() && text[17] == IdNumberCheckDigit(text);
}

absl::CivilDay IdNumberBirthDay(absl::string_view id_number) { return *BirthDay(id_number); }

Gender IdNumberGender(absl::string_view id_number) {
  return (id_number[16] - '0') % 2 == 1 ? xianfeng::type::v1::GENDER_MALE : xianfeng::type::v1::GENDER_FEMALE;
}

char CreditCodeCheckDigit(absl::string_view seventeen) {
  constexpr size_t kModulus = 31;
  size_t sum = 0;
  size_t weight = 1;  // 3^i mod 31.
  for (const char c : seventeen.substr(0, 17)) {
    const size_t value = kCreditAlphabet.find(c);
    if (value == absl::string_view::npos) return '\0';
    sum += value * weight;
    weight = weight * 3 % kModulus;
  }
  return kCreditAlphabet[(kModulus - sum % kModulus) % kModulus];
}

bool IsCreditCode(absl::string_view text) {
  return text.size() == kCodeLength && text[17] != '\0' && text[17] == CreditCodeCheckDigit(text);
}

bool IsDivision(absl::string_view text) {
  constexpr size_t kLengths[] = {2, 4, 6, 9, 12};
  return AllDigits(text) && std::find(std::begin(kLengths), std::end(kLengths), text.size()) != std::end(kLengths);
}

bool IsPhone(absl::string_view text) {
  return text.size() >= 5 && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isdigit(c) || c == '+' || c == '-';
         });
}

bool IsEthnicity(absl::string_view text) { return !NameOf(Ethnicities(), text).empty(); }

bool IsEducation(absl::string_view text) { return !NameOf(Educations(), text).empty(); }

bool IsCollege(absl::string_view education) { return !education.empty() && education[0] >= '1' && education[0] <= '3'; }

bool IsPersonName(absl::string_view text) {
  constexpr size_t kMaxCharacters = 60;
  const std::u32string characters = Decode(text);
  if (characters.empty() || characters.size() > kMaxCharacters) return false;
  if (characters.front() == U' ' || characters.back() == U' ') return false;
  return std::all_of(characters.begin(), characters.end(),
                     [](char32_t c) { return IsHan(c) || IsLatin(c) || c == U' ' || c == U'\u00B7'; });
}

}  // namespace xf::api
