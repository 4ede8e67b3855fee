// Tiny problems, the planner as the way to solve again, and brute force as the judge of what explanations claim.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "services/rotation/checker/placements.h"
#include "services/rotation/checker/problem_for_test.h"
#include "services/rotation/explain/context.h"
#include "services/rotation/planner/planner.h"

namespace xf::explain {

using checker::FromText;

inline absl::StatusOr<v1::RotationPlan> SolveByPlanner(const v1::RotationProblem& problem) {
  return planner::Solve(problem, {.work = 100'000, .seconds = 60});
}

// Calls `visit` with every plan of a problem, which has pins as its only fixed points.
inline void ForEachPlan(const v1::RotationProblem& proto,
                        const std::function<void(const v1::RotationPlan& plan, int64_t objective)>& visit) {
  const auto problem = checker::Problem::Read(proto);
  ASSERT_TRUE(problem.ok()) << problem.status();
  v1::RotationPlan plan;
  const auto place = [&](const auto& next, int cadre) -> void {
    if (cadre == proto.cadres_size()) {
      if (!checker::CheckPlacements(*problem, plan.placements()).empty()) return;
      visit(plan, checker::Evaluate(*problem, plan.placements()).objective);
      return;
    }
    next(next, cadre + 1);
    for (const checker::Option& option : problem->cadres()[cadre].options) {
      for (const checker::Triple& stay : StaysOf(*problem, cadre, option.post)) {
        *plan.add_placements() = ToProto(*problem, stay);
        next(next, cadre + 1);
        plan.mutable_placements()->RemoveLast();
      }
    }
  };
  place(place, 0);
}

// The best objective of the plans that a predicate takes; nothing when it takes none.
inline std::optional<int64_t> BestWhere(const v1::RotationProblem& problem,
                                        const std::function<bool(const v1::RotationPlan&)>& take) {
  std::optional<int64_t> best;
  ForEachPlan(problem, [&](const v1::RotationPlan& plan, int64_t objective) {
    if (take(plan) && (!best || objective > *best)) best = objective;
  });
  return best;
}

inline const Placement* Find(const v1::RotationPlan& plan, const std::string& cadre) {
  const auto found = std::ranges::find(plan.placements(), cadre, &Placement::cadre_id);
  return found == plan.placements().end() ? nullptr : &*found;
}

// Random problems of four cadres and three posts with everything in them but pins.
inline v1::RotationProblem DrawProblem(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto roll = [&](int least, int most) { return least + static_cast<int>(random() % (most - least + 1)); };
  v1::RotationProblem problem;
  problem.set_slot_count(roll(2, 4));
  for (const char* unit : {"u0", "u1"}) {
    problem.add_units()->set_unit_id(unit);
    problem.mutable_units(problem.units_size() - 1)->set_max_absent(roll(1, 2));
  }
  problem.add_hosts()->set_host_id("h0");
  problem.mutable_hosts(0)->set_max_present(roll(1, 2));
  for (int i = 0; i < 3; ++i) {
    v1::RotationProblem::Post& post = *problem.add_posts();
    post.set_post_id("p" + std::to_string(i));
    post.set_host_id(i < 2 ? "h0" : "h1");
    post.set_capacity(roll(0, 2));
    post.add_durations(roll(1, 2));
    post.add_durations(roll(2, 3));
    if (roll(0, 2) == 0) post.add_start_slots(roll(0, problem.slot_count() - 1));
  }
  for (int i = 0; i < 4; ++i) {
    v1::RotationProblem::Cadre& cadre = *problem.add_cadres();
    cadre.set_cadre_id("c" + std::to_string(i));
    if (i < 3) cadre.set_unit_id(i < 2 ? "u0" : "u1");
    if (roll(0, 3) == 0) cadre.add_unavailable()->set_end(roll(1, problem.slot_count()));
    for (int j = 0; j < 3; ++j) {
      if (roll(0, 3) == 0) continue;
      v1::RotationProblem::Option& option = *problem.add_options();
      option.set_cadre_id(cadre.cadre_id());
      option.set_post_id("p" + std::to_string(j));
      option.set_fixed_score(roll(-3, 20));
      option.set_score_per_slot(roll(-1, 5));
    }
  }
  if (roll(0, 1) == 0) {
    problem.add_conflicts()->set_cadre_a("c0");
    problem.mutable_conflicts(0)->set_cadre_b("c3");
  }
  return problem;
}

// Whether the sentences are there, and none is empty.
template <typename Explanation>
std::string Sentences(const Explanation& explanation) {
  std::string all;
  for (const v1::Statement& statement : explanation.statements()) {
    EXPECT_FALSE(statement.text_zh().empty());
    EXPECT_NE(statement.evidence(), v1::EVIDENCE_UNSPECIFIED);
    all += statement.text_zh() + "\n";
  }
  return all;
}

}  // namespace xf::explain
