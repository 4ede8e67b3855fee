// The run of SolvePlan's operation.
#pragma once

#include "absl/status/statusor.h"
#include "common/lro/run.h"
#include "services/rotation/handlers/plan_store.h"

namespace xf::rotation {

// The method that begins it.
inline constexpr char kSolvePlan[] = "xianfeng.rotation.v1.PlanningService/SolvePlan";

// Solves the problem of the plan that is the run's target, as its input, a SolveSettings, says; answers the Plan.
absl::StatusOr<google::protobuf::Any> RunSolve(lro::Run& run);

}  // namespace xf::rotation
