// Numbers back into ids.
#pragma once

#include "services/rotation/planner/assignment.h"

namespace xf::planner {

// Placements, objective, changes, and why whoever stays at home does.
RotationPlan Describe(const RotationProblem& problem, const Model& model, const Assignment& assignment);

}  // namespace xf::planner
