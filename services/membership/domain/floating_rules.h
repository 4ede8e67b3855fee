// Floating members: who counts as away, and what may be recorded when (domain reference §2.4).
#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "google/protobuf/repeated_field.h"
#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/floating.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// Every violation of the rules that span fields of an outflow about to be registered.
std::vector<Violation> CheckOutflow(const v1::Outflow& outflow, absl::CivilDay today, const Rules& rules);

// A violation when `date` of `field` is not between the first day away and today.
std::vector<Violation> CheckWhileAway(const v1::Outflow& outflow, const google::type::Date& date,
                                      absl::string_view field, absl::CivilDay today);

// Every violation of a search log: each search after the last contact and up to today, by at least two channels.
std::vector<Violation> CheckSearches(const v1::Outflow& outflow,
                                     const google::protobuf::RepeatedPtrField<v1::SearchEntry>& searches,
                                     absl::CivilDay today);

}  // namespace xf::membership
