// What a corrected date of a member does to the facts built on it.
#pragma once

#include "services/membership/service.h"

namespace xf::membership {

// Supersedes the facts of a member whose joined_date or full_member_date differs between `before` and `after`.
absl::Status CorrectFacts(rpc::Call& call, const MemberName& name, const v1::Member& before, const v1::Member& after);

}  // namespace xf::membership
