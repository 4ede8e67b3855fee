// Making plans: the problem is built here, in the caller's scope and time; solving it is an operation (plan_run.cc).
#include "common/base/date.h"
#include "common/lro/operation.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/domain/refusal.h"
#include "services/rotation/handlers/plan_facts.h"
#include "services/rotation/handlers/plan_run.h"
#include "services/rotation/handlers/plan_store.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

using Operation = google::longrunning::Operation;

// A plan that is about to be solved.
struct Draft {
  v1::Plan plan;
  v1::RotationProblem problem;
  v1::PlanFacts facts;
  // Published placements by cadre, of a plan that is there already.
  std::map<std::string, std::string> published;
  // Whether it is a plan that is there already, and its etag as it was read.
  bool again = false;
  std::string etag;
};

absl::Status CheckOneSource(const v1::SolvePlanRequest& request) {
  const int sources = (request.plan().empty() ? 0 : 1) + (request.program().empty() ? 0 : 1) +
                      (request.has_problem() ? 1 : 0) + (request.base_plan().empty() ? 0 : 1);
  if (sources == 1) return absl::OkStatus();
  return InvalidError("plan", {"give exactly one of plan, program, problem and base_plan",
                               "plan、program、problem、base_plan 须且只能填写一项"});
}

absl::Status CheckNotPublished(const v1::Plan& plan) {
  if (plan.state() != v1::PLAN_STATE_PUBLISHED) return absl::OkStatus();
  return PreconditionError(
      errors::REASON_STATE_CONFLICT, plan.name(),
      {"the plan is published; make another one with it as base_plan", "方案已发布；请以其为 base_plan 另建方案"});
}

// The plan that the request starts from; null when it starts from none.
absl::StatusOr<std::optional<StoredPlan>> ReadEarlier(rpc::Call& call, const api::CountyName& parent,
                                                      const v1::SolvePlanRequest& request) {
  if (request.plan().empty() && request.base_plan().empty()) return std::optional<StoredPlan>();
  const bool again = !request.plan().empty();
  ASSIGN_OR_RETURN(const PlanName name,
                   again ? PlanName::Parse(request.plan(), "plan") : PlanName::Parse(request.base_plan(), "base_plan"));
  absl::StatusOr<StoredPlan> earlier = ReadPlan(call.db(), name);
  if (!again && (absl::IsNotFound(earlier.status()) || name.county() != parent.county())) {
    return ReferenceError("base_plan", name.ToString());
  }
  RETURN_IF_ERROR(earlier.status());
  if (name.county() != parent.county()) return NotFoundError(name.ToString());
  RETURN_IF_ERROR(again ? CheckNotPublished(earlier->plan) : CheckSolved(earlier->plan));
  return std::optional<StoredPlan>(*std::move(earlier));
}

// Problems that the caller brought, at first or with the plan before.
Draft DraftOfProblem(const v1::SolvePlanRequest& request, const StoredPlan* earlier) {
  Draft draft;
  draft.problem = earlier == nullptr ? request.problem() : earlier->problem;
  if (earlier != nullptr) draft.plan.mutable_settings()->CopyFrom(earlier->plan.settings());
  if (request.has_settings()) {
    v1::PlanSettings& settings = *draft.plan.mutable_settings();
    settings.Clear();
    settings.set_change_penalty(request.settings().change_penalty());
    draft.problem.set_change_penalty(settings.change_penalty());
    draft.problem.clear_max_changes();
    if (request.settings().has_max_changes()) {
      settings.set_max_changes(request.settings().max_changes());
      draft.problem.set_max_changes(settings.max_changes());
    }
  }
  if (earlier != nullptr) {
    *draft.problem.mutable_pins() = earlier->plan.pins();
    if (earlier->plan.state() != v1::PLAN_STATE_UNSOLVED) {
      draft.problem.clear_previous();
      AddPrevious(*earlier, Horizon(absl::CivilDay(), draft.problem.slot_count()), draft.problem);
    }
  }
  draft.plan.set_slot_count(draft.problem.slot_count());
  *draft.plan.mutable_pins() = draft.problem.pins();
  return draft;
}

// What a plan that is solved again keeps: its pins, those of its published part as long as that is still to come. Who
// is sent by now is away, and who was taken back is a cadre like any other.
absl::Status KeepPublished(rpc::Call& call, const StoredPlan& earlier, Draft& draft) {
  draft.published = earlier.placements;
  std::map<std::string, v1::PlacementState> states;
  if (!earlier.placements.empty()) {
    ASSIGN_OR_RETURN(const std::vector<v1::Placement> placements, LockPublished(call, earlier));
    for (const v1::Placement& placement : placements) states[IdOf(placement.candidate())] = placement.state();
  }
  for (const auto& [cadre, state] : states) {
    if (state == v1::PLACEMENT_STATE_CANCELLED) draft.published.erase(cadre);
  }
  for (const auto& pin : earlier.plan.pins()) {
    const auto found = states.find(pin.cadre_id());
    if (found == states.end() || found->second == v1::PLACEMENT_STATE_PLANNED) *draft.plan.add_pins() = pin;
  }
  return absl::OkStatus();
}

// The pins of the plan before at the days that they are at; its published part is not pinned in another plan.
absl::Status TakePins(const StoredPlan& earlier, const Horizon& horizon, Draft& draft) {
  Refusal refusal("settings.");
  for (v1::RotationProblem::Placement pin : earlier.plan.pins()) {
    if (earlier.placements.contains(pin.cadre_id())) continue;
    const absl::CivilDay day = HorizonOf(earlier.plan).FirstDay(pin.start_slot());
    pin.set_start_slot(horizon.SlotFrom(day));
    if (pin.start_slot() >= horizon.slots() || horizon.FirstDay(pin.start_slot()) != day) {
      refusal.Add("start_date",
                  {absl::StrCat(pin.cadre_id(), " is pinned from ", IsoDate(day), ", outside the horizon"),
                   absl::StrCat(pin.cadre_id(), "锁定于", IsoDate(day), "开始，不在编排时段内")});
    }
    *draft.plan.add_pins() = std::move(pin);
  }
  return std::move(refusal).ToStatus();
}

// A draft with pins keeps its first day: its pins are slots, of the solution that it has as well as of the next one.
absl::Status KeepFirstDay(const StoredPlan& earlier, v1::PlanSettings& settings) {
  if (earlier.plan.pins().empty()) return absl::OkStatus();
  if (!IsValidDate(settings.start_date())) *settings.mutable_start_date() = earlier.plan.start_date();
  if (Horizon::StartFrom(ToDay(settings.start_date())) == ToDay(earlier.plan.start_date())) return absl::OkStatus();
  return InvalidError("settings.start_date",
                      {"the draft has pins; let them go, or make another plan with it as base_plan",
                       "草案有锁定的安排：请先解除锁定，或以其为 base_plan 另建方案"});
}

// A program's problem, from the registry and training as they are now.
absl::StatusOr<Draft> DraftOfProgram(rpc::Call& call, const api::CountyName& parent,
                                     const v1::SolvePlanRequest& request, const v1::Program& program,
                                     const StoredPlan* earlier) {
  Draft draft;
  v1::PlanSettings& settings = *draft.plan.mutable_settings();
  if (request.has_settings()) {
    settings = request.settings();
  } else if (earlier != nullptr) {
    settings = earlier->plan.settings();
  }
  const bool again = !request.plan().empty();
  if (again) RETURN_IF_ERROR(KeepFirstDay(*earlier, settings));
  const Horizon horizon = ChooseHorizon(program, call.today(), settings);
  call.Restart();
  ASSIGN_OR_RETURN(std::vector<Enrolled> enrolled, AskEnrolled(call, parent, horizon.period()));
  ASSIGN_OR_RETURN(const RegistryFacts facts, ReadFacts(call, parent, program, std::move(enrolled), earlier));
  const PlanningRule& rule = call.Get<PlanningRules>().For(horizon.FirstDay(0));
  const ProgramRule& program_rule = call.Get<ProgramRules>().For(program.type(), horizon.FirstDay(0));
  ASSIGN_OR_RETURN(BuiltProblem built, BuildProblem(facts, settings, horizon, program_rule, rule));
  draft.problem = std::move(built.problem);
  draft.facts = std::move(built.facts);
  draft.plan.set_program(program.name());
  draft.plan.set_rule_version(rule.version);
  *draft.plan.mutable_start_date() = settings.start_date();
  draft.plan.set_slot_count(horizon.slots());
  if (earlier != nullptr) {
    RETURN_IF_ERROR(again ? KeepPublished(call, *earlier, draft) : TakePins(*earlier, horizon, draft));
    draft.problem.mutable_pins()->MergeFrom(draft.plan.pins());
    if (earlier->plan.state() != v1::PLAN_STATE_UNSOLVED) AddPrevious(*earlier, horizon, draft.problem);
  }
  return draft;
}

// Where the plan belongs.
absl::Status SetPlace(rpc::Call& call, const api::CountyName& parent, const v1::SolvePlanRequest& request,
                      const v1::Program* program, const StoredPlan* earlier, v1::Plan& plan) {
  if (program != nullptr || earlier != nullptr) {
    plan.set_organization(program != nullptr ? program->organization() : earlier->plan.organization());
    plan.set_org_path(program != nullptr ? program->org_path() : earlier->plan.org_path());
    return absl::OkStatus();
  }
  plan.set_organization(request.organization().empty()
                            ? absl::StrCat(parent.ToString(), "/organizations/", parent.county())
                            : request.organization());
  ASSIGN_OR_RETURN(*plan.mutable_org_path(), OrgPathIn(call, parent.county(), plan.organization(), "organization"));
  return absl::OkStatus();
}

absl::StatusOr<Draft> MakeDraft(rpc::Call& call, const api::CountyName& parent, const v1::SolvePlanRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<StoredPlan> earlier, ReadEarlier(call, parent, request));
  const StoredPlan* const from = earlier ? &*earlier : nullptr;
  const std::string& wanted = from == nullptr ? request.program() : from->plan.program();
  std::optional<v1::Program> program;
  if (!wanted.empty()) {
    ASSIGN_OR_RETURN(const ProgramName name, ProgramName::Parse(wanted, "program"));
    ASSIGN_OR_RETURN(program, call.db().Maybe<v1::Program>(sql::kGetProgram, name));
    if (!program || name.county() != parent.county()) return ReferenceError("program", wanted);
  }
  v1::Plan placed;
  RETURN_IF_ERROR(SetPlace(call, parent, request, program ? &*program : nullptr, from, placed));
  Draft draft = DraftOfProblem(request, from);
  if (program) {
    ASSIGN_OR_RETURN(draft, DraftOfProgram(call, parent, request, *program, from));
  }
  draft.again = !request.plan().empty();
  if (draft.again) draft.etag = from->plan.etag();
  draft.plan.set_name(draft.again ? request.plan()
                                  : PlanName(parent.county(), IdOr(request.plan_id(), call)).ToString());
  draft.plan.set_organization(placed.organization());
  draft.plan.set_org_path(placed.org_path());
  draft.plan.set_display_name(request.display_name());
  draft.plan.set_base_plan(request.base_plan());
  draft.plan.mutable_settings();
  if (draft.problem.problem_id().empty() || program) draft.problem.set_problem_id(draft.plan.name());
  draft.plan.set_problem_hash(HashOf(draft.problem));
  RETURN_IF_ERROR(CheckProblem(draft.problem, draft.facts, draft.plan));
  return draft;
}

// A new plan has its problem; one that is solved again keeps the one that it has until there is a solution.
absl::StatusOr<v1::Plan> Write(rpc::Call& call, const PlanName& name, Draft draft) {
  if (!draft.again) {
    return call.db().One<v1::Plan>(sql::kCreatePlan, name, draft.plan, BytesOf(draft.problem, draft.facts));
  }
  v1::Plan next = draft.plan;
  *next.mutable_problem() = std::move(draft.problem);
  *next.mutable_facts() = std::move(draft.facts);
  return call.db().One<v1::Plan>(sql::kSolvePlanAgain, name, draft.plan,
                                 db::Arg("next_bytes", db::Bytes{next.SerializeAsString()}),
                                 db::Arg("placement_ids", IdsByCadre(draft.published)));
}

}  // namespace

// Makes a plan, or solves a draft again.
absl::StatusOr<Operation> PlanningService::SolvePlan(rpc::Call& call, const v1::SolvePlanRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckOneSource(request));
  ASSIGN_OR_RETURN(Draft draft, MakeDraft(call, parent, request));
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(draft.plan.name()));
  if (draft.again) {
    ASSIGN_OR_RETURN(const v1::Plan locked, call.db().One<v1::Plan>(sql::kGetPlanForUpdate, name));
    RETURN_IF_ERROR(CheckNotPublished(locked));
    // Pinned, published or solved while its problem was made.
    if (locked.etag() != draft.etag) return EtagError(locked.name());
  }
  v1::SolveProgress progress;
  progress.set_plan(name.ToString());
  ASSIGN_OR_RETURN(const Operation operation, lro::Start(call,
                                                         {.method = kSolvePlan,
                                                          .target = name.ToString(),
                                                          .org_path = draft.plan.org_path(),
                                                          .input = request.solver().SerializeAsString()},
                                                         progress));
  draft.plan.set_operation(operation.name());
  ASSIGN_OR_RETURN(const v1::Plan plan, Write(call, name, std::move(draft)));
  call.Changed(plan);
  return operation;
}

// Follows the plan's latest SolvePlan until it has ended.
absl::Status PlanningService::WatchSolve(rpc::Call& call, const v1::WatchSolveRequest& request,
                                         rpc::Writer<v1::WatchSolveResponse>& writer) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Plan plan, call.db().One<v1::Plan>(sql::kGetPlan, name));
  ASSIGN_OR_RETURN(const lro::OperationName operation, lro::OperationName::Parse(plan.operation()));
  return lro::Watch(call, operation, [&](const Operation& now) -> absl::Status {
    v1::WatchSolveResponse response;
    now.metadata().UnpackTo(response.mutable_progress());
    response.set_done(now.done());
    return writer.Write(std::move(response));
  });
}

}  // namespace xf::rotation
