#include "services/rotation/planner/repair.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace xf::planner {

void Fill(const Pricing& pricing, const std::vector<int>& order, Assignment& assignment) {
  const Model& model = pricing.model();
  for (const int c : order) {
    if (assignment.at(c).placed() || model.cadres[static_cast<size_t>(c)].pinned) continue;
    Choice best{{}, -std::numeric_limits<double>::max()};
    pricing.ForEach(c, best.value, [&](const Stay& stay, double value) {
      if (value > best.value && model.Gain(c, stay) > 0 && assignment.Fits(c, stay)) best = {stay, value};
    });
    if (best.stay.placed()) assignment.Put(c, best.stay);
  }
}

Assignment Repair(const Pricing& pricing, const Assignment& start) {
  const Model& model = pricing.model();
  std::vector<double> regret(model.cadres.size(), 0);
  for (size_t c = 0; c < model.cadres.size(); ++c) {
    // What the cadre is worth at the prices; a tie is broken by what its best stay scores.
    const Choice choice = pricing.Best(static_cast<int>(c));
    regret[c] = choice.value + 1e-3 * static_cast<double>(model.Gain(static_cast<int>(c), choice.stay));
  }
  std::vector<int> order(model.cadres.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return regret[static_cast<size_t>(a)] > regret[static_cast<size_t>(b)]; });
  Assignment made = start;
  Fill(pricing, order, made);
  return made;
}

}  // namespace xf::planner
