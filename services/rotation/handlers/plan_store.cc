#include "services/rotation/handlers/plan_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/escaping.h"
#include "common/base/date.h"
#include "common/crypto/sealer.h"
#include "services/rotation/checker/pins.h"
#include "services/rotation/domain/excluded_pins.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

// The parts of a plan whose row has been read.
absl::StatusOr<StoredPlan> WithContent(db::Session& db, const PlanName& name, v1::Plan plan) {
  ASSIGN_OR_RETURN(const db::Result rows, db.Rows(sql::kGetPlanContent, name));
  if (rows.empty()) return NotFoundError(name.ToString());
  StoredPlan stored{.plan = std::move(plan)};
  if (!stored.problem.ParseFromString(rows.bytes(0, "problem")) ||
      !stored.facts.ParseFromString(rows.bytes(0, "facts")) ||
      !stored.solution.ParseFromString(rows.bytes(0, "solution"))) {
    return InternalError(absl::StrCat(name.ToString(), " does not parse"));
  }
  if (rows.at(0, "next") && !stored.next.emplace().ParseFromString(rows.bytes(0, "next"))) {
    return InternalError(absl::StrCat(name.ToString(), " does not parse"));
  }
  const nlohmann::json ids = nlohmann::json::parse(rows.text(0, "placement_ids"));
  for (const auto& [cadre, id] : ids.items()) {
    stored.placements[cadre] = PlacementName(name.county(), id.get<std::string>()).ToString();
  }
  return stored;
}

}  // namespace

absl::StatusOr<StoredPlan> ReadPlan(db::Session& db, const PlanName& name) {
  ASSIGN_OR_RETURN(v1::Plan plan, db.One<v1::Plan>(sql::kGetPlan, name));
  return WithContent(db, name, std::move(plan));
}

absl::StatusOr<StoredPlan> LockPlan(db::Session& db, const PlanName& name) {
  ASSIGN_OR_RETURN(v1::Plan plan, db.One<v1::Plan>(sql::kGetPlanForUpdate, name));
  return WithContent(db, name, std::move(plan));
}

absl::StatusOr<StoredPlan> ReadSolvedPlan(db::Session& db, const PlanName& name) {
  ASSIGN_OR_RETURN(StoredPlan stored, ReadPlan(db, name));
  RETURN_IF_ERROR(CheckSolved(stored.plan));
  return stored;
}

absl::Status CheckSolved(const v1::Plan& plan) {
  if (plan.state() != v1::PLAN_STATE_UNSOLVED) return absl::OkStatus();
  return PreconditionError(errors::REASON_PLAN_UNSOLVED, plan.name(), {"the plan has no solution yet", "方案尚未求解"});
}

absl::Status CheckProblem(const v1::RotationProblem& problem, const v1::PlanFacts& facts, const v1::Plan& plan) {
  const absl::Status valid = planner::Validate(problem);
  if (!valid.ok() && !plan.program().empty()) return NameExclusions(valid, problem, facts, HorizonOf(plan));
  RETURN_IF_ERROR(valid);
  return checker::CheckPins(problem);
}

v1::Plan NextOf(const StoredPlan& stored) {
  if (stored.next) return *stored.next;
  v1::Plan next = stored.plan;
  *next.mutable_problem() = stored.problem;
  *next.mutable_facts() = stored.facts;
  return next;
}

void TakeNext(StoredPlan& stored) {
  if (!stored.next) return;
  stored.problem = stored.next->problem();
  stored.facts = stored.next->facts();
  *stored.plan.mutable_settings() = stored.next->settings();
  *stored.plan.mutable_start_date() = stored.next->start_date();
  stored.plan.set_slot_count(stored.next->slot_count());
  stored.plan.set_rule_version(stored.next->rule_version());
}

std::string IdsByCadre(const std::map<std::string, std::string>& placements) {
  nlohmann::json ids = nlohmann::json::object();
  for (const auto& [cadre, name] : placements) ids[cadre] = IdOf(name);
  return ids.dump();
}

std::vector<db::Arg> BytesOf(const v1::RotationProblem& problem, const v1::PlanFacts& facts) {
  return {{"problem_bytes", db::Bytes{problem.SerializeAsString()}},
          {"facts_bytes", db::Bytes{facts.SerializeAsString()}}};
}

std::string HashOf(const v1::RotationProblem& problem) {
  v1::RotationProblem copy = problem;
  copy.clear_problem_id();
  return absl::BytesToHexString(crypto::Sha256(copy.SerializeAsString()));
}

Horizon HorizonOf(const v1::Plan& plan) { return Horizon(ToDay(plan.start_date()), plan.slot_count()); }

std::vector<v1::PlannedPlacement> PlannedOf(const StoredPlan& stored) {
  std::vector<v1::PlannedPlacement> planned;
  if (stored.plan.program().empty()) return planned;
  const std::string county = api::CountyOf(stored.plan.name());
  const Horizon horizon = HorizonOf(stored.plan);
  std::set<std::string> pinned;
  for (const auto& pin : stored.plan.pins()) pinned.insert(pin.cadre_id());
  for (const auto& placement : stored.solution.placements()) {
    if (IsStayId(placement.cadre_id())) continue;
    v1::PlannedPlacement& one = planned.emplace_back();
    one.set_candidate(CandidateName(county, placement.cadre_id()).ToString());
    one.set_post(PostName(county, placement.post_id()).ToString());
    const Period days = horizon.DaysOf(placement.start_slot(), placement.duration());
    *one.mutable_start_date() = ToDate(days.start);
    *one.mutable_end_date() = ToDate(days.end);
    one.set_pinned(pinned.contains(placement.cadre_id()));
    if (const auto found = stored.placements.find(placement.cadre_id()); found != stored.placements.end()) {
      one.set_placement(found->second);
    }
    const auto post = std::ranges::find(stored.facts.posts(), placement.post_id(), &v1::PlanFacts::Post::post_id);
    one.set_upward(post != stored.facts.posts().end() && post->upward());
  }
  return planned;
}

}  // namespace xf::rotation
