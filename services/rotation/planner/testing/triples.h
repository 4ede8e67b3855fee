// Peers of the planner for its tests: every plan of a tiny problem in turn, and a general solver of mixed-integer
// programs. They read the problem's own words and share no code with the planner.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::planner::testing {

using xianfeng::rotation::v1::RotationPlan;
using xianfeng::rotation::v1::RotationProblem;

// Positions of ids.
std::unordered_map<std::string, int> Positions(const auto& items, auto id_of) {
  std::unordered_map<std::string, int> positions;
  for (const auto& item : items) positions.emplace(id_of(item), static_cast<int>(positions.size()));
  return positions;
}

struct Triple {
  int cadre = 0;
  int post = 0;
  int start = 0;
  int end = 0;
  int64_t score = 0;   // with the change penalty that it saves
  bool keeps = false;  // is the cadre's previous placement
};

// All triples, by cadre; of a pinned cadre only the pin.
std::vector<std::vector<Triple>> Triples(const RotationProblem& problem);

// Whether two triples put relatives at one host in one slot.
bool Clash(const RotationProblem& problem, const Triple& a, const Triple& b);

// The best objective, by trying every plan; none when no plan exists.
std::optional<int64_t> BruteForce(const RotationProblem& problem);

// What CBC makes of the problem as a mixed-integer program.
struct CbcResult {
  bool found = false;
  bool optimal = false;
  int64_t objective = 0;
  double upper_bound = 0;
  // Infinite when it never was.
  double seconds_to_1_percent = std::numeric_limits<double>::infinity();
};
// `seconds` in all: writing the program down is counted, as the planner's model is.
CbcResult SolveByCbc(const RotationProblem& problem, double seconds, int threads = 1);

// A problem small enough to try every plan, with some of everything that the model has. It may have no plan.
RotationProblem TinyProblem(uint64_t seed);

}  // namespace xf::planner::testing
