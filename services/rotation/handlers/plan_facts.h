// The registry, training and an earlier plan as a problem is made from them.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "services/rotation/domain/registry_facts.h"
#include "services/rotation/handlers/plan_store.h"

namespace xf::rotation {

// The horizon that the settings ask for; their start and length are filled in.
Horizon ChooseHorizon(const v1::Program& program, absl::CivilDay today, v1::PlanSettings& settings);

// Members in training classes, or their exams, that meet the period, asked of training. Before the first statement of
// the transaction.
absl::StatusOr<std::vector<Enrolled>> AskEnrolled(rpc::Call& call, const api::CountyName& county, const Period& period);

// What the caller's scope has for the program: posts, candidates, batches, stays and grades. Placements of `base` that
// are only PLANNED are not in the way of a plan that replaces it; null: none.
absl::StatusOr<RegistryFacts> ReadFacts(rpc::Call& call, const api::CountyName& county, v1::Program program,
                                        std::vector<Enrolled> enrolled, const StoredPlan* base);

// The placements of an earlier plan as the problem's previous ones: those that its slots, cadres and posts still have.
void AddPrevious(const StoredPlan& earlier, const Horizon& horizon, v1::RotationProblem& problem);

// Placements of a plan that were published.
absl::StatusOr<std::vector<v1::Placement>> LockPublished(rpc::Call& call, const StoredPlan& stored);

// Those of them that are still PLANNED.
absl::StatusOr<std::vector<v1::Placement>> LockPlanned(rpc::Call& call, const StoredPlan& stored);

}  // namespace xf::rotation
