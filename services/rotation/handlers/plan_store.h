// Plans as they are stored: the resource beside the problem, facts and solution that it is made of.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "services/rotation/domain/horizon.h"
#include "services/rotation/service.h"

namespace xf::rotation {

// A plan with all that it is made of.
struct StoredPlan {
  v1::Plan plan;
  v1::RotationProblem problem;
  v1::PlanFacts facts;
  v1::RotationPlan solution;  // without certificate and placements while the plan is UNSOLVED
  // What it is being solved for, or was in vain, with problem and facts; unset: what stands above.
  std::optional<v1::Plan> next;
  // Placements that publishing recorded or kept, "counties/431123/placements/{id}", by cadre.
  std::map<std::string, std::string> placements;
};

// Reads a plan. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<StoredPlan> ReadPlan(db::Session& db, const PlanName& name);
// The same, locked until the end of the transaction.
absl::StatusOr<StoredPlan> LockPlan(db::Session& db, const PlanName& name);
// Reads a plan that has a solution. PLAN_UNSOLVED when it has none.
absl::StatusOr<StoredPlan> ReadSolvedPlan(db::Session& db, const PlanName& name);

// PLAN_UNSOLVED unless the plan has a solution.
absl::Status CheckSolved(const v1::Plan& plan);

// FIELD_INVALID with every violation of a plan's problem: what the planner refuses, in the registry's own words where
// its rules exclude what is pinned, and pins that can't hold together.
absl::Status CheckProblem(const v1::RotationProblem& problem, const v1::PlanFacts& facts, const v1::Plan& plan);

// A plan with the problem that it is to be solved for next.
v1::Plan NextOf(const StoredPlan& stored);
// Puts that in the place of the problem that it has been solved for.
void TakeNext(StoredPlan& stored);

// JSON of published placements, for :placement_ids.
std::string IdsByCadre(const std::map<std::string, std::string>& placements);

// Bytes of the three parts that are stored as such, under the names that the statements ask for.
std::vector<db::Arg> BytesOf(const v1::RotationProblem& problem, const v1::PlanFacts& facts);

// SHA-256 of a problem without its id, in hexadecimal.
std::string HashOf(const v1::RotationProblem& problem);

// The half months of a plan that was made from the registry.
Horizon HorizonOf(const v1::Plan& plan);

// The placements of a solution in the registry's terms, those who were away already left out.
std::vector<v1::PlannedPlacement> PlannedOf(const StoredPlan& stored);

}  // namespace xf::rotation
