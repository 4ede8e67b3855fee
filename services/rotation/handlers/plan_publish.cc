// What a person does with a draft: fixes placements for the next time that it is solved, and confirms it, or a part of
// it.
#include <algorithm>
#include <map>

#include "common/base/date.h"
#include "common/lro/operation.h"
#include "services/rotation/checker/checker.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/domain/refusal.h"
#include "services/rotation/handlers/placement_register.h"
#include "services/rotation/handlers/plan_facts.h"
#include "services/rotation/handlers/plan_store.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

using Pins = google::protobuf::RepeatedPtrField<v1::RotationProblem::Placement>;

absl::Status Conflict(const v1::Plan& plan, Text text) {
  return PreconditionError(errors::REASON_STATE_CONFLICT, plan.name(), std::move(text));
}

// The draft that a request names, locked, as the caller has seen it.
template <typename Request>
absl::StatusOr<StoredPlan> LockDraft(rpc::Call& call, const Request& request) {
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(StoredPlan stored, LockPlan(call.db(), name));
  if (!request.etag().empty() && request.etag() != stored.plan.etag()) return EtagError(name.ToString());
  if (stored.plan.state() == v1::PLAN_STATE_PUBLISHED) {
    return Conflict(stored.plan, {"the plan is published", "方案已发布"});
  }
  return stored;
}

const v1::RotationProblem::Placement* Find(const Pins& placements, const std::string& cadre) {
  const auto found = std::ranges::find(placements, cadre, &v1::RotationProblem::Placement::cadre_id);
  return found == placements.end() ? nullptr : &*found;
}

// The pin that the request asks for.
absl::StatusOr<v1::RotationProblem::Placement> WantedPin(const StoredPlan& stored,
                                                         const v1::PinPlacementRequest& request) {
  if (request.post_id().empty()) {
    const auto* placed = Find(stored.solution.placements(), request.cadre_id());
    if (placed == nullptr) {
      return Conflict(stored.plan,
                      {"the draft does not place the cadre: say where", "草案未安排该干部，请指明岗位和时间"});
    }
    return *placed;
  }
  v1::RotationProblem::Placement pin;
  pin.set_cadre_id(request.cadre_id());
  pin.set_post_id(request.post_id());
  pin.set_start_slot(request.start_slot());
  pin.set_duration(request.duration());
  return pin;
}

// The problem's own pins, of those who are away already, and the plan's.
void ReplacePins(const Pins& pins, v1::RotationProblem& problem) {
  Pins all;
  for (const auto& pin : problem.pins()) {
    if (IsStayId(pin.cadre_id())) *all.Add() = pin;
  }
  all.MergeFrom(pins);
  problem.mutable_pins()->Swap(&all);
}

// Nobody solves the draft just now: what is confirmed stays what was seen.
absl::Status CheckNotSolving(rpc::Call& call, const v1::Plan& plan) {
  ASSIGN_OR_RETURN(const bool open, lro::IsOpen(call.db(), plan.name()));
  return open ? Conflict(plan, {"the plan is being solved", "方案正在求解"}) : absl::OkStatus();
}

// A draft is what was solved: feasible, and with the pins that it has now.
absl::Status CheckPublishable(const StoredPlan& stored) {
  RETURN_IF_ERROR(CheckSolved(stored.plan));
  if (stored.plan.program().empty()) {
    return PreconditionError(errors::REASON_PLAN_NOT_OF_REGISTRY, stored.plan.name(),
                             {"the plan was not made from the registry", "方案不是由系统台账生成，不能发布"});
  }
  for (const auto& pin : stored.plan.pins()) {
    const auto* placed = Find(stored.solution.placements(), pin.cadre_id());
    if (placed == nullptr || placed->SerializeAsString() != pin.SerializeAsString()) {
      return Conflict(stored.plan,
                      {"pins were changed since the draft was solved; solve it again", "求解后锁定有变化，请重新求解"});
    }
  }
  ASSIGN_OR_RETURN(const v1::PlanVerification verification, checker::Verify(stored.problem, stored.solution));
  if (verification.holds()) return absl::OkStatus();
  return Conflict(stored.plan, {"the plan breaks a rule; verify it", "方案违反规则，请先核验"});
}

// What is published of a draft.
struct Part {
  std::vector<v1::PlannedPlacement> planned;
  // Whether nothing is left that is not.
  bool last = true;
};

// The placements that the request asks for, of those that are not published yet. Every cadre that can't be is named.
absl::StatusOr<Part> PartOf(const StoredPlan& stored, const v1::PublishPlanRequest& request) {
  std::map<std::string, v1::PlannedPlacement> drafts;
  Part part;
  for (v1::PlannedPlacement& one : PlannedOf(stored)) {
    if (!one.placement().empty()) continue;
    if (request.cadre_ids().empty()) part.planned.push_back(one);
    drafts[IdOf(one.candidate())] = std::move(one);
  }
  Refusal refusal("");
  for (int i = 0; i < request.cadre_ids_size(); ++i) {
    const std::string& cadre = request.cadre_ids(i);
    const auto found = drafts.find(cadre);
    if (found != drafts.end()) {
      part.planned.push_back(std::move(found->second));
      drafts.erase(found);
      continue;
    }
    const bool published = stored.placements.contains(cadre);
    const bool placed = published || Find(stored.solution.placements(), cadre) != nullptr;
    refusal.Add(absl::StrCat("cadre_ids[", i, "]"), published ? Text{"is published already", "已发布"}
                                                    : placed  ? Text{"is named twice", "重复填写"}
                                                             : Text{"is not placed by the draft", "草案未安排该干部"});
  }
  RETURN_IF_ERROR(std::move(refusal).ToStatus());
  part.last = request.cadre_ids().empty() || drafts.empty();
  return part;
}

// The number of the approval of each upward placement, by candidate. All that are missing are named.
absl::StatusOr<std::map<std::string, std::string>> ApprovalsOf(const v1::PublishPlanRequest& request,
                                                               const std::vector<v1::PlannedPlacement>& planned) {
  std::map<std::string, std::string> given, numbers;
  for (const auto& approval : request.approvals()) given[approval.cadre_id()] = approval.approval_doc_no();
  Refusal refusal("");
  for (const v1::PlannedPlacement& placement : planned) {
    if (!placement.upward()) continue;
    const std::string cadre = IdOf(placement.candidate());
    const auto own = given.find(cadre);
    std::string& number = numbers[placement.candidate()];
    number = own == given.end() ? request.approval_doc_no() : own->second;
    if (number.empty()) {
      refusal.Add(absl::StrCat("approvals[", cadre, "]"),
                  {"required for hosts of province or city", "派往省、市单位须填写批准文号"},
                  errors::REASON_PLACEMENT_APPROVAL_REQUIRED);
    }
  }
  RETURN_IF_ERROR(std::move(refusal).ToStatus());
  return numbers;
}

bool IsSame(const v1::Placement& recorded, const v1::PlannedPlacement& planned) {
  return recorded.candidate() == planned.candidate() && recorded.post() == planned.post() &&
         IsoDate(recorded.start_date()) == IsoDate(planned.start_date()) &&
         IsoDate(recorded.end_date()) == IsoDate(planned.end_date());
}

// Whether the part decides about a placement of the base plan: of its own cadres, in the end of all.
bool Decides(const Part& part, const v1::Placement& placement) {
  return part.last ||
         std::ranges::find(part.planned, placement.candidate(), &v1::PlannedPlacement::candidate) != part.planned.end();
}

// Takes back those placements of the base plan that this one does not keep; the kept ones leave the part and are noted
// as published.
absl::Status ReplaceBase(rpc::Call& call, const StoredPlan& stored, Part& part,
                         std::map<std::string, std::string>& published) {
  const v1::Plan& plan = stored.plan;
  if (plan.base_plan().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const PlanName base_name, PlanName::Parse(plan.base_plan()));
  ASSIGN_OR_RETURN(const StoredPlan base, ReadPlan(call.db(), base_name));
  if (base.placements.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Placement> before, LockPlanned(call, base));
  for (v1::Placement& placement : before) {
    const std::string cadre = IdOf(placement.candidate());
    const auto own = stored.placements.find(cadre);
    if ((own != stored.placements.end() && own->second == placement.name()) || !Decides(part, placement)) continue;
    const auto kept = std::ranges::find_if(part.planned, [&](const auto& one) { return IsSame(placement, one); });
    if (kept != part.planned.end()) {
      published[cadre] = placement.name();
      part.planned.erase(kept);
      continue;
    }
    placement.set_state(v1::PLACEMENT_STATE_CANCELLED);
    placement.set_end_reason(
        absl::StrCat("由方案“", plan.display_name().empty() ? plan.name() : plan.display_name(), "”调整"));
    ASSIGN_OR_RETURN(const PlacementName name, PlacementName::Parse(placement.name()));
    ASSIGN_OR_RETURN(const v1::Placement written, call.db().One<v1::Placement>(sql::kUpdatePlacement, name, placement));
    call.Changed(written);
  }
  return absl::OkStatus();
}

// The batch that a placement of the program lies in; "" when none does, which JudgePlacement then minds if it must.
std::string BatchOf(const std::vector<v1::Batch>& batches, const v1::PlannedPlacement& planned) {
  const auto found = std::ranges::find_if(batches, [&](const v1::Batch& batch) {
    return ToDay(batch.start_date()) <= ToDay(planned.start_date()) &&
           ToDay(planned.end_date()) <= ToDay(batch.end_date());
  });
  return found == batches.end() ? "" : found->name();
}

// Records what is planned, all or nothing, by the rules of CreatePlacement.
absl::Status Record(rpc::Call& call, const v1::Plan& plan, const std::vector<v1::PlannedPlacement>& planned,
                    const std::map<std::string, std::string>& approvals,
                    std::map<std::string, std::string>& published) {
  ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Parse(plan.program()));
  ASSIGN_OR_RETURN(const std::vector<v1::Batch> batches, call.db().Many<v1::Batch>(sql::kBatchesOfProgram, program));
  std::vector<v1::Placement> wanted;
  for (const v1::PlannedPlacement& one : planned) {
    v1::Placement& placement = wanted.emplace_back();
    placement.set_name(PlacementName(program.county(), call.NewId()).ToString());
    placement.set_candidate(one.candidate());
    placement.set_post(one.post());
    placement.set_program(plan.program());
    placement.set_batch(BatchOf(batches, one));
    *placement.mutable_start_date() = one.start_date();
    *placement.mutable_end_date() = one.end_date();
    if (const auto number = approvals.find(one.candidate()); number != approvals.end()) {
      placement.set_approval_doc_no(number->second);
    }
    published[IdOf(one.candidate())] = placement.name();
  }
  if (wanted.empty()) return absl::OkStatus();
  std::vector<const v1::Placement*> pointers;
  for (const v1::Placement& placement : wanted) pointers.push_back(&placement);
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(absl::StrCat("counties/", program.county())));
  ASSIGN_OR_RETURN(PlacementRegister book, PlacementRegister::Open(call, county, pointers));
  for (const v1::Placement& placement : wanted) {
    RETURN_IF_ERROR(book.Admit(placement, absl::StrCat("placements[", IdOf(placement.candidate()), "].")));
  }
  return book.Write().status();
}

// What is published in part is pinned, so that solving the rest again goes around it.
Pins PinsWith(const StoredPlan& stored, const std::map<std::string, std::string>& published) {
  Pins pins = stored.plan.pins();
  for (const auto& [cadre, placement] : published) {
    const auto* placed = Find(stored.solution.placements(), cadre);
    if (placed != nullptr && Find(pins, cadre) == nullptr) *pins.Add() = *placed;
  }
  return pins;
}

}  // namespace

// Fixes a placement for the next time that the draft is solved, or lets it go.
absl::StatusOr<v1::Plan> PlanningService::PinPlacement(rpc::Call& call, const v1::PinPlacementRequest& request) {
  ASSIGN_OR_RETURN(StoredPlan stored, LockDraft(call, request));
  if (stored.placements.contains(request.cadre_id())) {
    return Conflict(stored.plan, {"the cadre's placement is published", "该干部的安排已发布"});
  }
  Pins pins;
  for (const auto& pin : stored.plan.pins()) {
    if (pin.cadre_id() != request.cadre_id()) *pins.Add() = pin;
  }
  if (request.unpin()) {
    if (pins.size() == stored.plan.pins_size()) {
      return Conflict(stored.plan, {"the cadre is not pinned", "该干部未锁定"});
    }
  } else {
    ASSIGN_OR_RETURN(*pins.Add(), WantedPin(stored, request));
    ReplacePins(pins, stored.problem);
    RETURN_IF_ERROR(CheckProblem(stored.problem, stored.facts, stored.plan));
  }
  *stored.plan.mutable_pins() = pins;
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(stored.plan.name()));
  ASSIGN_OR_RETURN(const v1::Plan plan, call.db().One<v1::Plan>(sql::kPinPlan, name, stored.plan));
  call.Changed(plan);
  return plan;
}

// Confirms a draft, or a part of it: its placements are recorded, all or none; those of a published base plan that it
// does not keep are taken back.
absl::StatusOr<v1::PublishPlanResponse> PlanningService::PublishPlan(rpc::Call& call,
                                                                     const v1::PublishPlanRequest& request) {
  ASSIGN_OR_RETURN(const StoredPlan stored, LockDraft(call, request));
  RETURN_IF_ERROR(CheckPublishable(stored));
  RETURN_IF_ERROR(CheckNotSolving(call, stored.plan));
  ASSIGN_OR_RETURN(Part part, PartOf(stored, request));
  ASSIGN_OR_RETURN(const auto approvals, ApprovalsOf(request, part.planned));
  std::map<std::string, std::string> published;
  RETURN_IF_ERROR(ReplaceBase(call, stored, part, published));
  RETURN_IF_ERROR(Record(call, stored.plan, part.planned, approvals, published));
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(stored.plan.name()));
  v1::Plan plan = stored.plan;
  if (!part.last) *plan.mutable_pins() = PinsWith(stored, published);
  plan.set_state(part.last ? v1::PLAN_STATE_PUBLISHED : v1::PLAN_STATE_PARTLY_PUBLISHED);
  v1::PublishPlanResponse response;
  for (const auto& [cadre, placement] : published) response.add_placements(placement);
  published.insert(stored.placements.begin(), stored.placements.end());
  ASSIGN_OR_RETURN(*response.mutable_plan(),
                   call.db().One<v1::Plan>(sql::kPublishPlan, name, db::Arg("publisher", call.principal().display),
                                           db::Arg("placement_ids", IdsByCadre(published)), plan));
  call.Changed(response.plan());
  return response;
}

}  // namespace xf::rotation
