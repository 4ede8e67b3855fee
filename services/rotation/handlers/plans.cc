// Plans read and checked. How they are made is in plan_solve.cc, how they are compared in plan_explain.cc.
#include "common/api/list.h"
#include "services/rotation/checker/checker.h"
#include "services/rotation/handlers/plan_store.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

// What a view shows beyond the summary.
void ShowMore(StoredPlan& stored, v1::PlanView view) {
  if (view != v1::PLAN_VIEW_PLACEMENTS && view != v1::PLAN_VIEW_FULL) return;
  for (v1::PlannedPlacement& placement : PlannedOf(stored)) *stored.plan.add_placements() = std::move(placement);
  *stored.plan.mutable_facts() = std::move(stored.facts);
  if (view != v1::PLAN_VIEW_FULL) return;
  *stored.plan.mutable_problem() = std::move(stored.problem);
  if (stored.plan.state() != v1::PLAN_STATE_UNSOLVED) *stored.plan.mutable_solution() = std::move(stored.solution);
}

}  // namespace

// Returns one plan. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Plan> PlanningService::GetPlan(rpc::Call& call, const v1::GetPlanRequest& request) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  if (request.view() <= v1::PLAN_VIEW_BASIC) return call.db().One<v1::Plan>(sql::kGetPlan, name);
  ASSIGN_OR_RETURN(StoredPlan stored, ReadPlan(call.db(), name));
  ShowMore(stored, request.view());
  return std::move(stored.plan);
}

// Lists the plans in the caller's scope.
absl::StatusOr<v1::ListPlansResponse> PlanningService::ListPlans(rpc::Call& call, const v1::ListPlansRequest& request) {
  return api::List<v1::ListPlansResponse>(call.db(), sql::kListPlans, request);
}

// Checks a stored plan, or a solution that the caller brings, without planner and solver.
absl::StatusOr<v1::PlanVerification> PlanningService::VerifyPlan(rpc::Call& call,
                                                                 const v1::VerifyPlanRequest& request) {
  if (request.plan().empty()) return checker::Verify(request.problem(), request.solution());
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.plan(), "plan"));
  ASSIGN_OR_RETURN(const StoredPlan stored, ReadPlan(call.db(), name));
  if (request.has_solution()) return checker::Verify(stored.problem, request.solution());
  RETURN_IF_ERROR(CheckSolved(stored.plan));
  return checker::Verify(stored.problem, stored.solution);
}

}  // namespace xf::rotation
