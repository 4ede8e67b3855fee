// Randomness of planner and generator: the same seed gives the same numbers on every machine, which the standard
// library's distributions don't promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace xf::planner {

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  // A number in [0, bound); bound > 0. The modulo's bias is below 2⁻³² for any bound that occurs here.
  int Below(int bound) { return static_cast<int>((Next() >> 32) * static_cast<uint64_t>(bound) >> 32); }
  // A number in [low, high], both inclusive.
  int Between(int low, int high) { return low + Below(high - low + 1); }
  // True in `percent` of 100 cases.
  bool Chance(int percent) { return Below(100) < percent; }
  // A number in [0, 1).
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }

  // Fisher–Yates.
  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<size_t>(Below(static_cast<int>(i)))]);
  }

 private:
  uint64_t state_;
};

}  // namespace xf::planner
