// Whether placements obey every rule of a problem, and what they are worth.
#pragma once

#include <cstdint>

#include "services/rotation/checker/finding.h"
#include "services/rotation/checker/problem.h"

namespace xf::checker {

using PlacementList = google::protobuf::RepeatedPtrField<v1::RotationProblem::Placement>;

// Everything that is wrong with the placements.
Findings CheckPlacements(const Problem& problem, const PlacementList& placements);

// What placements are worth, and how many previous ones they do not keep.
struct Worth {
  int64_t objective = 0;
  int32_t changes = 0;
};
// Pairs that are not eligible count nothing. Sums beyond int64 are cut to its limits.
Worth Evaluate(const Problem& problem, const PlacementList& placements);

}  // namespace xf::checker
