// Ranges of dates in requests.
#pragma once

#include "absl/strings/string_view.h"
#include "google/type/date.pb.h"
#include "services/rotation/domain/refusal.h"

namespace xf::rotation {

// Adds what is wrong with <prefix>start_date and <prefix>end_date: both real days, the end not before the start. An end
// that is not set is open.
void CheckDates(const google::type::Date& start, const google::type::Date& end, absl::string_view prefix,
                Refusal& refusal);

}  // namespace xf::rotation
