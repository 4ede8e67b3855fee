#include "services/rotation/planner/planner.h"

#include "common/base/status.h"
#include "services/rotation/planner/solver.h"
#include "services/rotation/planner/start.h"

namespace xf::planner {

absl::StatusOr<RotationPlan> Solve(const RotationProblem& problem, const SolveOptions& options) {
  Meter meter(options);
  RETURN_IF_ERROR(Validate(problem));
  const Model model = MakeModel(problem);
  ASSIGN_OR_RETURN(const Assignment base, MakeBase(problem, model));
  return Solver(problem, model, base, options, meter).Solve();
}

}  // namespace xf::planner
