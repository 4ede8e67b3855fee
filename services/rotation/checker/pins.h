// Whether pins can hold together, before anything is solved.
#pragma once

#include "absl/status/status.h"
#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::checker {

// FIELD_INVALID naming every rule that the pins alone break: capacities, limits of hosts and units, relatives, and more
// previous placements pinned elsewhere than may change; each at the last pin that it is about. FIELD_INVALID also when
// the problem is none.
absl::Status CheckPins(const xianfeng::rotation::v1::RotationProblem& problem);

}  // namespace xf::checker
