// Annual plans: drafted, approved, published.
#include "absl/strings/str_join.h"
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/training/domain/plan_rules.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// The plan, locked, when it is in the state that a step starts from and its etag is the given one.
absl::StatusOr<v1::Plan> LockPlan(rpc::Call& call, const PlanName& name, const std::string& etag, v1::PlanState from) {
  ASSIGN_OR_RETURN(v1::Plan plan, call.db().One<v1::Plan>(sql::kGetPlanForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(etag, plan.etag(), plan.name()));
  if (plan.state() != from) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, plan.name(),
                             {"the plan's state does not allow this step", "计划当前状态不允许此操作"});
  }
  return plan;
}

absl::StatusOr<v1::Plan> SavePlan(rpc::Call& call, const PlanName& name, const v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Plan saved, call.db().One<v1::Plan>(sql::kUpdatePlan, name, plan));
  call.Changed(saved);
  return saved;
}

absl::Status TasksMissing(const v1::Plan& plan, const std::vector<v1::EduTask>& tasks) {
  const auto english = [](std::string* out, v1::EduTask task) { absl::StrAppend(out, v1::EduTask_Name(task)); };
  const auto chinese = [](std::string* out, v1::EduTask task) { absl::StrAppend(out, TaskName(task)); };
  return PreconditionError(errors::REASON_PLAN_TASK_MISSING, plan.name(),
                           {absl::StrCat("no item covers ", absl::StrJoin(tasks, ", ", english)),
                            absl::StrCat("计划未覆盖:", absl::StrJoin(tasks, "、", chinese))});
}

}  // namespace

// Drafts an organization's plan for a year.
absl::StatusOr<v1::Plan> PlanService::CreatePlan(rpc::Call& call, const v1::CreatePlanRequest& request) {
  return Create(call, sql::kCreatePlan, request.parent(), request.plan_id(), request.plan(), "plan");
}

// Returns one plan.
absl::StatusOr<v1::Plan> PlanService::GetPlan(rpc::Call& call, const v1::GetPlanRequest& request) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  return call.db().One<v1::Plan>(sql::kGetPlan, name);
}

// Lists the plans in the caller's scope.
absl::StatusOr<v1::ListPlansResponse> PlanService::ListPlans(rpc::Call& call, const v1::ListPlansRequest& request) {
  return api::List<v1::ListPlansResponse>(call.db(), sql::kListPlans, request);
}

// Records the approval of a draft.
absl::StatusOr<v1::Plan> PlanService::ApprovePlan(rpc::Call& call, const v1::ApprovePlanRequest& request) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  const absl::CivilDay day = request.has_approve_date() ? ToDay(request.approve_date()) : call.today();
  if (day > call.today()) return InvalidError("approve_date", {"the day has not come yet", "批准日期不能晚于今天"});
  ASSIGN_OR_RETURN(v1::Plan plan, LockPlan(call, name, request.etag(), v1::PLAN_STATE_DRAFT));
  plan.set_state(v1::PLAN_STATE_APPROVED);
  plan.set_approval_document(request.document());
  *plan.mutable_approve_date() = ToDate(day);
  return SavePlan(call, name, plan);
}

// Publishes an approved plan that covers all seven basic tasks.
absl::StatusOr<v1::Plan> PlanService::PublishPlan(rpc::Call& call, const v1::PublishPlanRequest& request) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Plan plan, LockPlan(call, name, request.etag(), v1::PLAN_STATE_APPROVED));
  if (const auto tasks = UncoveredTasks(plan); !tasks.empty()) return TasksMissing(plan, tasks);
  plan.set_state(v1::PLAN_STATE_PUBLISHED);
  *plan.mutable_publish_date() = ToDate(call.today());
  return SavePlan(call, name, plan);
}

}  // namespace xf::training
