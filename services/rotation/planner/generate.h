// Problems to try a planner on: realistic ones, and planted ones whose best objective is known.
#pragma once

#include <cstdint>

#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::planner {

struct Shape {
  int cadres = 67;
  int posts = 40;
  int slots = 24;
  uint64_t seed = 1;
};

// A county or a province in small: units of some dozen cadres that may send a few at a time, hosts with a few posts and
// mentors for most of them, fields of work that attract some cadres and not others, batches, training classes,
// relatives.
xianfeng::rotation::v1::RotationProblem Generate(const Shape& shape);

struct Planted {
  xianfeng::rotation::v1::RotationProblem problem;
  // The best objective, proven by the prices that the problem was made from (complementary slackness).
  int64_t optimum = 0;
};

// A problem of that shape around a known best plan.
Planted GeneratePlanted(const Shape& shape);

}  // namespace xf::planner
