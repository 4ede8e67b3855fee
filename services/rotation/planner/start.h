// The first plan: pins, the previous placements that the budget of changes demands, and what is known to be good
// already.
#pragma once

#include "absl/status/statusor.h"
#include "services/rotation/planner/assignment.h"

namespace xf::planner {

// Pins and as many previous placements as must be kept. FAILED_PRECONDITION when the pins don't go together or the
// budget can't be kept: then no plan exists.
absl::StatusOr<Assignment> MakeBase(const RotationProblem& problem, const Model& model);

// The base and every other previous placement that fits beside it.
Assignment KeepPrevious(const Model& model, Assignment base);

}  // namespace xf::planner
