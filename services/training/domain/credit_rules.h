// The rule file of credit hours: rules/credits.yaml.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "xianfeng/training/v1/class.pb.h"
#include "xianfeng/training/v1/credit.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

// One version of the rules. Hours are in thousandths of a 学时.
struct CreditRule {
  std::string version;
  absl::CivilDay effective_from;
  int64_t member_milli = 0;
  int64_t committee_milli = 0;
  int64_t day_milli = 0;
  int64_t half_day_milli = 0;
  int64_t lesson_minutes = 0;
  int64_t day_cap_milli = 0;
  int64_t missed_numerator = 0;
  int64_t missed_denominator = 0;

  // Hours owed a year.
  int64_t Target(v1::ObligationRole role) const;
  // Hours that a session is worth to who attends it, before the day's cap: whole lesson hours only.
  int64_t Worth(v1::SessionUnit unit, int64_t minutes) const;
  // Whether missing so much of a class's hours loses them all.
  bool IsTooMuch(int64_t missed_milli, int64_t total_milli) const;
};

// All versions, oldest first.
class CreditRules {
 public:
  // Reads a rule file. INTERNAL, saying what is wrong, unless every rule is complete and the dates ascend.
  static absl::StatusOr<CreditRules> Load(const std::string& path);
  static absl::StatusOr<CreditRules> Parse(absl::string_view yaml);

  // The rule that judges a day.
  const CreditRule& On(absl::CivilDay day) const;

 private:
  std::vector<CreditRule> rules_;
};

}  // namespace xf::training
