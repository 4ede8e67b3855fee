#include "services/rotation/explain/conflict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "services/rotation/explain/tiny_for_test.h"
#include "services/rotation/explain/together.h"

namespace xf::explain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ConflictTest : public testing::Test {
 protected:
  v1::ConflictDiagnosis Judge(const Requests& requests = {}) {
    auto diagnosis = Diagnose(problem_, requests, SolveByPlanner);
    EXPECT_TRUE(diagnosis.ok()) << diagnosis.status();
    return *std::move(diagnosis);
  }
  void Pin(const std::string& text) { *problem_.add_pins() = FromText<Placement>(text); }

  v1::RotationProblem problem_ = FromText<v1::RotationProblem>(R"pb(
    slot_count: 6
    units { unit_id: "town" max_absent: 1 }
    hosts { host_id: "bureau" max_present: 2 }
    posts {
      post_id: "desk"
      host_id: "bureau"
      capacity: 1
      durations: [ 2, 3 ]
    }
    posts {
      post_id: "yard"
      host_id: "bureau"
      capacity: 2
      durations: 2
      start_slots: [ 0, 4 ]
    }
    cadres { cadre_id: "an" unit_id: "town" }
    cadres { cadre_id: "bo" unit_id: "town" }
    cadres {
      cadre_id: "chi"
      unavailable { start: 0 end: 3 }
    }
    cadres { cadre_id: "di" }
    options { cadre_id: "an" post_id: "desk" fixed_score: 10 }
    options { cadre_id: "bo" post_id: "yard" fixed_score: 6 }
    options { cadre_id: "chi" post_id: "desk" fixed_score: 7 }
    options { cadre_id: "di" post_id: "desk" fixed_score: 5 }
    options { cadre_id: "di" post_id: "yard" fixed_score: 4 })pb");
};

TEST_F(ConflictTest, RequestsThatGoTogetherHaveNone) {
  Pin(R"pb(cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3)pb");
  Pin(R"pb(cadre_id: "chi" post_id: "desk" start_slot: 3 duration: 3)pb");
  const v1::ConflictDiagnosis diagnosis = Judge();
  EXPECT_TRUE(diagnosis.feasible());
  EXPECT_TRUE(diagnosis.proven());
  EXPECT_THAT(diagnosis.conflicts(), IsEmpty());
}

TEST_F(ConflictTest, PinsThatClashAreNamedWithTheRuleAndTheWaysOut) {
  Pin(R"pb(cadre_id: "bo" post_id: "yard" start_slot: 4 duration: 2)pb");
  Pin(R"pb(cadre_id: "chi" post_id: "desk" start_slot: 3 duration: 3)pb");
  Pin(R"pb(cadre_id: "di" post_id: "desk" start_slot: 2 duration: 2)pb");
  const v1::ConflictDiagnosis diagnosis = Judge();
  EXPECT_FALSE(diagnosis.feasible());
  ASSERT_EQ(diagnosis.conflicts_size(), 1);
  const v1::MinimalConflict& conflict = diagnosis.conflicts(0);
  EXPECT_THAT(conflict.requests(), ElementsAre(1, 2));
  ASSERT_EQ(conflict.rules_size(), 1);
  EXPECT_EQ(conflict.rules(0).rule(), v1::PLAN_RULE_POST_CAPACITY);
  EXPECT_EQ(conflict.rules(0).post_id(), "desk");
  EXPECT_THAT(Sentences(conflict),
              HasSubstr("不能同时满足：chi到desk（第3至5时段）、di到desk（第2至3时段）。原因：desk只有1个名额。"));
  // A seat more, or another time for chi, keeps all three and an besides.
  ASSERT_GE(conflict.relaxations_size(), 3);
  EXPECT_EQ(conflict.relaxations(0).instead().cadre_id(), "chi") << "half a month later costs nothing";
  EXPECT_EQ(conflict.relaxations(0).instead().start_slot(), 4);
  EXPECT_EQ(conflict.relaxations(0).objective(), 6 + 7 + 5 + 10);
  bool seat = false;
  for (const v1::Relaxation& relaxation : conflict.relaxations()) {
    if (relaxation.rule() != v1::PLAN_RULE_POST_CAPACITY) continue;
    seat = true;
    EXPECT_EQ(relaxation.amount(), 1);
    EXPECT_EQ(relaxation.objective(), 6 + 7 + 5 + 10);
  }
  EXPECT_TRUE(seat);
}

TEST_F(ConflictTest, AWishWithoutATimeIsJudgedOverAllTimes) {
  const auto wish = FromText<v1::PlanRequest>(R"pb(cadre_id: "chi" post_id: "desk")pb");
  Pin(R"pb(cadre_id: "an" post_id: "desk" start_slot: 0 duration: 3)pb");
  EXPECT_TRUE(Judge({wish}).feasible());
  problem_.mutable_pins(0)->set_start_slot(2);
  const v1::ConflictDiagnosis diagnosis = Judge({wish});
  EXPECT_FALSE(diagnosis.feasible());
  ASSERT_EQ(diagnosis.conflicts_size(), 1);
  EXPECT_THAT(diagnosis.conflicts(0).requests(), ElementsAre(0, 1));
}

TEST_F(ConflictTest, AWishMayFailByItself) {
  const v1::ConflictDiagnosis diagnosis =
      Judge({FromText<v1::PlanRequest>(R"pb(cadre_id: "bo" post_id: "yard" start_slot: 2 duration: 2)pb")});
  ASSERT_EQ(diagnosis.conflicts_size(), 1);
  EXPECT_THAT(diagnosis.conflicts(0).requests(), ElementsAre(0));
  ASSERT_EQ(diagnosis.conflicts(0).rules_size(), 1);
  EXPECT_EQ(diagnosis.conflicts(0).rules(0).rule(), v1::PLAN_RULE_BATCH);
  const v1::ConflictDiagnosis unfit = Judge({FromText<v1::PlanRequest>(R"pb(cadre_id: "an" post_id: "yard")pb")});
  EXPECT_EQ(unfit.conflicts(0).rules(0).rule(), v1::PLAN_RULE_ELIGIBLE);
}

TEST_F(ConflictTest, OneCadreCantBeAtTwoPlaces) {
  Pin(R"pb(cadre_id: "di" post_id: "desk" start_slot: 0 duration: 2)pb");
  const v1::ConflictDiagnosis diagnosis = Judge({FromText<v1::PlanRequest>(R"pb(cadre_id: "di" post_id: "yard")pb")});
  ASSERT_EQ(diagnosis.conflicts_size(), 1);
  EXPECT_THAT(diagnosis.conflicts(0).requests(), ElementsAre(0, 1));
  EXPECT_THAT(diagnosis.conflicts(0).rules(), IsEmpty());
  EXPECT_THAT(Sentences(diagnosis.conflicts(0)), HasSubstr("同一人不能有两处安排"));
}

TEST_F(ConflictTest, SeparateConflictsAreToldSeparately) {
  Pin(R"pb(cadre_id: "an" post_id: "desk" start_slot: 4 duration: 2)pb");
  Pin(R"pb(cadre_id: "bo" post_id: "yard" start_slot: 4 duration: 2)pb");
  Pin(R"pb(cadre_id: "chi" post_id: "desk" start_slot: 0 duration: 2)pb");
  const v1::ConflictDiagnosis diagnosis = Judge();
  ASSERT_EQ(diagnosis.conflicts_size(), 2);
  EXPECT_EQ(diagnosis.conflicts(0).rules(0).rule(), v1::PLAN_RULE_UNAVAILABLE);
  EXPECT_EQ(diagnosis.conflicts(1).rules(0).rule(), v1::PLAN_RULE_UNIT_LIMIT);
}

TEST_F(ConflictTest, ABudgetOfChangesIsARuleToo) {
  *problem_.add_previous() = FromText<Placement>(R"pb(cadre_id: "chi" post_id: "desk" start_slot: 3 duration: 3)pb");
  problem_.set_max_changes(0);
  Pin(R"pb(cadre_id: "an" post_id: "desk" start_slot: 3 duration: 3)pb");
  const v1::ConflictDiagnosis diagnosis = Judge();
  EXPECT_FALSE(diagnosis.feasible());
  EXPECT_TRUE(diagnosis.proven());
  ASSERT_EQ(diagnosis.conflicts_size(), 1);
  std::set<v1::PlanRule> rules;
  for (const v1::Obstacle& obstacle : diagnosis.conflicts(0).rules()) rules.insert(obstacle.rule());
  EXPECT_EQ(rules, std::set<v1::PlanRule>({v1::PLAN_RULE_POST_CAPACITY, v1::PLAN_RULE_MAX_CHANGES}));
  problem_.set_max_changes(1);
  EXPECT_TRUE(Judge().feasible());
}

TEST_F(ConflictTest, UnknownIdsAreRefused) {
  const auto unknown = Diagnose(problem_,
                                {FromText<v1::PlanRequest>(R"pb(cadre_id: "who")pb"),
                                 FromText<v1::PlanRequest>(R"pb(cadre_id: "an" post_id: "where")pb")},
                                SolveByPlanner);
  EXPECT_EQ(unknown.status().code(), absl::StatusCode::kInvalidArgument);
}

// Conflicts that were planted among harmless pins: a post, unit or host that is wanted by one more than it takes, and
// relatives at one host. Each is found, whole, and nothing beside it.
TEST(ConflictClaimsTest, PlantedConflictsAreFoundExactly) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    std::mt19937_64 random(seed);
    v1::RotationProblem problem;
    problem.set_slot_count(4);
    std::vector<std::pair<int, Placement>> pins;  // by the conflict that each is part of; -1: none
    const auto add_post = [&](const std::string& id, const std::string& host, int capacity) {
      v1::RotationProblem::Post& post = *problem.add_posts();
      post.set_post_id(id);
      post.set_host_id(host);
      post.set_capacity(capacity);
      post.add_durations(2);
    };
    const auto pin = [&](int conflict, const std::string& post, const std::string& unit = "") {
      v1::RotationProblem::Cadre& cadre = *problem.add_cadres();
      cadre.set_cadre_id("c" + std::to_string(problem.cadres_size()));
      cadre.set_unit_id(unit);
      v1::RotationProblem::Option& option = *problem.add_options();
      option.set_cadre_id(cadre.cadre_id());
      option.set_post_id(post);
      option.set_fixed_score(1 + static_cast<int>(random() % 9));
      Placement placement;
      placement.set_cadre_id(cadre.cadre_id());
      placement.set_post_id(post);
      placement.set_start_slot(1);
      placement.set_duration(2);
      pins.emplace_back(conflict, placement);
      return cadre.cadre_id();
    };
    std::vector<v1::PlanRule> planted;
    for (int conflict = 0; conflict < 3; ++conflict) {
      const std::string id = std::to_string(conflict);
      const int limit = 1 + static_cast<int>(random() % 2);
      switch (random() % 4) {
        case 0:
          planted.push_back(v1::PLAN_RULE_POST_CAPACITY);
          add_post("p" + id, "h" + id, limit);
          for (int i = 0; i <= limit; ++i) pin(conflict, "p" + id);
          break;
        case 1:
          planted.push_back(v1::PLAN_RULE_UNIT_LIMIT);
          problem.add_units()->set_unit_id("u" + id);
          problem.mutable_units(problem.units_size() - 1)->set_max_absent(limit);
          add_post("p" + id, "h" + id, 5);
          for (int i = 0; i <= limit; ++i) pin(conflict, "p" + id, "u" + id);
          break;
        case 2:
          planted.push_back(v1::PLAN_RULE_HOST_LIMIT);
          problem.add_hosts()->set_host_id("h" + id);
          problem.mutable_hosts(problem.hosts_size() - 1)->set_max_present(limit);
          for (int i = 0; i <= limit; ++i) {
            add_post("p" + id + std::to_string(i), "h" + id, 1);
            pin(conflict, "p" + id + std::to_string(i));
          }
          break;
        default:
          planted.push_back(v1::PLAN_RULE_CONFLICT);
          add_post("p" + id, "h" + id, 5);
          v1::RotationProblem::Conflict relatives;
          relatives.set_cadre_a(pin(conflict, "p" + id));
          relatives.set_cadre_b(pin(conflict, "p" + id));
          *problem.add_conflicts() = relatives;
      }
    }
    add_post("quiet", "elsewhere", 9);
    for (int i = 0; i < 4; ++i) pin(-1, "quiet");
    std::ranges::shuffle(pins, random);
    std::vector<std::set<int>> expected(3);
    for (size_t i = 0; i < pins.size(); ++i) {
      *problem.add_pins() = pins[i].second;
      if (pins[i].first >= 0) expected[static_cast<size_t>(pins[i].first)].insert(static_cast<int>(i));
    }
    const auto diagnosis = Diagnose(problem, {}, SolveByPlanner);
    ASSERT_TRUE(diagnosis.ok()) << diagnosis.status();
    EXPECT_FALSE(diagnosis->feasible());
    std::set<std::pair<std::set<int>, v1::PlanRule>> found, wanted;
    for (const v1::MinimalConflict& conflict : diagnosis->conflicts()) {
      ASSERT_EQ(conflict.rules_size(), 1) << problem.ShortDebugString();
      found.emplace(std::set<int>(conflict.requests().begin(), conflict.requests().end()), conflict.rules(0).rule());
    }
    for (size_t i = 0; i < planted.size(); ++i) wanted.emplace(expected[i], planted[i]);
    EXPECT_EQ(found, wanted) << seed;
  }
}

// On random problems with random wishes: the answer is brute force's, no conflict has a part too many, and every way
// out is one.
TEST(ConflictClaimsTest, ConflictsAreRealAndMinimal) {
  int conflicts = 0, feasible = 0;
  for (uint64_t seed = 100; seed < 135; ++seed) {
    const v1::RotationProblem problem = DrawProblem(seed);
    std::mt19937_64 random(seed);
    Requests requests;
    for (int i = 0; i < 3; ++i) {
      v1::PlanRequest& request = requests.emplace_back();
      request.set_cadre_id("c" + std::to_string(random() % 4));
      if (random() % 3 != 0) request.set_post_id("p" + std::to_string(random() % 3));
      if (random() % 3 == 0) request.set_start_slot(static_cast<int>(random() % problem.slot_count()));
      if (random() % 3 == 0) request.set_duration(1 + static_cast<int>(random() % 3));
    }
    const auto meets = [](const v1::RotationPlan& plan, const Requests& wanted) {
      return std::ranges::all_of(wanted, [&](const v1::PlanRequest& request) {
        const Placement* placement = Find(plan, request.cadre_id());
        return placement != nullptr && (request.post_id().empty() || placement->post_id() == request.post_id()) &&
               (!request.has_start_slot() || placement->start_slot() == request.start_slot()) &&
               (request.duration() == 0 || placement->duration() == request.duration());
      });
    };
    const auto possible = [&](const v1::RotationProblem& judged, const Requests& wanted) {
      return BestWhere(judged, [&](const v1::RotationPlan& plan) { return meets(plan, wanted); }).has_value();
    };
    const auto diagnosis = Diagnose(problem, requests, SolveByPlanner);
    ASSERT_TRUE(diagnosis.ok()) << diagnosis.status();
    ASSERT_TRUE(diagnosis->proven());
    EXPECT_EQ(diagnosis->feasible(), possible(problem, requests)) << problem.ShortDebugString();
    feasible += diagnosis->feasible();
    for (const v1::MinimalConflict& conflict : diagnosis->conflicts()) {
      ++conflicts;
      Sentences(conflict);
      Requests in_it;
      for (const int number : conflict.requests()) in_it.push_back(requests[number]);
      EXPECT_FALSE(possible(problem, in_it));
      // The conflict's own rules alone are enough, and each of them is needed.
      const v1::RotationProblem small = Restrict(problem, in_it);
      const auto read = checker::Problem::Read(small);
      std::vector<RuleOf> others, own;
      for (const RuleOf& rule : RulesFor(*read, in_it)) {
        const bool is_own = std::ranges::any_of(conflict.rules(), [&](const v1::Obstacle& obstacle) {
          return obstacle.rule() == rule.rule &&
                 (rule.post == checker::kNone || obstacle.post_id() == small.posts(rule.post).post_id());
        });
        (is_own ? own : others).push_back(rule);
      }
      EXPECT_FALSE(possible(Drop(small, others), in_it)) << "rules that are not named are not needed";
      for (int i = 0; i < conflict.requests_size(); ++i) {
        Requests fewer = in_it;
        fewer.erase(fewer.begin() + i);
        EXPECT_TRUE(possible(Drop(small, others), fewer)) << "each request is needed";
      }
      EXPECT_LE(static_cast<int>(own.size()), conflict.rules_size() + 1);
      if (own.size() == static_cast<size_t>(conflict.rules_size())) {
        for (const RuleOf& rule : own) {
          std::vector<RuleOf> more = others;
          more.push_back(rule);
          EXPECT_TRUE(possible(Drop(small, more), in_it)) << "each rule is needed";
        }
      }
      for (const v1::Relaxation& relaxation : conflict.relaxations()) {
        if (relaxation.request() < 0 || relaxation.has_instead()) continue;
        Requests fewer;
        for (const int number : conflict.requests()) {
          if (number != relaxation.request()) fewer.push_back(requests[number]);
        }
        EXPECT_TRUE(possible(problem, fewer)) << relaxation.text_zh();
      }
    }
  }
  EXPECT_GT(conflicts, 15);
  EXPECT_GT(feasible, 2);
}

}  // namespace
}  // namespace xf::explain
