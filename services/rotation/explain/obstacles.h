// What stands in the way of a cadre at a post: rules of their own, pins, or those who hold the place.
#pragma once

#include <vector>

#include "services/rotation/explain/context.h"

namespace xf::explain {

// Rules that leave the pair no stay at all, each enough to forbid it by itself; empty when there is a stay.
std::vector<v1::Obstacle> RuleObstacles(const Context& context, int cadre, int post);

// What keeps the pair's most valuable stay out of the plan as it is: rules with those who use up what they limit. Empty
// when some stay of the pair could simply be added.
std::vector<v1::Obstacle> PlanObstacles(const Context& context, int cadre, int post);

// Rules that keep every stay of the pair from going together with the pins alone, with the pinned ones; empty when one
// goes.
std::vector<v1::Obstacle> PinObstacles(const Context& context, int cadre, int post);

// An obstacle in the user's words.
v1::Obstacle MakeObstacle(const Context& context, v1::PlanRule rule, int cadre, int post,
                          const std::vector<std::string>& holders);

}  // namespace xf::explain
