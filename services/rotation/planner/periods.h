// When a cadre may be at a post: starts and lengths that post, batches and the cadre's calendar allow.
#pragma once

#include <vector>

#include "services/rotation/planner/model.h"

namespace xf::planner {

// Runs of a post for someone who is always available, by length and start.
std::vector<Run> PostRuns(const RotationProblem::Post& post, int slot_count);

// Those of the runs that keep clear of the slots in which `busy` is true.
std::vector<Run> FreeRuns(const std::vector<Run>& runs, const std::vector<bool>& busy);

// Whether the stay is one of the runs.
bool Contains(const std::vector<Run>& runs, int start, int duration);

// Slots in which the cadre can't be away; empty when always available.
std::vector<bool> BusySlots(const RotationProblem::Cadre& cadre, int slot_count);

}  // namespace xf::planner
