// Counts figures: the one way from the rows to what the report says, for figures, identities and reports alike.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/db/query.h"
#include "common/rpc/call.h"
#include "google/type/date.pb.h"
#include "services/report/domain/figure.h"

namespace xf::report {

// The day of a request's as_of: today when it is not set. Error when it is no real day.
absl::StatusOr<absl::CivilDay> AsOf(const rpc::Call& call, const google::type::Date& as_of);

// NOT_FOUND of `resource` when the caller's scope has nothing to do with the county.
absl::Status CheckCounty(const rpc::Call& call, absl::string_view county, absl::string_view resource);

// What every statement about entries takes: the county, the day, and which figures count since when.
std::vector<db::Arg> PeriodArgs(const Rules& rules, absl::string_view county, absl::CivilDay as_of);

// Every figure as of a day over the rows in the caller's scope, in the order of the rules; or the one of `row` alone.
absl::StatusOr<std::vector<v1::Figure>> CountFigures(rpc::Call& call, absl::string_view county, absl::CivilDay as_of,
                                                     absl::string_view row = "");

}  // namespace xf::report
