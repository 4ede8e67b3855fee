#include "services/rotation/explain/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/rotation/explain/tiny_for_test.h"

namespace xf::explain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Three want the desk's one seat; bo may also go to the yard, chi has nowhere else.
v1::RotationProblem ThreeForOneSeat() {
  return FromText<v1::RotationProblem>(R"pb(
    slot_count: 4
    posts { post_id: "desk" host_id: "bureau" capacity: 1 durations: 4 }
    posts { post_id: "yard" host_id: "farm" capacity: 1 durations: 2 }
    cadres { cadre_id: "an" }
    cadres {
      cadre_id: "bo"
      unavailable { start: 0 end: 1 }
    }
    cadres { cadre_id: "chi" }
    cadres { cadre_id: "di" }
    options { cadre_id: "an" post_id: "desk" fixed_score: 10 score_per_slot: 1 }
    options { cadre_id: "bo" post_id: "desk" fixed_score: 50 }
    options { cadre_id: "bo" post_id: "yard" fixed_score: 5 }
    options { cadre_id: "chi" post_id: "desk" fixed_score: 8 })pb");
}

class ExplainTest : public testing::Test {
 protected:
  Context Make() {
    plan_ = *SolveByPlanner(problem_);
    auto context = Context::Make(problem_, plan_, SolveByPlanner);
    EXPECT_TRUE(context.ok()) << context.status();
    return *std::move(context);
  }

  v1::RotationProblem problem_ = ThreeForOneSeat();
  v1::RotationPlan plan_;
};

TEST_F(ExplainTest, WhyHereTellsScoreCompetitorsAndWhatWouldBeLost) {
  const auto why = WhyHere(Make(), "an");
  ASSERT_TRUE(why.ok()) << why.status();
  EXPECT_EQ(why->fixed_score(), 10);
  EXPECT_EQ(why->length_score(), 4);
  EXPECT_EQ(why->competitor_count(), 1) << "bo can't be away for the whole time";
  EXPECT_EQ(why->competitors(0).cadre_id(), "chi");
  EXPECT_EQ(why->competitors(0).score(), 8);
  EXPECT_EQ(why->price().at_least(), 14 - 8);
  EXPECT_EQ(why->price().at_most(), 14 - 8);
  ASSERT_EQ(why->price().moves_size(), 2);
  EXPECT_EQ(why->price().moves(0).cadre_id(), "an");
  EXPECT_FALSE(why->price().moves(0).has_to());
  EXPECT_EQ(why->price().moves(1).cadre_id(), "chi");
  EXPECT_THAT(Sentences(*why),
              HasSubstr("若不安排在该岗位，总分正好减少6；届时an不再安排；chi新安排到desk（第0至3时段）。"));
}

TEST_F(ExplainTest, WhyNotTellsTheExactPriceAndWhoWouldMove) {
  const auto why = WhyNot(Make(), "chi", "desk");
  ASSERT_TRUE(why.ok()) << why.status();
  EXPECT_TRUE(why->possible());
  ASSERT_EQ(why->obstacles_size(), 1);
  EXPECT_EQ(why->obstacles(0).rule(), v1::PLAN_RULE_POST_CAPACITY);
  EXPECT_THAT(why->obstacles(0).cadre_ids(), ElementsAre("an"));
  EXPECT_EQ(why->price().at_least(), 6);
  EXPECT_EQ(why->price().at_most(), 6);
  EXPECT_EQ(why->price().moves(0).cadre_id(), "chi");
  EXPECT_THAT(Sentences(*why), HasSubstr("按现方案，desk的名额不足，已由an占用。"));
}

TEST_F(ExplainTest, WhyNotNamesTheRuleThatForbidsIt) {
  const Context context = Make();
  const auto busy = WhyNot(context, "bo", "desk");
  ASSERT_TRUE(busy.ok()) << busy.status();
  EXPECT_FALSE(busy->possible());
  EXPECT_TRUE(busy->proven());
  EXPECT_EQ(busy->obstacles(0).rule(), v1::PLAN_RULE_UNAVAILABLE);
  const auto unfit = WhyNot(context, "an", "yard");
  ASSERT_TRUE(unfit.ok()) << unfit.status();
  EXPECT_EQ(unfit->obstacles(0).rule(), v1::PLAN_RULE_ELIGIBLE);
  EXPECT_FALSE(WhyNot(context, "an", "desk").ok()) << "he is there";
  EXPECT_FALSE(WhyNot(context, "who", "desk").ok());
  EXPECT_FALSE(WhyNot(context, "an", "where").ok());
}

TEST_F(ExplainTest, WhyNotNamesAPinInTheWay) {
  *problem_.add_pins() = FromText<Placement>(R"pb(cadre_id: "an" post_id: "desk" duration: 4)pb");
  const Context context = Make();
  const auto blocked = WhyNot(context, "chi", "desk");
  ASSERT_TRUE(blocked.ok()) << blocked.status();
  EXPECT_FALSE(blocked->possible());
  EXPECT_TRUE(blocked->proven());
  EXPECT_THAT(blocked->obstacles(0).cadre_ids(), ElementsAre("an"));
  const auto pinned = WhyHere(context, "an");
  ASSERT_TRUE(pinned.ok()) << pinned.status();
  EXPECT_TRUE(pinned->pinned());
  EXPECT_FALSE(pinned->has_price());
}

TEST_F(ExplainTest, WhyUnassignedTellsRuleOrClaim) {
  const Context context = Make();
  const auto outbid = WhyUnassigned(context, "chi");
  ASSERT_TRUE(outbid.ok()) << outbid.status();
  EXPECT_TRUE(outbid->possible());
  EXPECT_EQ(outbid->price().at_least(), 6);
  EXPECT_THAT(Sentences(*outbid), HasSubstr("可到desk（得分8），但desk的名额不足，已由an占用。"));
  const auto nowhere = WhyUnassigned(context, "di");
  ASSERT_TRUE(nowhere.ok()) << nowhere.status();
  EXPECT_THAT(Sentences(*nowhere), HasSubstr("di不符合任何岗位的条件。"));
  EXPECT_FALSE(WhyUnassigned(context, "an").ok());
}

TEST_F(ExplainTest, WhyUnassignedTellsOfDaysThatNeverFit) {
  problem_.mutable_cadres(2)->add_unavailable()->set_start(3);
  problem_.mutable_cadres(2)->mutable_unavailable(0)->set_end(4);
  const auto why = WhyUnassigned(Make(), "chi");
  ASSERT_TRUE(why.ok()) << why.status();
  EXPECT_FALSE(why->possible());
  EXPECT_THAT(Sentences(*why), HasSubstr("chi符合1个岗位的条件，但没有一个有可行的时段。"));
}

TEST_F(ExplainTest, APlanThatBreaksARuleIsNotExplained) {
  plan_ = FromText<v1::RotationPlan>(R"pb(
    placements { cadre_id: "an" post_id: "desk" duration: 4 }
    placements { cadre_id: "chi" post_id: "desk" duration: 4 })pb");
  EXPECT_EQ(Context::Make(problem_, plan_, SolveByPlanner).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ExplainTest, ABetterPlanIsAdmitted) {
  plan_ = FromText<v1::RotationPlan>(R"pb(placements { cadre_id: "chi" post_id: "desk" duration: 4 })pb");
  const auto context = Context::Make(problem_, plan_, SolveByPlanner);
  ASSERT_TRUE(context.ok());
  const auto why = WhyNot(*context, "an", "desk");
  ASSERT_TRUE(why.ok());
  EXPECT_EQ(why->price().at_most(), 8 - 14 - 5) << "the yard stood empty too";
  EXPECT_THAT(Sentences(*why), HasSubstr("总分反而增加11：重新求解找到了比本方案更好的方案"));
}

TEST_F(ExplainTest, NamesAreTheUsers) {
  Names names;
  names.cadre = [](const std::string& id) { return id == "an" ? "安之" : "旁人"; };
  names.post = [](const std::string&) { return "信访岗"; };
  names.period = [](int64_t, int64_t) { return "3月1日至4月30日"; };
  plan_ = *SolveByPlanner(problem_);
  const auto why = WhyHere(*Context::Make(problem_, plan_, SolveByPlanner, names), "an");
  ASSERT_TRUE(why.ok());
  EXPECT_THAT(Sentences(*why), HasSubstr("安之到信访岗（3月1日至4月30日），得分14"));
}

// Every price that is told is between what it is proven to be, and brute force agrees.
TEST(ExplainClaimsTest, PricesAndImpossibilitiesAreTrue) {
  int prices = 0, impossible = 0;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    const v1::RotationProblem problem = DrawProblem(seed);
    const v1::RotationPlan plan = *SolveByPlanner(problem);
    const auto context = Context::Make(problem, plan, SolveByPlanner);
    ASSERT_TRUE(context.ok()) << context.status();
    const auto check = [&](const v1::Price& price, const std::optional<int64_t>& best) {
      ASSERT_TRUE(best.has_value());
      EXPECT_LE(price.at_least(), context->objective() - *best) << problem.ShortDebugString();
      EXPECT_GE(price.at_most(), context->objective() - *best) << problem.ShortDebugString();
      ++prices;
    };
    for (const auto& cadre : problem.cadres()) {
      const std::string& id = cadre.cadre_id();
      const Placement* placement = context->PlacementOf(id);
      if (placement != nullptr) {
        const auto why = WhyHere(*context, id);
        ASSERT_TRUE(why.ok()) << why.status();
        Sentences(*why);
        const std::string post = placement->post_id();
        check(why->price(), BestWhere(problem, [&](const v1::RotationPlan& other) {
                return Find(other, id) == nullptr || Find(other, id)->post_id() != post;
              }));
      } else {
        const auto why = WhyUnassigned(*context, id);
        ASSERT_TRUE(why.ok()) << why.status();
        Sentences(*why);
        const auto best = BestWhere(problem, [&](const v1::RotationPlan& other) { return Find(other, id) != nullptr; });
        if (why->has_price()) check(why->price(), best);
        EXPECT_FALSE(why->proven() && !why->possible() && best.has_value()) << problem.ShortDebugString();
      }
      for (const auto& post : problem.posts()) {
        if (placement != nullptr && placement->post_id() == post.post_id()) continue;
        const auto why = WhyNot(*context, id, post.post_id());
        ASSERT_TRUE(why.ok()) << why.status();
        EXPECT_NE(Sentences(*why), "");
        const auto best = BestWhere(problem, [&](const v1::RotationPlan& other) {
          return Find(other, id) != nullptr && Find(other, id)->post_id() == post.post_id();
        });
        if (why->has_price()) check(why->price(), best);
        if (why->proven() && !why->possible()) {
          EXPECT_FALSE(best.has_value()) << id << post.post_id() << problem.ShortDebugString();
          ++impossible;
        }
      }
    }
  }
  EXPECT_GT(prices, 40);
  EXPECT_GT(impossible, 5);
}

}  // namespace
}  // namespace xf::explain
