// What must be true of a member's own data, beyond each field by itself.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/member_resource.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// Every violation of the rules that span fields, as of `today`; `prefix` is put before each path, e.g. "member.".
std::vector<Violation> CheckMember(const v1::Member& member, const Rules& rules, absl::CivilDay today,
                                   absl::string_view prefix = "");

// Whether a member can hold office from `start` on: full by then and in normal status. Probationary members can't be
// elected (党章 Art. 7).
bool CanHoldOffice(const v1::Member& member, absl::CivilDay start);

}  // namespace xf::membership
