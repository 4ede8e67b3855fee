// What may happen to a placement after it was recorded: PLANNED → DISPATCHED → ENDED, or → CANCELLED.
// Each function changes the placement, or leaves it and says why not.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/rotation/domain/program_rules.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/placement_service.pb.h"
#include "xianfeng/rotation/v1/post.pb.h"

namespace xf::rotation {

// STATE_CONFLICT unless the placement is planned and its last day has not passed.
absl::Status CheckDispatch(const v1::Placement& placement, absl::CivilDay today);

// Moves the last day, within the longest stay that rule and post allow. The end is a hard stop: once it has passed,
// there is nothing left to extend.
absl::Status Extend(const v1::ExtendPlacementRequest& request, const v1::Post& post, const ProgramRule& rule,
                    absl::CivilDay today, absl::Time now, v1::Placement& placement);

// Records or corrects the appraisal of an ended placement.
absl::Status Appraise(const v1::AppraisePlacementRequest& request, absl::CivilDay today, v1::Placement& placement);

// Ends a dispatched placement, or cancels one that never took place. Ending early, and cancelling, need a reason.
absl::Status End(const v1::EndPlacementRequest& request, absl::CivilDay today, v1::Placement& placement);

}  // namespace xf::rotation
