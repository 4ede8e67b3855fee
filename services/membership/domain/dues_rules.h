// The rule file of dues, rules/dues.yaml, and what it makes a member pay. All money is in fen (分).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "xianfeng/membership/v1/dues.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// A rate for bases up to an amount, inclusive; without one, for all above.
struct DuesBracket {
  std::optional<int64_t> up_to;
  int basis_points = 0;
};

// One regulation's table.
struct DuesTable {
  std::string version;
  absl::CivilDay effective_from;
  std::vector<DuesBracket> wage;
  std::vector<DuesBracket> pension;
  int64_t farmer_least = 0;
  int64_t farmer_most = 0;
  int64_t minimum = 0;
  int64_t rounding = 1;
  int back_months = 0;
  int64_t central_gift = 0;
  int warning_months = 0;
};

class DuesRules {
 public:
  // Reads the file. The error names the first thing missing or malformed.
  static absl::StatusOr<DuesRules> Load(const std::string& path);
  // The table in force on a day; the oldest one for days before it.
  const DuesTable& At(absl::CivilDay day) const;

 private:
  std::vector<DuesTable> tables_;  // By effective_from.
};

// First day of a month "2026-01".
absl::CivilMonth ToMonth(const std::string& month);

// Sets monthly_fen, rate_basis_points and rule_version of an assessment; or every violation of it, for a member who
// joined on `joined`. Paths begin with "assessment.".
std::vector<Violation> Assess(v1::DuesAssessment& assessment, const DuesRules& rules, absl::CivilDay joined);

// Every violation of a payment's dates and months; paths begin with "payment.".
std::vector<Violation> CheckPayment(const v1::DuesPayment& payment, const DuesRules& rules, absl::CivilDay today);

}  // namespace xf::membership
