#include "services/membership/domain/duplicates.h"

#include <algorithm>

#include "common/api/formats.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

constexpr int kIdNumberDigits = 18;
// One slip of typing changes a digit and the check digit, or two neighbours.
constexpr int kSlip = 2;

bool Same(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

}  // namespace

Person PersonOf(const v1::Member& member) {
  Person person{.display_name = member.display_name(), .id_number = member.id_number(), .phone = member.phone()};
  if (member.has_birth_date() && IsValidDate(member.birth_date())) person.birth = ToDay(member.birth_date());
  return person;
}

Person PersonOf(const v1::DuplicateCandidate& candidate) {
  Person person{
      .display_name = candidate.display_name(), .id_number = candidate.id_number(), .phone = candidate.phone()};
  if (api::IsIdNumber(candidate.id_number())) person.birth = api::IdNumberBirthDay(candidate.id_number());
  return person;
}

std::vector<v1::DuplicateReason> WhyDuplicate(const Person& a, const Person& b) {
  const bool name = Same(a.display_name, b.display_name);
  const bool phone = Same(a.phone, b.phone);
  const bool birth = a.birth && b.birth && *a.birth == *b.birth;
  const bool number = Same(a.id_number, b.id_number);
  std::vector<v1::DuplicateReason> reasons;
  if (number) reasons.push_back(v1::DUPLICATE_REASON_SAME_ID_NUMBER);
  if (name && birth) reasons.push_back(v1::DUPLICATE_REASON_SAME_NAME_AND_BIRTH_DATE);
  if (name && phone) reasons.push_back(v1::DUPLICATE_REASON_SAME_NAME_AND_PHONE);
  if (name && !number && IdNumberDistance(a.id_number, b.id_number) <= kSlip) {
    reasons.push_back(v1::DUPLICATE_REASON_SAME_NAME_SIMILAR_ID_NUMBER);
  }
  if (phone && birth) reasons.push_back(v1::DUPLICATE_REASON_SAME_PHONE_AND_BIRTH_DATE);
  return reasons;
}

bool IsSuspicious(const std::vector<v1::DuplicateReason>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(), [](v1::DuplicateReason reason) {
    return reason == v1::DUPLICATE_REASON_SAME_NAME_AND_BIRTH_DATE ||
           reason == v1::DUPLICATE_REASON_SAME_NAME_AND_PHONE;
  });
}

int IdNumberDistance(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size() || a.size() != kIdNumberDigits) return kIdNumberDigits;
  int distance = 0;
  for (size_t i = 0; i < a.size(); ++i) distance += a[i] != b[i];
  return distance;
}

}  // namespace xf::membership
