// Who can't decide: the shares of a fractional solution by cadre and stay. Where it is fractional a branch helps.
#pragma once

#include <vector>

#include "services/rotation/planner/pricing.h"

namespace xf::planner {

class Sway {
 public:
  explicit Sway(const Model& model) : model_(model), shares_(model.cadres.size()) {}

  // A cadre is at a stay with this share, up to 1.
  void Add(int cadre, const Stay& stay, double share) { shares_[static_cast<size_t>(cadre)].push_back({stay, share}); }

  // The question whose answers are most evenly spread, of those that leave both answers a stay or home. False when
  // everyone has decided.
  bool Ask(const std::vector<Decision>& path, Decision& question) const;

 private:
  struct Share {
    Stay stay;
    double share = 0;
  };

  const Model& model_;
  std::vector<std::vector<Share>> shares_;
};

}  // namespace xf::planner
