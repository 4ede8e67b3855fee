// What it costs to keep things as they are: pins, a published part, placements of the plan before.
#pragma once

#include <functional>
#include <string>

#include "services/rotation/explain/context.h"

namespace xf::explain {

// The true cost of stability: how much more the best plan would score that is bound to no pin and keeps nothing. Solved
// again with all of that set free, but pins of cadres of whom `is_given` is true: they are nobody's wish.
absl::StatusOr<v1::StabilityCost> CostOfStability(
    const Context& context,
    const std::function<bool(const std::string& cadre_id)>& is_given = [](const std::string&) { return false; });

}  // namespace xf::explain
