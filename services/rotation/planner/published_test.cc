// Published assignment and transportation problems, whose best values are known: they are rotation problems of one
// slot, a post of one place for each task, or of as many as a destination takes.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/rotation/planner/testing/expect.h"
#include "services/rotation/planner/testing/triples.h"

namespace xf::planner {
namespace {

using xianfeng::rotation::v1::RotationProblem;
using Table = std::vector<std::vector<int>>;

// `supplies[i]` cadres of kind i, `demands[j]` places of post j; a cadre of kind i scores `worth[i][j]` there.
RotationProblem Mapped(const std::vector<int>& supplies, const std::vector<int>& demands, const Table& worth) {
  RotationProblem problem;
  problem.set_slot_count(1);
  for (size_t j = 0; j < demands.size(); ++j) {
    auto& post = *problem.add_posts();
    post.set_post_id(absl::StrCat("p", j));
    post.set_host_id(absl::StrCat("h", j));
    post.set_capacity(demands[j]);
    post.add_durations(1);
  }
  for (size_t i = 0; i < supplies.size(); ++i) {
    for (int k = 0; k < supplies[i]; ++k) {
      const std::string id = absl::StrCat("c", i, "-", k);
      problem.add_cadres()->set_cadre_id(id);
      for (size_t j = 0; j < demands.size(); ++j) {
        auto& option = *problem.add_options();
        option.set_cadre_id(id);
        option.set_post_id(absl::StrCat("p", j));
        option.set_fixed_score(worth[i][j]);
      }
    }
  }
  return problem;
}

// Costs as worth: so much less than `most` that everybody is placed.
Table Saved(const Table& costs, int most) {
  Table worth = costs;
  for (auto& row : worth) {
    for (int& cell : row) cell = most - cell;
  }
  return worth;
}

// What planner and CBC find best, with its proof.
void ExpectBest(const RotationProblem& problem, int64_t best) {
  const auto plan = Solve(problem, {.work = 2'000'000, .seconds = 20});
  ASSERT_TRUE(plan.ok()) << plan.status();
  testing::ExpectHolds(problem, *plan);
  EXPECT_EQ(plan->objective(), best);
  EXPECT_LT(plan->certificate().upper_bound(), static_cast<double>(best) + 1) << "proven";
  EXPECT_EQ(testing::SolveByCbc(problem, 20).objective, best);
}

void ExpectBestAssignment(const Table& worth, int64_t best) {
  ExpectBest(Mapped(std::vector<int>(worth.size(), 1), std::vector<int>(worth[0].size(), 1), worth), best);
}

TEST(PublishedTest, AssignmentsOfMostWorth) {
  // Project Euler, problem 345: the example and the task itself.
  const Table small = {{7, 53, 183, 439, 863},
                       {497, 383, 563, 79, 973},
                       {287, 63, 343, 169, 583},
                       {627, 343, 773, 959, 943},
                       {767, 473, 103, 699, 303}};
  ExpectBestAssignment(small, 3315);
  const Table large = {{7, 53, 183, 439, 863, 497, 383, 563, 79, 973, 287, 63, 343, 169, 583},
                       {627, 343, 773, 959, 943, 767, 473, 103, 699, 303, 957, 703, 583, 639, 913},
                       {447, 283, 463, 29, 23, 487, 463, 993, 119, 883, 327, 493, 423, 159, 743},
                       {217, 623, 3, 399, 853, 407, 103, 983, 89, 463, 290, 516, 212, 462, 350},
                       {960, 376, 682, 962, 300, 780, 486, 502, 912, 800, 250, 346, 172, 812, 350},
                       {870, 456, 192, 162, 593, 473, 915, 45, 989, 873, 823, 965, 425, 329, 803},
                       {973, 965, 905, 919, 133, 673, 665, 235, 509, 613, 673, 815, 165, 992, 326},
                       {322, 148, 972, 962, 286, 255, 941, 541, 265, 323, 925, 281, 601, 95, 973},
                       {445, 721, 11, 525, 473, 65, 511, 164, 138, 672, 18, 428, 154, 448, 848},
                       {414, 456, 310, 312, 798, 104, 566, 520, 302, 248, 694, 976, 430, 392, 198},
                       {184, 829, 373, 181, 631, 101, 969, 613, 840, 740, 778, 458, 284, 760, 390},
                       {821, 461, 843, 513, 17, 901, 711, 993, 293, 157, 274, 94, 192, 156, 574},
                       {34, 124, 4, 878, 450, 476, 712, 914, 838, 669, 875, 299, 823, 329, 699},
                       {815, 559, 813, 459, 522, 788, 168, 586, 966, 232, 308, 833, 251, 631, 107},
                       {813, 883, 451, 509, 615, 77, 281, 613, 459, 205, 380, 274, 302, 35, 805}};
  ExpectBestAssignment(large, 13938);
}

TEST(PublishedTest, AssignmentsOfLeastCost) {
  // The documentation of scipy.optimize.linear_sum_assignment.
  ExpectBestAssignment(Saved({{4, 1, 3}, {2, 0, 5}, {3, 2, 2}}, 100), 3 * 100 - 5);
  // The tests of SciPy: square, and with more tasks than workers.
  ExpectBestAssignment(Saved({{400, 150, 400}, {400, 450, 600}, {300, 225, 300}}, 1000), 3 * 1000 - 850);
  ExpectBestAssignment(Saved({{400, 150, 400, 1}, {400, 450, 600, 2}, {300, 225, 300, 3}}, 1000), 3 * 1000 - 452);
  // The guide of OR-Tools: five workers, four tasks.
  ExpectBestAssignment(
      Saved({{90, 80, 75, 70}, {35, 85, 55, 65}, {125, 95, 90, 95}, {45, 110, 95, 115}, {50, 100, 90, 100}}, 1000),
      4 * 1000 - 265);
}

TEST(PublishedTest, TransportationOfLeastCost) {
  // Winston, Operations Research, "Powerco": three plants, four cities, 1020.
  ExpectBest(Mapped({35, 50, 40}, {45, 20, 30, 30}, Saved({{8, 6, 10, 9}, {9, 12, 13, 7}, {14, 9, 16, 5}}, 100)),
             125 * 100 - 1020);
  // Dantzig, Linear Programming and Extensions, §3-3, as GAMS's first model has it: two canneries, three markets,
  // 153.675 thousand dollars at 90 dollars a case and thousand miles; here in lots of 25 cases and hundreds of miles.
  ExpectBest(Mapped({14, 24}, {13, 12, 11}, Saved({{25, 17, 18}, {25, 18, 14}}, 100)), 36 * 100 - 683);
}

}  // namespace
}  // namespace xf::planner
