// From the registry to a problem (domain reference §4.3): who may go where when, by which rule not, and what it is
// worth.
//
// Who is away within the horizon stands in the problem as a cadre of its own ("stay:…") pinned at a post of its own, so
// that limits of units and hosts count him; he is no cadre of the plan.
#pragma once

#include "absl/status/statusor.h"
#include "services/rotation/domain/registry_facts.h"

namespace xf::rotation {

// Whether an id of a problem stands for somebody who is away already, or for his post.
bool IsStayId(absl::string_view id);

// Last segment of a resource name.
std::string IdOf(absl::string_view name);

// The problem of the settings. Pins and previous placements are added by the caller. FIELD_INVALID when nothing can be
// planned: more than 500,000 pairs, or settings that name what the registry does not have.
absl::StatusOr<BuiltProblem> BuildProblem(const RegistryFacts& facts, const v1::PlanSettings& settings,
                                          const Horizon& horizon, const ProgramRule& program_rule,
                                          const PlanningRule& rule);

}  // namespace xf::rotation
