// How two plans differ: by cadre, by part of the score, by host and unit; and each under the other's rules.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "xianfeng/rotation/v1/plan.pb.h"
#include "xianfeng/rotation/v1/planning.pb.h"
#include "xianfeng/rotation/v1/planning_service.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

// A plan as it is compared.
struct ComparedPlan {
  const v1::RotationProblem& problem;
  const v1::PlanFacts& facts;
  const v1::RotationPlan& solution;
};

// Moves and differences, and how many placements are alike. What is equal in both is left out. Those who were away
// already are nobody's.
v1::ComparePlansResponse Compare(const ComparedPlan& first, const ComparedPlan& second);

// A solution as another problem's rules see it. FIELD_INVALID when the problem is none.
absl::StatusOr<v1::PlanUnderOther> UnderOther(const v1::RotationPlan& solution, const v1::RotationProblem& other);

// Parts of the score of a placement, in the order of the enum; none without facts.
std::vector<v1::ScorePart> PartsOf(const ComparedPlan& plan, const v1::RotationProblem::Placement& placement);

}  // namespace xf::rotation
