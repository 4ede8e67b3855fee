#include "services/rotation/checker/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/rotation/checker/problem_for_test.h"

namespace xf::checker {
namespace {

// Two cadres want the one seat of a post for the one slot there is.
v1::RotationProblem OneSeat() {
  return FromText<v1::RotationProblem>(R"pb(
    slot_count: 1
    posts { post_id: "p" capacity: 1 durations: 1 }
    cadres { cadre_id: "a" }
    cadres { cadre_id: "b" }
    options { cadre_id: "a" post_id: "p" fixed_score: 10 }
    options { cadre_id: "b" post_id: "p" fixed_score: 7 })pb");
}

class CertificateTest : public testing::Test {
 protected:
  // The bound that a certificate proves.
  double BoundOf(const std::string& certificate) {
    v1::RotationPlan plan = FromText<v1::RotationPlan>("certificate {" + certificate + "}");
    const auto problem = Problem::Read(problem_);
    EXPECT_TRUE(problem.ok()) << problem.status();
    Findings findings;
    const Proof proof = CheckCertificate(*problem, plan, findings);
    EXPECT_TRUE(proof.sound) << certificate;
    leaves_ = proof.leaves;
    plan.mutable_certificate()->set_upper_bound(proof.upper_bound);
    findings.clear();
    CheckCertificate(*problem, plan, findings);
    EXPECT_THAT(findings, testing::IsEmpty()) << "the bound agrees with itself";
    return proof.upper_bound;
  }
  std::set<std::string> Wrong(const std::string& certificate) {
    const v1::RotationPlan plan = FromText<v1::RotationPlan>("certificate {" + certificate + "}");
    const auto problem = Problem::Read(problem_);
    EXPECT_TRUE(problem.ok()) << problem.status();
    Findings findings;
    CheckCertificate(*problem, plan, findings);
    return RulesOf(findings);
  }

  v1::RotationProblem problem_ = OneSeat();
  int leaves_ = 0;
};

TEST_F(CertificateTest, WithoutPricesEveryCadreHasTheBestStay) { EXPECT_EQ(BoundOf("nodes {}"), 17); }

TEST_F(CertificateTest, APriceIsPaidByWhoStaysAndEarnedByTheSeat) {
  EXPECT_EQ(BoundOf(R"pb(nodes { post_prices { post_id: "p" price: 7 } })pb"), (10 - 7) + 0 + 7);
  EXPECT_EQ(BoundOf(R"pb(nodes { post_prices { post_id: "p" price: 5.5 } })pb"), 4.5 + 1.5 + 5.5);
  EXPECT_EQ(BoundOf(R"pb(nodes { post_prices { post_id: "p" price: 20 } })pb"), 20);
}

TEST_F(CertificateTest, UnitAndHostPricesCountTheirLimits) {
  problem_ = FromText<v1::RotationProblem>(R"pb(
    slot_count: 3
    units { unit_id: "u" max_absent: 1 }
    hosts { host_id: "h" max_present: 2 }
    posts { post_id: "p" host_id: "h" capacity: 5 durations: 2 }
    cadres { cadre_id: "a" unit_id: "u" }
    cadres { cadre_id: "b" unit_id: "u" }
    cadres { cadre_id: "c" }
    options { cadre_id: "a" post_id: "p" fixed_score: 10 }
    options { cadre_id: "b" post_id: "p" score_per_slot: 4 }
    options { cadre_id: "c" post_id: "p" fixed_score: 3 })pb");
  // Slot 1 is in both possible stays: a 10 − 6 − 1, b 8 − 6 − 1, c 3 − 1; rents 6 × 1 + 1 × 2.
  EXPECT_EQ(BoundOf(R"pb(nodes {
                           unit_prices { unit_id: "u" slot: 1 price: 6 }
                           host_prices { host_id: "h" slot: 1 price: 1 }
                         })pb"),
            3 + 1 + 2 + 8);
  // Only the stay of slots 0 and 1 pays for slot 0, so all stay in 1 and 2.
  EXPECT_EQ(BoundOf(R"pb(nodes { unit_prices { unit_id: "u" slot: 0 price: 100 } })pb"), 10 + 8 + 3 + 100);
}

TEST_F(CertificateTest, ABranchSplitsThePlans) {
  // Yes: a sits, b still may: 10 + 7 − without prices 17; with price 7 the leaf says 10. No: only b, 7.
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
              nodes { post_prices { post_id: "p" price: 7 } }
              nodes {})pb"),
            10);
  EXPECT_EQ(leaves_, 2);
  // In the yes-leaf a has no zero: a price of 12 costs 2, and the seat earns 12.
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "a" post_ids: "p" start_to: 1 yes_node: 2 no_node: 1 } }
              nodes {}
              nodes { post_prices { post_id: "p" price: 12 } })pb"),
            12 - 2);
}

TEST_F(CertificateTest, ALeafThatLeavesACadreNoStayHasNoPlan) {
  // a both is and is not placed: only the other leaves count.
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
              nodes { branch { cadre_id: "a" yes_node: 3 no_node: 4 } }
              nodes {}
              nodes { post_prices { post_id: "p" price: 7 } }
              nodes {})pb"),
            10);
  *problem_.add_pins() = FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "b" post_id: "p" duration: 1)pb");
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "b" start_from: 1 yes_node: 1 no_node: 2 } }
              nodes {}
              nodes { post_prices { post_id: "p" price: 10 } })pb"),
            0 + (7 - 10) + 10);
}

TEST_F(CertificateTest, NoAlsoMeansUnplacedOrElsewhere) {
  problem_.mutable_posts(0)->set_capacity(2);
  *problem_.add_posts() = FromText<v1::RotationProblem::Post>(R"pb(post_id: "q" capacity: 1 durations: 1)pb");
  *problem_.add_options() = FromText<v1::RotationProblem::Option>(R"pb(cadre_id: "a" post_id: "q" fixed_score: 4)pb");
  const std::string yes_is_bad = R"pb(
    nodes { branch { cadre_id: "a" post_ids: "p" yes_node: 1 no_node: 2 } }
    nodes { post_prices { post_id: "p" price: 0 } }
    nodes {})pb";
  EXPECT_EQ(BoundOf(yes_is_bad), 17);
  problem_.mutable_options(0)->set_fixed_score(-100);
  EXPECT_EQ(BoundOf(yes_is_bad), 4 + 7) << "yes: −100 + 7";
}

TEST_F(CertificateTest, APinnedCadreHasOnlyThePin) {
  *problem_.add_pins() = FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "b" post_id: "p" duration: 1)pb");
  EXPECT_EQ(BoundOf("nodes {}"), 17);
  EXPECT_EQ(BoundOf(R"pb(nodes { post_prices { post_id: "p" price: 10 } })pb"), 0 + (7 - 10) + 10);
}

TEST_F(CertificateTest, ChangesHaveAPenaltyAndWithABudgetAPrice) {
  *problem_.add_previous() = FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "b" post_id: "p" duration: 1)pb");
  problem_.set_change_penalty(5);
  // b is worth 7 + 5 in the seat; −5 × 1 for the previous placement.
  EXPECT_EQ(BoundOf(R"pb(nodes { post_prices { post_id: "p" price: 10 } })pb"), 0 + 2 + 10 - 5);
  problem_.set_max_changes(0);
  // With price 3 on a change: b 7 + 5 + 3 − 12, seat 12, −8 for the previous one, + 3 × 0.
  EXPECT_EQ(BoundOf(R"pb(nodes {
                           post_prices { post_id: "p" price: 12 }
                           change_price: 3
                         })pb"),
            0 + 3 + 12 - 8);
  problem_.set_max_changes(2);
  EXPECT_EQ(BoundOf(R"pb(nodes {
                           post_prices { post_id: "p" price: 12 }
                           change_price: 3
                         })pb"),
            0 + 3 + 12 - 8 + 6);
}

TEST_F(CertificateTest, TheStatedBoundIsTheRecomputedOne) {
  EXPECT_THAT(Wrong("upper_bound: 17 nodes {}"), testing::IsEmpty());
  EXPECT_THAT(Wrong("upper_bound: 17.00001 nodes {}"), testing::IsEmpty());
  for (const char* bound : {"10", "16.9999", "17.0001", "-17", "nan", "inf"}) {
    EXPECT_EQ(Wrong(std::string("nodes {} upper_bound: ") + bound), std::set<std::string>({"UPPER_BOUND"})) << bound;
  }
}

TEST_F(CertificateTest, ABoundOfNoPlanAtAllIsMinusInfinity) {
  problem_.clear_options();
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
              nodes {}
              nodes { branch { cadre_id: "a" yes_node: 3 no_node: 4 } }
              nodes {}
              nodes {})pb"),
            0);
  *problem_.add_options() = FromText<v1::RotationProblem::Option>(R"pb(cadre_id: "a" post_id: "p" fixed_score: -1)pb");
  *problem_.add_pins() = FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "a" post_id: "p" duration: 1)pb");
  EXPECT_EQ(BoundOf(R"pb(
              nodes { branch { cadre_id: "a" start_to: 1 yes_node: 1 no_node: 2 } }
              nodes { branch { cadre_id: "b" yes_node: 3 no_node: 4 } }
              nodes {}
              nodes {}
              nodes { post_prices { post_id: "p" price: 1 } })pb"),
            -1);
}

TEST_F(CertificateTest, CorruptTreesAreNamed) {
  struct {
    const char* what;
    const char* nodes;
    std::set<std::string> rules;
  } const cases[] = {
      {"no nodes", "", {"CERTIFICATE_MISSING"}},
      {"a missing leaf",
       R"pb(nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"a negative index",
       R"pb(nodes { branch { cadre_id: "a" yes_node: -1 no_node: 1 } }
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"the root as a child",
       R"pb(nodes { branch { cadre_id: "a" yes_node: 0 no_node: 1 } }
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"two parents",
       R"pb(nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
            nodes { branch { cadre_id: "b" yes_node: 2 no_node: 3 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"yes and no alike",
       R"pb(nodes { branch { cadre_id: "a" yes_node: 1 no_node: 1 } }
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"a node below nothing",
       R"pb(nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"a cycle beside the tree",
       R"pb(nodes {}
            nodes { branch { cadre_id: "a" yes_node: 2 no_node: 3 } }
            nodes { branch { cadre_id: "b" yes_node: 1 no_node: 4 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"a cycle below the root",
       R"pb(nodes { branch { cadre_id: "a" yes_node: 1 no_node: 2 } }
            nodes { branch { cadre_id: "b" yes_node: 1 no_node: 3 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"an unknown cadre",
       R"pb(nodes { branch { cadre_id: "x" yes_node: 1 no_node: 2 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"an unknown post",
       R"pb(nodes { branch { cadre_id: "a" post_ids: "x" yes_node: 1 no_node: 2 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"starts beyond the horizon",
       R"pb(nodes { branch { cadre_id: "a" start_to: 2 yes_node: 1 no_node: 2 } }
            nodes {}
            nodes {})pb",
       {"CERTIFICATE_TREE"}},
      {"a negative price", R"pb(nodes { post_prices { post_id: "p" price: -1 } })pb", {"CERTIFICATE_PRICE"}},
      {"no number", R"pb(nodes { post_prices { post_id: "p" price: nan } })pb", {"CERTIFICATE_PRICE"}},
      {"an infinite price", R"pb(nodes { post_prices { post_id: "p" price: inf } })pb", {"CERTIFICATE_PRICE"}},
      {"a price twice",
       R"pb(nodes {
              post_prices { post_id: "p" price: 1 }
              post_prices { post_id: "p" price: 1 }
            })pb",
       {"CERTIFICATE_PRICE"}},
      {"a price of an unknown post", R"pb(nodes { post_prices { post_id: "x" price: 1 } })pb", {"CERTIFICATE_TREE"}},
      {"a price of an unknown unit", R"pb(nodes { unit_prices { unit_id: "x" price: 1 } })pb", {"CERTIFICATE_TREE"}},
      {"a price of a host without a limit",
       R"pb(nodes { host_prices { host_id: "h" price: 1 } })pb",
       {"CERTIFICATE_TREE"}},
      {"a price after the horizon",
       R"pb(nodes { post_prices { post_id: "p" slot: 1 price: 1 } })pb",
       {"CERTIFICATE_TREE"}},
      {"a price of changes without a budget", R"pb(nodes { change_price: 1 })pb", {"CERTIFICATE_PRICE"}},
      {"a negative price of changes", R"pb(nodes { change_price: -1 })pb", {"CERTIFICATE_PRICE"}},
  };
  problem_.mutable_posts(0)->set_host_id("h");
  for (const auto& [what, nodes, rules] : cases) EXPECT_EQ(Wrong(nodes), rules) << what;
}

TEST_F(CertificateTest, PricesThatSwallowTheScoresProveNothing) {
  // b is pinned: 10³⁰ is paid and earned, and the 7 between is lost to rounding.
  *problem_.add_pins() = FromText<v1::RotationProblem::Placement>(R"pb(cadre_id: "b" post_id: "p" duration: 1)pb");
  EXPECT_EQ(Wrong(R"pb(upper_bound: 0
                       nodes { post_prices { post_id: "p" price: 1e30 } })pb"),
            std::set<std::string>({"CERTIFICATE_PRICE"}));
}

TEST_F(CertificateTest, ADeepTreeIsWalkedWithoutRecursion) {
  std::string nodes;
  const int depth = 20'000;
  for (int i = 0; i < depth; ++i) {
    nodes += "nodes { branch { cadre_id: \"a\" start_from: 1 yes_node: " + std::to_string(depth + i) +
             " no_node: " + std::to_string(i + 1 == depth ? 2 * depth : i + 1) + " } }\n";
  }
  for (int i = 0; i <= depth; ++i) nodes += "nodes { }\n";
  problem_.clear_options();
  EXPECT_EQ(BoundOf(nodes), 0);
  EXPECT_EQ(leaves_, depth + 1);
}

}  // namespace
}  // namespace xf::checker
