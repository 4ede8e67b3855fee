#include "services/rotation/planner/sizes.h"

#include <algorithm>

namespace xf::planner {
namespace {

constexpr std::array<Sizes::Size, 11> kSizes = {
    {{8, 30}, {12, 30}, {18, 30}, {27, 30}, {40, 30}, {60, 30}, {90, 24}, {135, 16}, {200, 12}, {300, 8}, {450, 6}}};
constexpr double kFade = 0.8;

}  // namespace

Sizes::Sizes(int cadres) {
  for (size_t i = 0; i < kSizes.size(); ++i) arms_[i].size = kSizes[i];
  // One that takes in everybody is the last that makes sense.
  while (count_ < static_cast<int>(kSizes.size()) && arms_[static_cast<size_t>(count_ - 1)].size.cadres < cadres)
    ++count_;
}

Sizes::Size Sizes::Next(Random& random) {
  int best = 0;
  for (int i = 1; i < count_; ++i) {
    if (arms_[static_cast<size_t>(i)].Rate() > arms_[static_cast<size_t>(best)].Rate()) best = i;
  }
  if (arms_[static_cast<size_t>(best)].Rate() <= 0 || random.Chance(15)) {
    // Nothing pays: every size gets its turn, those that cost less more often.
    for (int i = 0; i < count_; ++i) {
      if (arms_[static_cast<size_t>(i)].total_work < arms_[static_cast<size_t>(best)].total_work) best = i;
    }
  }
  last_ = best;
  return arms_[static_cast<size_t>(best)].size;
}

void Sizes::Learn(int64_t gain, int64_t work) {
  Arm& arm = arms_[static_cast<size_t>(last_)];
  arm.gain = arm.gain * kFade + static_cast<double>(gain);
  arm.work = arm.work * kFade + static_cast<double>(work);
  arm.total_work += static_cast<double>(work);
}

}  // namespace xf::planner
