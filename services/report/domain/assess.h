// Rules of assessment by scheme (domain.md §6).
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "xianfeng/report/v1/assessment.pb.h"

namespace xf::report {

namespace v1 = xianfeng::report::v1;

// Fills in what a scheme leaves to its default: weight 1 for each dimension.
void SetDefaults(v1::Scheme& scheme);

// Dimensions with an id or title that another one has.
std::vector<Violation> CheckDimensions(const v1::Scheme& scheme);

// Whether the scheme has a dimension of that id.
bool HasDimension(const v1::Scheme& scheme, absl::string_view dimension);

// Weighted mean of a branch's points over the scheme's dimensions, to two decimals. SCORES_INCOMPLETE names every
// dimension without a score, SCORE_BELOW_PASS says how far the mean is below the pass mark.
absl::StatusOr<double> PassingMean(const v1::Scheme& scheme, const std::vector<v1::Score>& scores);

// Day of an award that names none: 31 December of its year, or today while that lies ahead.
absl::CivilDay DefaultAwardDay(int year, absl::CivilDay today);

}  // namespace xf::report
