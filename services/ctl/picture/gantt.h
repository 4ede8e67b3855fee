// Pictures of a plan.
#pragma once

#include <string>

#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::ctl {

// Hosts and their posts from top to bottom, slots from left to right, a bar a placement. What was pinned, kept from the
// plan before, or does not fit the post (beyond its capacity, or outside the horizon) has a colour of its own.
std::string GanttSvg(const xianfeng::rotation::v1::RotationProblem& problem,
                     const xianfeng::rotation::v1::RotationPlan& plan);

// Objective and bound over the work done, as the plan records them.
std::string ProgressSvg(const xianfeng::rotation::v1::RotationPlan& plan);

}  // namespace xf::ctl
