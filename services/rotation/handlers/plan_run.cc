#include "services/rotation/handlers/plan_run.h"

#include "common/lro/operation.h"
#include "services/rotation/checker/checker.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

planner::SolveOptions OptionsOf(const v1::SolveSettings& settings) {
  return {.seed = settings.seed() == 0 ? 1 : settings.seed(),
          .threads = settings.threads() == 0 ? 1 : settings.threads(),
          .work = settings.work(),
          .seconds = settings.seconds() > 0 ? settings.seconds() : planner::kDefaultSeconds,
          .gap = settings.gap()};
}

v1::SolveProgress ProgressOf(const std::string& plan, const planner::Event& event) {
  v1::SolveProgress progress;
  progress.set_plan(plan);
  progress.set_seconds(event.seconds);
  progress.set_work(event.work);
  if (event.objective) progress.set_objective(*event.objective);
  if (event.upper_bound) progress.set_upper_bound(*event.upper_bound);
  if (event.objective && event.upper_bound) {
    progress.set_gap((*event.upper_bound - static_cast<double>(*event.objective)) /
                     std::max(1.0, std::abs(*event.upper_bound)));
  }
  return progress;
}

// What the summary of a plan says of its solution.
std::vector<db::Arg> SummaryOf(const v1::RotationPlan& solution) {
  int placed = 0;
  for (const auto& placement : solution.placements()) placed += IsStayId(placement.cadre_id()) ? 0 : 1;
  return {{"objective", solution.objective()},
          {"upper_bound", solution.certificate().upper_bound()},
          {"gap", solution.gap()},
          {"placement_count", placed},
          {"unassigned_count", solution.unassigned_size()},
          {"change_count", solution.changes()}};
}

}  // namespace

absl::StatusOr<google::protobuf::Any> RunSolve(lro::Run& run) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(run.target()));
  v1::SolveSettings settings;
  if (!settings.ParseFromString(run.input())) return InternalError("the run's input does not parse");
  ASSIGN_OR_RETURN(const StoredPlan stored, ReadPlan(run.db(), name));
  run.Restart();
  const v1::Plan wanted = NextOf(stored);

  planner::SolveOptions options = OptionsOf(settings);
  options.cancel = &run.stop();
  options.on_event = [&](const planner::Event& event) { run.Report(ProgressOf(run.target(), event)); };
  ASSIGN_OR_RETURN(const v1::RotationPlan solution, planner::Solve(wanted.problem(), options));
  // Nothing is kept that the checker does not accept, whoever made it.
  ASSIGN_OR_RETURN(const v1::PlanVerification verification, checker::Verify(wanted.problem(), solution));
  if (!verification.holds()) return InternalError(verification.ShortDebugString());

  ASSIGN_OR_RETURN(
      const std::optional<v1::Plan> plan,
      run.db().Maybe<v1::Plan>(sql::kSavePlanSolution, name, SummaryOf(solution),
                               BytesOf(wanted.problem(), wanted.facts()), db::Arg("operation_id", run.claim().id),
                               db::Arg("solution_bytes", db::Bytes{solution.SerializeAsString()}), wanted));
  if (!plan) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, name.ToString(),
                             {"the plan was changed meanwhile", "求解期间方案已变更"});
  }
  run.Changed(*plan);
  return lro::Pack(*plan);
}

}  // namespace xf::rotation
