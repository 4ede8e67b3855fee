// The independent checker: what a plan is, told without the planner and without a solver, also for one edited by hand.
#pragma once

#include "absl/status/statusor.h"
#include "xianfeng/rotation/v1/plan.pb.h"
#include "xianfeng/rotation/v1/verification.pb.h"

namespace xf::checker {

namespace v1 = xianfeng::rotation::v1;

// Checks placements, objective and certificate of a plan. FIELD_INVALID with every violation when the problem itself is
// none; a plan is never refused, what is wrong with it are findings.
absl::StatusOr<v1::PlanVerification> Verify(const v1::RotationProblem& problem, const v1::RotationPlan& plan);

}  // namespace xf::checker
