#include "services/rotation/checker/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "services/rotation/checker/placements.h"
#include "services/rotation/checker/problem_for_test.h"

namespace xf::checker {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The best plan of SmallProblem: 13 + 12 + 5; the certificate is the one without prices.
v1::RotationPlan SmallPlan() {
  return FromText<v1::RotationPlan>(R"pb(
    problem_id: "small"
    placements { cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3 }
    placements { cadre_id: "bo" post_id: "desk" start_slot: 3 duration: 3 }
    placements { cadre_id: "chi" post_id: "field" start_slot: 2 duration: 2 }
    objective: 31
    certificate {
      upper_bound: 31
      nodes {}
    })pb");
}

v1::PlanVerification Check(const v1::RotationPlan& plan) {
  const auto result = Verify(SmallProblem(), plan);
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

TEST(CheckerTest, APlanWithItsProofHolds) {
  const v1::PlanVerification result = Check(SmallPlan());
  EXPECT_TRUE(result.holds()) << result.ShortDebugString();
  EXPECT_TRUE(result.feasible());
  EXPECT_TRUE(result.certificate_holds());
  EXPECT_EQ(result.objective(), 13 + 14 + 4);
  EXPECT_EQ(result.upper_bound(), 31);
  EXPECT_EQ(result.gap(), 0);
  EXPECT_EQ(result.leaves(), 1);
  EXPECT_THAT(result.remarks(), IsEmpty());
}

TEST(CheckerTest, APlanEditedByHandIsJudgedByItsPlacements) {
  v1::RotationPlan plan = SmallPlan();
  plan.mutable_placements()->RemoveLast();
  v1::PlanVerification result = Check(plan);
  EXPECT_EQ(RulesOf(result.findings()), std::set<std::string>({"OBJECTIVE"}));
  EXPECT_TRUE(result.feasible());
  EXPECT_EQ(result.objective(), 27);
  plan.set_objective(27);
  result = Check(plan);
  EXPECT_TRUE(result.holds()) << "a worse plan with the right objective is a plan";
  EXPECT_EQ(RulesOf(result.remarks()), std::set<std::string>({"GAP", "UNASSIGNED"}));
  EXPECT_DOUBLE_EQ(result.gap(), 4.0 / 31);
}

TEST(CheckerTest, SaysWhoIsMissingFromTheListOfTheUnassigned) {
  v1::RotationPlan plan = SmallPlan();
  plan.mutable_placements()->RemoveLast();
  plan.add_unassigned()->set_cadre_id("an");
  const v1::PlanVerification result = Check(plan);
  ASSERT_TRUE(RulesOf(result.remarks()).contains("UNASSIGNED"));
  for (const v1::PlanFinding& remark : result.remarks()) {
    if (remark.rule() != v1::PLAN_RULE_UNASSIGNED) continue;
    EXPECT_THAT(remark.cadre_ids(), ElementsAre("an", "chi"));
  }
}

TEST(CheckerTest, WhatIsWrongWithOnePartDoesNotHideTheOthers) {
  v1::RotationPlan plan = SmallPlan();
  plan.set_problem_id("large");
  plan.mutable_placements(0)->set_duration(4);
  plan.mutable_certificate()->mutable_nodes(0)->set_change_price(-1);
  const v1::PlanVerification result = Check(plan);
  EXPECT_EQ(RulesOf(result.findings()), std::set<std::string>({"PROBLEM_ID", "DURATION", "POST_CAPACITY", "HOST_LIMIT",
                                                               "UNIT_LIMIT", "OBJECTIVE", "CERTIFICATE_PRICE"}));
  EXPECT_FALSE(result.holds());
  EXPECT_FALSE(result.feasible());
  EXPECT_FALSE(result.certificate_holds());
  EXPECT_FALSE(result.has_upper_bound());
}

TEST(CheckerTest, APlanWithoutProofDoesNotHoldButIsFeasible) {
  v1::RotationPlan plan = SmallPlan();
  plan.clear_certificate();
  const v1::PlanVerification result = Check(plan);
  EXPECT_FALSE(result.holds());
  EXPECT_TRUE(result.feasible());
  EXPECT_EQ(RulesOf(result.findings()), std::set<std::string>({"CERTIFICATE_MISSING"}));
}

// Draws tiny problems with everything in them, and certificates of random trees and prices.
class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int Roll(int least, int most) { return least + static_cast<int>(random_() % (most - least + 1)); }

  v1::RotationProblem Problem() {
    v1::RotationProblem problem;
    problem.set_slot_count(Roll(1, 4));
    for (const char* unit : {"u0", "u1"}) {
      problem.add_units()->set_unit_id(unit);
      problem.mutable_units(problem.units_size() - 1)->set_max_absent(Roll(0, 2));
    }
    problem.add_hosts()->set_host_id("h0");
    problem.mutable_hosts(0)->set_max_present(Roll(0, 2));
    for (int i = 0; i < 3; ++i) {
      v1::RotationProblem::Post& post = *problem.add_posts();
      post.set_post_id("p" + std::to_string(i));
      post.set_host_id(i < 2 ? "h0" : "h1");
      post.set_capacity(Roll(0, 2));
      post.add_durations(Roll(1, 3));
      post.add_durations(Roll(1, 3));
      if (Roll(0, 2) == 0) post.add_start_slots(Roll(0, problem.slot_count() - 1));
      if (Roll(0, 2) == 0) post.set_earliest_slot(Roll(0, problem.slot_count()));
    }
    for (int i = 0; i < 4; ++i) {
      v1::RotationProblem::Cadre& cadre = *problem.add_cadres();
      cadre.set_cadre_id("c" + std::to_string(i));
      if (i < 3) cadre.set_unit_id(i < 2 ? "u0" : "u1");
      if (Roll(0, 3) == 0) cadre.add_unavailable()->set_end(Roll(0, problem.slot_count()));
      for (int j = 0; j < 3; ++j) {
        if (Roll(0, 2) == 0) continue;
        v1::RotationProblem::Option& option = *problem.add_options();
        option.set_cadre_id(cadre.cadre_id());
        option.set_post_id("p" + std::to_string(j));
        option.set_fixed_score(Roll(-5, 20));
        option.set_score_per_slot(Roll(-2, 5));
      }
      if (Roll(0, 1) == 0) *problem.add_previous() = Stay(problem, i);
    }
    if (Roll(0, 1) == 0) {
      problem.add_conflicts()->set_cadre_a("c0");
      problem.mutable_conflicts(0)->set_cadre_b("c3");
    }
    problem.set_change_penalty(Roll(0, 6));
    if (Roll(0, 1) == 0) problem.set_max_changes(Roll(0, 3));
    return problem;
  }

  v1::RotationProblem::Placement Stay(const v1::RotationProblem& problem, int cadre) {
    v1::RotationProblem::Placement stay;
    stay.set_cadre_id("c" + std::to_string(cadre));
    stay.set_post_id("p" + std::to_string(Roll(0, 2)));
    stay.set_start_slot(Roll(0, problem.slot_count()));
    stay.set_duration(Roll(1, 3));
    return stay;
  }

  v1::RotationPlan::Certificate Certificate(const v1::RotationProblem& problem) {
    v1::RotationPlan::Certificate certificate;
    certificate.add_nodes();
    for (int i = 0; i < certificate.nodes_size(); ++i) {
      if (certificate.nodes_size() < 12 && Roll(0, 1) == 0) {
        v1::RotationPlan::Certificate::Branch& branch = *certificate.mutable_nodes(i)->mutable_branch();
        branch.set_cadre_id("c" + std::to_string(Roll(0, 3)));
        for (int j = 0; j < 3; ++j) {
          if (Roll(0, 2) == 0) branch.add_post_ids("p" + std::to_string(j));
        }
        branch.set_start_from(Roll(0, problem.slot_count()));
        branch.set_start_to(Roll(0, problem.slot_count()));
        branch.set_yes_node(certificate.nodes_size());
        branch.set_no_node(certificate.nodes_size() + 1);
        certificate.add_nodes();
        certificate.add_nodes();
      } else {
        DrawPrices(problem, *certificate.mutable_nodes(i));
      }
    }
    return certificate;
  }

 private:
  void DrawPrices(const v1::RotationProblem& problem, v1::RotationPlan::Certificate::Node& leaf) {
    const auto draw = [&](auto& price, int slot) {
      price.set_slot(slot);
      price.set_price(Roll(0, 80) / 8.0);
    };
    for (int slot = 0; slot < problem.slot_count(); ++slot) {
      for (const auto& post : problem.posts()) {
        if (Roll(0, 1) == 0) continue;
        leaf.add_post_prices()->set_post_id(post.post_id());
        draw(*leaf.mutable_post_prices(leaf.post_prices_size() - 1), slot);
      }
      for (const auto& unit : problem.units()) {
        if (Roll(0, 1) == 0) continue;
        leaf.add_unit_prices()->set_unit_id(unit.unit_id());
        draw(*leaf.mutable_unit_prices(leaf.unit_prices_size() - 1), slot);
      }
      leaf.add_host_prices()->set_host_id("h0");
      draw(*leaf.mutable_host_prices(leaf.host_prices_size() - 1), slot);
    }
    if (problem.has_max_changes()) leaf.set_change_price(Roll(0, 6));
  }

  std::mt19937_64 random_;
};

// The best objective of all plans; INT64_MIN when there is none.
int64_t BruteForce(const v1::RotationProblem& proto) {
  const auto problem = Problem::Read(proto);
  EXPECT_TRUE(problem.ok()) << problem.status();
  int64_t best = std::numeric_limits<int64_t>::min();
  v1::RotationPlan plan;
  const auto place = [&](const auto& next, int cadre) -> void {
    if (cadre == proto.cadres_size()) {
      if (!CheckPlacements(*problem, plan.placements()).empty()) return;
      best = std::max(best, Evaluate(*problem, plan.placements()).objective);
      return;
    }
    next(next, cadre + 1);
    for (const Option& option : problem->cadres()[cadre].options) {
      for (int start = 0; start < proto.slot_count(); ++start) {
        for (int duration = 1; start + duration <= proto.slot_count(); ++duration) {
          if (!problem->Allows({cadre, option.post, start, duration})) continue;
          v1::RotationProblem::Placement& stay = *plan.add_placements();
          stay.set_cadre_id(problem->CadreId(cadre));
          stay.set_post_id(problem->PostId(option.post));
          stay.set_start_slot(start);
          stay.set_duration(duration);
          next(next, cadre + 1);
          plan.mutable_placements()->RemoveLast();
        }
      }
    }
  };
  place(place, 0);
  return best;
}

TEST(CheckerTest, NoAcceptedCertificateIsBelowTheBestPlan) {
  int proven = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    const v1::RotationProblem problem = dice.Problem();
    const int64_t best = BruteForce(problem);
    for (int i = 0; i < 20; ++i) {
      v1::RotationPlan plan;
      *plan.mutable_certificate() = dice.Certificate(problem);
      const auto result = Verify(problem, plan);
      ASSERT_TRUE(result.ok()) << result.status();
      ASSERT_TRUE(result->has_upper_bound()) << plan.ShortDebugString();
      if (best == std::numeric_limits<int64_t>::min()) continue;
      ++proven;
      ASSERT_GE(result->upper_bound(), static_cast<double>(best) - 1e-9) << problem.ShortDebugString() << "\n"
                                                                         << plan.ShortDebugString();
    }
  }
  EXPECT_GT(proven, 600);
}

}  // namespace
}  // namespace xf::checker
