// The rules of the yearly evaluation: its sequence, and how many may be excellent.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "xianfeng/membership/v1/review.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

struct ReviewRules {
  // Most members graded 优秀, as a share of those graded.
  int excellent_numerator = 1;
  int excellent_denominator = 1;

  // Reads rules/review.yaml. The error names the first thing missing or malformed.
  static absl::StatusOr<ReviewRules> Load(const std::string& path);
  bool TooManyExcellent(int64_t excellent, int64_t graded) const {
    return excellent * excellent_denominator > graded * excellent_numerator;
  }
};

// Every violation of a request by itself: what belongs to its step, a day from `opened` up to today.
std::vector<Violation> CheckGrade(const v1::RecordGradeRequest& request, absl::CivilDay opened, absl::CivilDay today);

// Puts what the request records into the evaluation. REVIEW_STEP_NOT_OPEN when the step before is missing,
// FIELD_INVALID when the day does not lie between those of its neighbours.
absl::Status ApplyGrade(const v1::RecordGradeRequest& request, v1::ReviewGrade& grade);

}  // namespace xf::membership
