// Randomness of the sample county: the same seed gives the same county on every machine and with every standard
// library, which is why none of the std distributions (whose results are not specified) is used.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace xf::sample {

class Rng {
 public:
  explicit Rng(uint64_t seed) : seed_(seed), engine_(seed) {}

  // A generator of its own for one part of the county, so that a change of one part does not shift the others.
  Rng Fork(absl::string_view part) const;

  // A number in [0, bound); bound > 0. Without modulo bias.
  uint64_t Below(uint64_t bound);
  // A number in [low, high], both inclusive.
  int Between(int low, int high) { return low + static_cast<int>(Below(static_cast<uint64_t>(high - low) + 1)); }
  // True in `permille` of 1,000 cases.
  bool Chance(int permille) { return Below(1000) < static_cast<uint64_t>(permille); }

  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[Below(from.size())];
  }
  // Fisher–Yates.
  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[Below(i)]);
  }

 private:
  uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace xf::sample
