// Moving an organization with everything below it.
#pragma once

#include <string>

#include "services/membership/service.h"

namespace xf::membership {

// Puts an organization, locked by the caller, under a superior that is held: paths of all rows at and below it, facts,
// feed. Errors: STATE_CONFLICT (the root), ORGANIZATION_CYCLE, ORGANIZATION_KIND_MISPLACED, ORGANIZATION_DISSOLVED.
absl::StatusOr<v1::Organization> MoveSubtree(rpc::Call& call, const v1::Organization& before,
                                             const v1::Organization& superior, const std::string& reason);

}  // namespace xf::membership
