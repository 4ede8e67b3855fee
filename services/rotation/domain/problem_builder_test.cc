// From facts to a problem, rule by rule. The solver is not asked: what the problem says is what the rules say.
#include "services/rotation/domain/problem_builder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/testing/matchers.h"
#include "services/rotation/domain/problem_posts.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;

constexpr char kCounty[] = "counties/990001/";

std::string Name(absl::string_view collection, absl::string_view id) {
  return absl::StrCat(kCounty, collection, "/", id);
}

PlanningRule Rule() {
  const char* source = std::getenv("XF_SOURCE_DIR");
  auto rules =
      PlanningRules::Load(absl::StrCat(source == nullptr ? "." : source, "/services/rotation/rules/planning.yaml"));
  EXPECT_THAT(rules, IsOk());
  return rules->For(CivilDay(2026, 1, 1));
}

// Two cadres of the east, born in 1990, two posts of the county at two hosts, a shadowing program; January to December
// 2026.
class ProblemBuilderTest : public ::testing::Test {
 protected:
  ProblemBuilderTest() {
    facts_.program.set_name(Name("programs", "shadowing"));
    facts_.program.set_type(v1::PROGRAM_TYPE_SHADOWING);
    *facts_.program.mutable_start_date() = ToDate(CivilDay(2022, 1, 1));
    AddPost("desk", "信访局", "信访");
    AddPost("field", "农业局", "农业");
    AddCandidate("li");
    AddCandidate("wu");
  }

  v1::Post& AddPost(const std::string& id, const std::string& host, const std::string& field) {
    v1::Post& post = facts_.posts.emplace_back();
    post.set_name(Name("posts", id));
    post.set_organization(Name("organizations", "county"));
    post.set_display_name(id);
    post.set_host(host);
    post.set_host_level(v1::HOST_LEVEL_COUNTY);
    post.set_field(field);
    post.set_capacity(2);
    return post;
  }
  v1::Candidate& AddCandidate(const std::string& id) {
    v1::Candidate& candidate = facts_.candidates.emplace_back();
    candidate.set_name(Name("candidates", id));
    candidate.set_member(Name("members", id));
    candidate.set_organization(Name("organizations", "east"));
    candidate.set_archive_birth_month("1991-01");
    return candidate;
  }
  void AddStay(const std::string& candidate, const std::string& post, CivilDay start, CivilDay end) {
    const auto at = std::ranges::find(facts_.posts, Name("posts", post), &v1::Post::name);
    facts_.stays.push_back({Name("placements", absl::StrCat("s", facts_.stays.size())),
                            Name("candidates", candidate),
                            Name("posts", post),
                            {start, end},
                            at == facts_.posts.end() ? "别处" : at->host()});
  }

  void Build() {
    auto built = BuildProblem(facts_, settings_, horizon_, program_rule_, rule_);
    ASSERT_THAT(built, IsOk());
    problem_ = std::move(built->problem);
    plan_facts_ = std::move(built->facts);
  }

  std::vector<std::string> Cadres() const {
    std::vector<std::string> ids;
    for (const auto& cadre : problem_.cadres()) ids.push_back(cadre.cadre_id());
    return ids;
  }
  std::vector<std::string> PostsFor(const std::string& cadre) const {
    std::vector<std::string> ids;
    for (const auto& option : problem_.options()) {
      if (option.cadre_id() == cadre) ids.push_back(option.post_id());
    }
    return ids;
  }
  int64_t ScoreOf(const std::string& cadre, const std::string& post) const {
    for (const auto& option : problem_.options()) {
      if (option.cadre_id() == cadre && option.post_id() == post) return option.fixed_score();
    }
    return -1;
  }
  std::vector<v1::EligibilityRule> RulesFor(const std::string& cadre, const std::string& post = "") const {
    std::vector<v1::EligibilityRule> rules;
    for (const auto& exclusion : plan_facts_.exclusions()) {
      if (exclusion.cadre_id() != cadre || exclusion.post_id() != post) continue;
      EXPECT_FALSE(exclusion.text_zh().empty());
      rules.push_back(exclusion.rule());
    }
    return rules;
  }
  // Slots in which a cadre can't be away.
  std::vector<int> Blocked(const std::string& id) const {
    std::vector<int> slots;
    for (int slot = 0; slot < problem_.slot_count(); ++slot) {
      for (const auto& cadre : problem_.cadres()) {
        if (cadre.cadre_id() != id) continue;
        if (std::ranges::any_of(cadre.unavailable(),
                                [&](const auto& range) { return range.start() <= slot && slot < range.end(); })) {
          slots.push_back(slot);
        }
      }
    }
    return slots;
  }

  RegistryFacts facts_;
  v1::PlanSettings settings_;
  Horizon horizon_{CivilDay(2026, 1, 1), 24};
  ProgramRule program_rule_{.version = "test", .min_months = 3, .max_months = 6};
  PlanningRule rule_ = Rule();
  v1::RotationProblem problem_;
  v1::PlanFacts plan_facts_;
};

TEST_F(ProblemBuilderTest, EveryCadreMayGoToEveryPostForWholeMonths) {
  Build();
  EXPECT_THAT(Cadres(), ElementsAre("li", "wu"));
  EXPECT_THAT(PostsFor("li"), ElementsAre("desk", "field"));
  EXPECT_THAT(problem_.posts(0).durations(), ElementsAre(6, 8, 10, 12));
  EXPECT_THAT(problem_.posts(0).start_slots(), IsEmpty());
  EXPECT_EQ(problem_.units(0).max_absent(), 1) << "a fifth of two, one at least";
  EXPECT_THAT(plan_facts_.exclusions(), IsEmpty());
}

TEST_F(ProblemBuilderTest, AScoreIsTheSumOfItsParts) {
  facts_.candidates[0].add_skills("信访");
  facts_.posts[0].set_demanding(true);
  facts_.grades[Name("candidates", "wu")] = v1::APPRAISAL_GRADE_EXCELLENT;
  AddStay("wu", "elsewhere", CivilDay(2020, 1, 1), CivilDay(2020, 6, 30));
  Build();
  // Born in January 1991: 35 in 2026, the age that is aimed at.
  EXPECT_EQ(ScoreOf("li", "desk"), rule_.base + rule_.match + rule_.demanding + rule_.never_sent);
  EXPECT_EQ(ScoreOf("li", "field"), rule_.base + rule_.never_sent);
  EXPECT_EQ(ScoreOf("wu", "field"), rule_.base + rule_.appraisal.at(v1::APPRAISAL_GRADE_EXCELLENT));
  facts_.candidates[0].set_home_division("431123");
  facts_.posts[1].set_division("430100");
  Build();
  EXPECT_EQ(ScoreOf("li", "field"), rule_.base + rule_.never_sent + rule_.other_city);
  facts_.posts[1].clear_division();
  facts_.candidates[0].set_archive_birth_month("1989-01");
  Build();
  EXPECT_EQ(ScoreOf("li", "field"), rule_.base + rule_.never_sent + 2 * rule_.age_year);
}

TEST_F(ProblemBuilderTest, WhoIsTooOldOrLeftOutIsNotInIt) {
  facts_.candidates[0].set_archive_birth_month("1979-12");
  Build();
  EXPECT_THAT(Cadres(), ElementsAre("wu"));
  EXPECT_THAT(RulesFor("li"), ElementsAre(v1::ELIGIBILITY_RULE_AGE));
  facts_.candidates[0].set_archive_birth_month("1980-12");
  settings_.add_left_out(Name("candidates", "wu"));
  Build();
  EXPECT_THAT(Cadres(), ElementsAre("li")) << "45 is not too old";
  EXPECT_THAT(RulesFor("wu"), ElementsAre(v1::ELIGIBILITY_RULE_LEFT_OUT));
}

TEST_F(ProblemBuilderTest, ExclusionsAndTrainingBlockTheirDays) {
  v1::Exclusion& exclusion = *facts_.candidates[0].add_exclusions();
  exclusion.set_kind(v1::EXCLUSION_KIND_DISCIPLINE);
  *exclusion.mutable_start_date() = ToDate(CivilDay(2025, 5, 1));
  *exclusion.mutable_end_date() = ToDate(CivilDay(2026, 1, 20));
  facts_.enrolled.push_back({Name("members", "li"), "春季班", {CivilDay(2026, 3, 10), CivilDay(2026, 3, 12)}});
  Build();
  EXPECT_THAT(Blocked("li"), ElementsAre(0, 1, 4));
  EXPECT_THAT(RulesFor("li"), ElementsAre(v1::ELIGIBILITY_RULE_EXCLUSION, v1::ELIGIBILITY_RULE_TRAINING));
  EXPECT_THAT(Blocked("wu"), IsEmpty());
  facts_.candidates[0].mutable_exclusions(0)->clear_end_date();
  Build();
  EXPECT_THAT(Cadres(), ElementsAre("wu")) << "no slot is left";
}

TEST_F(ProblemBuilderTest, NobodyIsSentAgainWithinTheCoolDown) {
  AddStay("li", "elsewhere", CivilDay(2025, 1, 1), CivilDay(2025, 3, 31));
  Build();
  // Until 31 March 2026.
  EXPECT_THAT(Blocked("li"), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(RulesFor("li"), ElementsAre(v1::ELIGIBILITY_RULE_COOL_DOWN));
}

TEST_F(ProblemBuilderTest, WhoIsAwayCountsForUnitAndHostAndTakesHisSeat) {
  AddStay("li", "desk", CivilDay(2025, 12, 1), CivilDay(2026, 2, 28));
  auto& limit = *settings_.add_host_limits();
  limit.set_host("信访局");
  limit.set_max_present(1);
  Build();
  // All of li's year is his stay or too near to it.
  EXPECT_THAT(Cadres(), ElementsAre("wu", "stay:s0"));
  EXPECT_TRUE(IsStayId("stay:s0"));
  EXPECT_EQ(problem_.cadres(1).unit_id(), "east");
  EXPECT_EQ(problem_.posts(2).host_id(), "信访局");
  ASSERT_EQ(problem_.pins_size(), 1);
  EXPECT_EQ(problem_.pins(0).start_slot(), 0);
  EXPECT_EQ(problem_.pins(0).duration(), 4);
}

TEST_F(ProblemBuilderTest, APostThatIsPartlyTakenIsOfferedWhereMostOfItIsFree) {
  AddStay("other", "desk", CivilDay(2025, 12, 1), CivilDay(2026, 2, 28));
  facts_.posts[0].set_capacity(1);
  Build();
  EXPECT_EQ(problem_.posts(0).capacity(), 1);
  EXPECT_EQ(problem_.posts(0).earliest_slot(), 4);
  EXPECT_THAT(RulesFor("", "desk"), ElementsAre(v1::ELIGIBILITY_RULE_POST_TAKEN));
  AddStay("another", "desk", CivilDay(2026, 2, 1), CivilDay(2027, 2, 1));
  Build();
  EXPECT_THAT(PostsFor("li"), ElementsAre("field"));
}

TEST(RoomTest, IsTheLargestRectangleUnderWhatIsFree) {
  const auto room = [](int capacity, std::vector<int> taken) {
    const Room found = RoomOf(capacity, taken);
    return std::tuple(found.capacity, found.from, found.to);
  };
  EXPECT_EQ(room(2, {0, 0, 0}), std::tuple(2, 0, 3));
  EXPECT_EQ(room(2, {2, 1, 1}), std::tuple(1, 1, 3));
  EXPECT_EQ(room(3, {2, 0, 2}), std::tuple(1, 0, 3));
  EXPECT_EQ(room(4, {3, 0, 3}), std::tuple(4, 1, 2));
  EXPECT_EQ(room(1, {1, 2}), std::tuple(0, 0, 0));
}

TEST_F(ProblemBuilderTest, APostOfTheOwnUnitIsNone) {
  facts_.posts[0].set_organization(Name("organizations", "east"));
  Build();
  EXPECT_THAT(PostsFor("li"), ElementsAre("field"));
  EXPECT_THAT(RulesFor("li", "desk"), ElementsAre(v1::ELIGIBILITY_RULE_OWN_UNIT));
  facts_.posts[0].set_host_level(v1::HOST_LEVEL_CITY);
  Build();
  EXPECT_THAT(PostsFor("li"), ElementsAre("desk", "field")) << "the unit only keeps it on its list";
}

TEST_F(ProblemBuilderTest, RelativesAreKeptApartAndFromTheirHosts) {
  facts_.relatives = {{"li", {"wu"}}, {"wu", {"li", "gone"}}};
  facts_.candidates[1].add_kin()->set_host("信访局");
  Build();
  EXPECT_THAT(PostsFor("wu"), ElementsAre("field"));
  EXPECT_THAT(RulesFor("wu", "desk"), ElementsAre(v1::ELIGIBILITY_RULE_KIN));
  ASSERT_EQ(problem_.conflicts_size(), 1) << "once, whoever names it";
  EXPECT_EQ(problem_.conflicts(0).cadre_a(), "li");
  EXPECT_EQ(problem_.conflicts(0).cadre_b(), "wu");
}

TEST_F(ProblemBuilderTest, ARelativeWhoIsAwayKeepsTheOtherFromHisHostForThatTime) {
  facts_.relatives = {{"li", {"wu"}}};
  AddStay("wu", "desk", CivilDay(2026, 3, 1), CivilDay(2026, 5, 31));
  Build();
  std::vector<std::string> apart;
  for (const auto& conflict : problem_.conflicts()) {
    if (conflict.cadre_a() == "li") apart.push_back(conflict.cadre_b());
  }
  EXPECT_THAT(apart, ::testing::Contains("stay:s0"));
}

TEST_F(ProblemBuilderTest, ARelativeBeyondTheScopeWhoIsAtOneOfTheHostsKeepsTheOtherFromIt) {
  facts_.relatives = {{"li", {"stranger"}}};
  AddStay("stranger", "far", CivilDay(2026, 3, 1), CivilDay(2026, 5, 31));
  facts_.stays.back().host = "信访局";
  Build();
  ASSERT_EQ(problem_.conflicts_size(), 1);
  EXPECT_EQ(problem_.conflicts(0).cadre_a(), "li");
  EXPECT_EQ(problem_.conflicts(0).cadre_b(), "stay:s0");
  EXPECT_EQ(problem_.posts(2).host_id(), "信访局");
}

TEST_F(ProblemBuilderTest, AProgramInBatchesStartsWithThemAndFitsTheShortest) {
  program_rule_ = {.version = "test", .min_months = 2, .max_months = 3, .batch_required = true};
  const auto add = [&](const std::string& id, CivilDay start, CivilDay end) {
    v1::Batch& batch = facts_.batches.emplace_back();
    batch.set_name(Name("batches", id));
    *batch.mutable_start_date() = ToDate(start);
    *batch.mutable_end_date() = ToDate(end);
  };
  add("first", CivilDay(2026, 2, 1), CivilDay(2026, 4, 30));
  add("second", CivilDay(2026, 5, 10), CivilDay(2026, 7, 31));
  add("past", CivilDay(2025, 5, 1), CivilDay(2025, 7, 31));
  Build();
  EXPECT_THAT(problem_.posts(0).start_slots(), ElementsAre(2, 9));
  EXPECT_THAT(problem_.posts(0).durations(), ElementsAre(4)) << "the second has five half months";
  settings_.add_batches(Name("batches", "first"));
  Build();
  EXPECT_THAT(problem_.posts(0).start_slots(), ElementsAre(2));
  EXPECT_THAT(problem_.posts(0).durations(), ElementsAre(4, 6));
  settings_.set_batches(0, Name("batches", "past"));
  Build();
  EXPECT_THAT(problem_.options(), IsEmpty());
  EXPECT_THAT(RulesFor("", "desk"), ElementsAre(v1::ELIGIBILITY_RULE_DURATION));
}

TEST_F(ProblemBuilderTest, AProgramsDatesBoundTheStarts) {
  *facts_.program.mutable_start_date() = ToDate(CivilDay(2026, 2, 2));
  *facts_.program.mutable_end_date() = ToDate(CivilDay(2026, 3, 15));
  Build();
  EXPECT_THAT(problem_.posts(0).start_slots(), ElementsAre(3, 4));
}

TEST_F(ProblemBuilderTest, WhatIfAPostHadMoreSeatsOrAHostWereDropped) {
  auto& seats = *settings_.add_post_capacities();
  seats.set_post(Name("posts", "desk"));
  seats.set_capacity(5);
  settings_.add_host_limits()->set_host("农业局");
  Build();
  EXPECT_EQ(problem_.posts(0).capacity(), 5);
  EXPECT_THAT(PostsFor("li"), ElementsAre("desk"));
  EXPECT_THAT(RulesFor("", "field"), ElementsAre(v1::ELIGIBILITY_RULE_LEFT_OUT));
}

TEST_F(ProblemBuilderTest, AHostTakesNoMoreThanItsQuotaAndMentorsGuideOnlySoMany) {
  facts_.posts[0].set_host_quota(3);
  facts_.posts[0].set_capacity(6);
  facts_.posts[0].set_mentors(2);
  AddPost("second", "信访局", "信访").set_host_quota(2);
  Build();
  ASSERT_EQ(problem_.hosts_size(), 1);
  EXPECT_EQ(problem_.hosts(0).host_id(), "信访局");
  EXPECT_EQ(problem_.hosts(0).max_present(), 2) << "the smallest that its posts say";
  EXPECT_EQ(problem_.posts(0).capacity(), 2 * rule_.learners_per_mentor);
  EXPECT_THAT(RulesFor("", "desk"), ElementsAre(v1::ELIGIBILITY_RULE_MENTORS));
  facts_.posts[0].set_mentors(3);
  auto& limit = *settings_.add_host_limits();
  limit.set_host("信访局");
  limit.set_max_present(5);
  Build();
  EXPECT_EQ(problem_.posts(0).capacity(), 6) << "three guide as many";
  EXPECT_THAT(RulesFor("", "desk"), IsEmpty());
  EXPECT_EQ(problem_.hosts(0).max_present(), 5) << "what if";
  auto& seats = *settings_.add_post_capacities();
  seats.set_post(Name("posts", "desk"));
  seats.set_capacity(9);
  Build();
  EXPECT_EQ(problem_.posts(0).capacity(), 9);
}

TEST_F(ProblemBuilderTest, SettingsThatNameWhatIsNotThereAreRefusedTogether) {
  settings_.add_batches(Name("batches", "none"));
  settings_.add_host_limits()->set_host("没有的局");
  settings_.add_post_capacities()->set_post(Name("posts", "none"));
  EXPECT_THAT(BuildProblem(facts_, settings_, horizon_, program_rule_, rule_),
              ViolatesFields(UnorderedElementsAre("settings.batches[0]", "settings.host_limits[0].host",
                                                  "settings.post_capacities[0].post")));
}

}  // namespace
}  // namespace xf::rotation
