// Pins on what the registry's rules exclude: refused by the rule that excludes it, not as something unknown.
#pragma once

#include "absl/status/status.h"
#include "services/rotation/domain/horizon.h"
#include "xianfeng/rotation/v1/plan.pb.h"
#include "xianfeng/rotation/v1/planning.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

// What a problem was refused with, where each violation of a pin, "pins[3]…", names the exclusions of its cadre, post
// or days as far as there are any.
absl::Status NameExclusions(const absl::Status& refused, const v1::RotationProblem& problem, const v1::PlanFacts& facts,
                            const Horizon& horizon);

}  // namespace xf::rotation
