// What conflicts (features.md C13): the fewest requests and rules that cannot hold together, and the ways out.
#pragma once

#include <vector>

#include "services/rotation/explain/context.h"

namespace xf::explain {

// Judges the problem's pins and further requests together. A conflict is minimal: every rule or request in it was left
// out once, and the rest could hold (deletion filter). Pins may be no feasible stays here; Solve would refuse them.
// FIELD_INVALID when the problem, or a request, names what does not exist.
absl::StatusOr<v1::ConflictDiagnosis> Diagnose(const v1::RotationProblem& problem,
                                               const std::vector<v1::PlanRequest>& requests, const Solver& solver,
                                               const Names& names = {});

}  // namespace xf::explain
