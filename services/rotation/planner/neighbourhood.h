// Which cadres to plan anew together: those whom prices, posts and units tie to one that loses much against its best
// stay.
#pragma once

#include <vector>

#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/pricing.h"
#include "services/rotation/planner/random.h"

namespace xf::planner {

// What the prices say about a plan: who loses, and who is interested in which post.
class Landscape {
 public:
  Landscape(const Pricing& pricing, const Assignment& plan);

  // Up to `size` cadres, none pinned, around one that loses.
  std::vector<int> Pick(int size, Random& random) const;

 private:
  int Seed(Random& random) const;

  const Model& model_;
  const Assignment& plan_;
  std::vector<double> loss_;                 // by cadre, summed up: [c] = Σ up to and with c
  std::vector<std::vector<int>> posts_of_;   // posts at which a cadre's value is near its best
  std::vector<std::vector<int>> cadres_of_;  // by post: who is there or interested
  std::vector<std::vector<int>> cadres_in_;  // by unit
};

}  // namespace xf::planner
