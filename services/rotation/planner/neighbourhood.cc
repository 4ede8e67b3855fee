#include "services/rotation/planner/neighbourhood.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_set.h"

namespace xf::planner {

Landscape::Landscape(const Pricing& pricing, const Assignment& plan)
    : model_(pricing.model()),
      plan_(plan),
      posts_of_(model_.cadres.size()),
      cadres_of_(model_.posts.size()),
      cadres_in_(model_.units.size()) {
  double sum = 0;
  std::vector<double> best_at;
  for (size_t i = 0; i < model_.cadres.size(); ++i) {
    const int c = static_cast<int>(i);
    const Cadre& cadre = model_.cadres[i];
    if (!cadre.pinned && cadre.option_count > 0) {
      if (cadre.unit >= 0) cadres_in_[static_cast<size_t>(cadre.unit)].push_back(c);
      best_at.assign(static_cast<size_t>(cadre.option_count), -std::numeric_limits<double>::max());
      double best = 0;
      pricing.ForEach(c, -std::numeric_limits<double>::max(), [&](const Stay& stay, double value) {
        double& top = best_at[static_cast<size_t>(stay.option - cadre.first_option)];
        top = std::max(top, value);
        best = std::max(best, value);
      });
      const Stay& now = plan.at(c);
      const double loss = std::max(0.0, best - pricing.Value(c, now));
      // Near enough to be worth a look: what a stay gains in a tenth of its value.
      const double near = best - loss - 0.1 * std::abs(static_cast<double>(model_.largest_score)) * 0.3;
      for (int o = 0; o < cadre.option_count; ++o) {
        const int post = model_.options[static_cast<size_t>(cadre.first_option + o)].post;
        const bool here = now.placed() && now.option == cadre.first_option + o;
        if (!here && best_at[static_cast<size_t>(o)] < near) continue;
        posts_of_[i].push_back(post);
        cadres_of_[static_cast<size_t>(post)].push_back(c);
      }
      sum += loss;
    }
    loss_.push_back(sum);
  }
}

int Landscape::Seed(Random& random) const {
  const double total = loss_.empty() ? 0 : loss_.back();
  if (total <= 0 || random.Chance(20)) return random.Below(static_cast<int>(loss_.size()));
  return static_cast<int>(std::upper_bound(loss_.begin(), loss_.end(), random.Unit() * total) - loss_.begin());
}

std::vector<int> Landscape::Pick(int size, Random& random) const {
  std::vector<int> picked;
  absl::flat_hash_set<int> seen, posts;
  const auto add = [&](int c) {
    const Cadre& cadre = model_.cadres[static_cast<size_t>(c)];
    if (static_cast<int>(picked.size()) >= size || cadre.pinned || cadre.option_count == 0) return;
    if (seen.insert(c).second) picked.push_back(c);
  };
  if (loss_.empty()) return picked;
  const bool by_unit = random.Chance(30);
  add(std::min(Seed(random), static_cast<int>(loss_.size()) - 1));
  for (size_t next = 0; next < picked.size() && static_cast<int>(picked.size()) < size; ++next) {
    const int c = picked[next];
    const int unit = model_.cadres[static_cast<size_t>(c)].unit;
    if (by_unit && unit >= 0) {
      for (const int mate : cadres_in_[static_cast<size_t>(unit)]) add(mate);
    }
    std::vector<int> near = posts_of_[static_cast<size_t>(c)];
    random.Shuffle(near);
    for (const int post : near) {
      if (!posts.insert(post).second) continue;
      std::vector<int> there = cadres_of_[static_cast<size_t>(post)];
      random.Shuffle(there);
      // All who are at the post now, and some who would be.
      for (const int other : there) {
        const Stay& now = plan_.at(other);
        if (now.placed() && model_.options[static_cast<size_t>(now.option)].post == post) add(other);
      }
      int guests = 0;
      for (const int other : there) {
        if (guests++ < 6) add(other);
      }
    }
  }
  // Whoever nothing ties to them makes it up: where all cadres go in, the answer holds for the whole problem.
  const int cadres = static_cast<int>(loss_.size());
  if (cadres <= size) {
    for (int c = 0; c < cadres; ++c) add(c);
  }
  for (int tries = 2 * size; tries > 0 && static_cast<int>(picked.size()) < size; --tries) add(random.Below(cadres));
  std::sort(picked.begin(), picked.end());
  return picked;
}

}  // namespace xf::planner
