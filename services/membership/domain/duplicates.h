// Whether two records may be one person, and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "xianfeng/membership/v1/member_merge.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// What is known of a person; empty where nothing is.
struct Person {
  std::string display_name;
  std::string id_number;
  std::string phone;
  std::optional<absl::CivilDay> birth;
};

Person PersonOf(const v1::Member& member);
// The day of birth is the ID number's.
Person PersonOf(const v1::DuplicateCandidate& candidate);

// Why the two may be one person; empty when nothing says so.
std::vector<v1::DuplicateReason> WhyDuplicate(const Person& a, const Person& b);

// Whether the reasons suffice to stop a new entry until somebody has looked: a name alone with a similar number does
// not.
bool IsSuspicious(const std::vector<v1::DuplicateReason>& reasons);

// Number of characters in which two ID numbers differ, two neighbours that changed places counting as two; 18 when
// their lengths differ.
int IdNumberDistance(absl::string_view a, absl::string_view b);

}  // namespace xf::membership
