// Living with a plan: pinned, explained, compared, published, and planned anew.
#include <gmock/gmock.h>

#include "common/rpc/runtime.h"
#include "services/rotation/handlers/planning_fixture.h"

namespace xf::rotation {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;

class PlanPublishTest : public PlanningTest {
 protected:
  // Three cadres, one desk at the city for the whole year.
  v1::Plan Draft(v1::HostLevel level = v1::HOST_LEVEL_CITY) {
    program_ = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
    MakePost("desk", level, 1);
    for (const char* id : {"li", "wu", "he"}) MakeCandidate(id);
    return Solved(ForProgram(program_, "p1"));
  }
  std::vector<v1::Placement> Recorded(const std::string& filter = "") {
    v1::ListPlacementsRequest request;
    request.set_parent(county_);
    request.set_filter(filter);
    const auto listed = Admin().Call(&Placements::ListPlacements, request);
    EXPECT_THAT(listed, IsOk());
    return {listed->placements().begin(), listed->placements().end()};
  }
  // Publishes the placements of some cadres, with an approval for those that need one.
  absl::StatusOr<v1::PublishPlanResponse> PublishPart(const v1::Plan& plan, const std::vector<std::string>& cadres) {
    v1::PublishPlanRequest request;
    request.set_name(plan.name());
    request.set_etag(Get(plan.name(), v1::PLAN_VIEW_BASIC).etag());
    request.set_approval_doc_no("永组〔2026〕7号");
    *request.mutable_cadre_ids() = {cadres.begin(), cadres.end()};
    return Admin().Call(&Planning::PublishPlan, request);
  }
  v1::Plan SolvedAgain(const v1::Plan& plan) {
    v1::SolvePlanRequest again;
    again.set_parent(county_);
    again.set_plan(plan.name());
    return Solved(again);
  }
  std::string program_;
};

TEST_F(PlanPublishTest, AnUpwardPlanIsConfirmedWithItsApprovalsAndThenFinal) {
  const v1::Plan plan = Draft();
  ASSERT_EQ(plan.placements_size(), 3);
  EXPECT_TRUE(plan.placements(0).upward());
  const auto refused = Publish(plan);
  EXPECT_THAT(refused, HasReason(errors::REASON_PLACEMENT_APPROVAL_REQUIRED));
  EXPECT_THAT(refused, ViolatesFields(SizeIs(3)));
  EXPECT_THAT(Recorded(), IsEmpty());

  v1::Plan stale = plan;
  stale.set_etag("0");
  EXPECT_THAT(Publish(stale, "永组〔2026〕7号"), HasReason(errors::REASON_ETAG_MISMATCH));
  const auto published = Publish(plan, "永组〔2026〕7号");
  ASSERT_THAT(published, IsOk());
  EXPECT_EQ(published->plan().state(), v1::PLAN_STATE_PUBLISHED);
  EXPECT_THAT(published->placements(), SizeIs(3));
  const std::vector<v1::Placement> recorded = Recorded();
  ASSERT_THAT(recorded, SizeIs(3));
  for (const v1::Placement& placement : recorded) {
    EXPECT_EQ(placement.state(), v1::PLACEMENT_STATE_PLANNED);
    EXPECT_EQ(placement.approval_doc_no(), "永组〔2026〕7号");
    EXPECT_THAT(published->placements(), Contains(placement.name()));
  }
  EXPECT_THAT(Publish(published->plan(), "x"), HasReason(errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Pin(plan, "li"), HasReason(errors::REASON_STATE_CONFLICT));
  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_plan(plan.name());
  EXPECT_THAT(Solve(again), HasReason(errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanPublishTest, WhatTheRegistryNoLongerTakesIsNotPublishedAtAll) {
  const v1::Plan plan = Draft(v1::HOST_LEVEL_COUNTY);
  v1::UpdatePostRequest update;
  update.mutable_post()->set_name(Name("posts", "desk"));
  update.mutable_post()->set_capacity(0);
  update.mutable_update_mask()->add_paths("capacity");
  ASSERT_THAT(Admin().Call(&Programs::UpdatePost, update), IsOk());
  EXPECT_THAT(Publish(plan), HasReason(errors::REASON_POST_FULL));
  EXPECT_THAT(Recorded(), IsEmpty());
  EXPECT_EQ(Get(plan.name()).state(), v1::PLAN_STATE_DRAFT);
}

TEST_F(PlanPublishTest, APinHoldsWhenTheDraftIsSolvedAgain) {
  const v1::Plan plan = Draft();
  v1::PinPlacementRequest elsewhere;
  elsewhere.set_name(plan.name());
  elsewhere.set_cadre_id("wu");
  elsewhere.set_post_id("desk");
  elsewhere.set_start_slot(4);
  elsewhere.set_duration(12);
  const auto pinned = Admin().Call(&Planning::PinPlacement, elsewhere);
  ASSERT_THAT(pinned, IsOk());
  EXPECT_THAT(pinned->pins(), SizeIs(1));
  EXPECT_THAT(Publish(*pinned, "文号"), HasReason(errors::REASON_STATE_CONFLICT)) << "not what was solved";
  elsewhere.set_cadre_id("li");
  elsewhere.set_duration(3);
  EXPECT_THAT(Admin().Call(&Planning::PinPlacement, elsewhere), HasReason(errors::REASON_FIELD_INVALID));

  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_plan(plan.name());
  const v1::Plan solved = Solved(again);
  const auto* placed = Find(solved, "wu");
  ASSERT_NE(placed, nullptr);
  EXPECT_EQ(placed->start_slot(), 4);
  EXPECT_EQ(placed->duration(), 12);
  EXPECT_THAT(Publish(solved, "文号"), IsOk());
  EXPECT_THAT(Pin(solved, "wu", true), HasReason(errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanPublishTest, APinOnWhomARuleExcludesIsRefusedByThatRule) {
  program_ = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  MakePost("desk", v1::HOST_LEVEL_CITY, 2);
  for (const char* id : {"li", "wu", "he"}) MakeCandidate(id);
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "wu"));
  v1::Kin& spouse = *update.mutable_candidate()->add_kin();
  spouse.set_relation(v1::KIN_RELATION_SPOUSE);
  spouse.set_host("信访局");
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  v1::SolvePlanRequest request = ForProgram(program_, "p1");
  request.mutable_settings()->add_left_out(Name("candidates", "he"));
  const v1::Plan plan = Solved(request);
  const auto refusal_of = [&](const std::string& cadre) {
    v1::PinPlacementRequest pin;
    pin.set_name(plan.name());
    pin.set_cadre_id(cadre);
    pin.set_post_id("desk");
    pin.set_duration(6);
    const auto pinned = Admin().Call(&Planning::PinPlacement, pin);
    EXPECT_THAT(pinned, HasReason(errors::REASON_FIELD_INVALID)) << cadre;
    std::string texts;
    for (const Violation& one : ViolationsOf(testing::StatusIn(pinned))) absl::StrAppend(&texts, one.text.en, "; ");
    return texts;
  };
  EXPECT_THAT(refusal_of("he"), HasSubstr("ELIGIBILITY_RULE_LEFT_OUT"));
  EXPECT_THAT(refusal_of("wu"), HasSubstr("ELIGIBILITY_RULE_KIN"));
  EXPECT_THAT(refusal_of("nobody"), HasSubstr("unknown"));
}

TEST_F(PlanPublishTest, APinIsLetGoOnce) {
  const v1::Plan plan = Draft();
  EXPECT_THAT(Pin(plan, "nobody"), HasReason(errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Pin(plan, "li")->pins(), SizeIs(1));
  EXPECT_THAT(Pin(plan, "li", true)->pins(), IsEmpty());
  EXPECT_THAT(Pin(plan, "li", true), HasReason(errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanPublishTest, ReplanningAPublishedPlanReplacesOnlyWhatItMust) {
  const v1::Plan plan = Draft(v1::HOST_LEVEL_COUNTY);
  ASSERT_THAT(Publish(plan), IsOk());
  v1::SolvePlanRequest what_if;
  what_if.set_parent(county_);
  what_if.set_base_plan(plan.name());
  what_if.set_plan_id("p2");
  *what_if.mutable_settings() = plan.settings();
  what_if.mutable_settings()->add_left_out(Name("candidates", "li"));
  what_if.mutable_settings()->set_change_penalty(10'000);
  const v1::Plan next = Solved(what_if);
  EXPECT_EQ(Find(next, "li"), nullptr);
  ASSERT_NE(Find(next, "wu"), nullptr);
  EXPECT_EQ(Find(next, "wu")->ShortDebugString(), Find(plan, "wu")->ShortDebugString());
  EXPECT_EQ(Find(next, "he")->ShortDebugString(), Find(plan, "he")->ShortDebugString());

  v1::ComparePlansRequest compare;
  compare.set_parent(county_);
  compare.set_first(plan.name());
  compare.set_second(next.name());
  const auto compared = Admin().Call(&Planning::ComparePlans, compare);
  ASSERT_THAT(compared, IsOk());
  EXPECT_EQ(compared->kept(), 2);
  ASSERT_THAT(compared->moves(), SizeIs(1));
  EXPECT_EQ(compared->moves(0).cadre_id(), "li");
  EXPECT_FALSE(compared->moves(0).has_to());
  EXPECT_LT(compared->moves(0).score_change(), 0);
  int64_t by_parts = 0;
  for (const auto& difference : compared->differences()) {
    if (difference.kind() != v1::SCORE_KIND_UNSPECIFIED) by_parts += difference.second() - difference.first();
  }
  EXPECT_EQ(by_parts, compared->moves(0).score_change()) << "the parts are all of the score";
  EXPECT_THAT(compared->first_under_second().findings(),
              Contains(::testing::Property(&v1::PlanFinding::rule, v1::PLAN_RULE_CADRE_UNKNOWN)));
  EXPECT_THAT(compared->second_under_first().findings(), IsEmpty());
  EXPECT_FALSE(compared->has_second_stability());
  compare.set_stability(true);
  const auto told = Admin().Call(&Planning::ComparePlans, compare);
  ASSERT_THAT(told, IsOk());
  EXPECT_EQ(told->first_stability().cost(), 0) << "nothing is kept";
  EXPECT_EQ(told->second_stability().kept(), 2);
  EXPECT_EQ(told->second_stability().score(), next.objective()) << "whom the problem has not is no change";
  EXPECT_GE(told->second_stability().at_most(), told->second_stability().cost());

  const auto published = Publish(next);
  ASSERT_THAT(published, IsOk());
  EXPECT_THAT(published->placements(), SizeIs(2));
  EXPECT_THAT(Recorded("state = PLANNED"), SizeIs(2));
  const std::vector<v1::Placement> cancelled = Recorded("state = CANCELLED");
  ASSERT_THAT(cancelled, SizeIs(1));
  EXPECT_EQ(cancelled[0].candidate(), Name("candidates", "li"));
  EXPECT_THAT(cancelled[0].end_reason(), HasSubstr("调整"));
}

TEST_F(PlanPublishTest, APartIsPublishedAndTheRestSolvedAgainAroundIt) {
  const v1::Plan plan = Draft();
  const auto part = PublishPart(plan, {"li"});
  ASSERT_THAT(part, IsOk());
  EXPECT_EQ(part->plan().state(), v1::PLAN_STATE_PARTLY_PUBLISHED);
  EXPECT_EQ(part->plan().published_count(), 1);
  EXPECT_THAT(part->plan().pins(), SizeIs(1));
  ASSERT_THAT(part->placements(), SizeIs(1));
  ASSERT_THAT(Recorded(), SizeIs(1));
  EXPECT_EQ(Recorded()[0].candidate(), Name("candidates", "li"));
  EXPECT_THAT(Pin(plan, "li", true), HasReason(errors::REASON_STATE_CONFLICT)) << "it is final";
  EXPECT_THAT(PublishPart(part->plan(), {"li", "nobody", "wu", "wu"}),
              ViolatesFields(ElementsAre("cadre_ids[0]", "cadre_ids[1]", "cadre_ids[3]")));

  const v1::Plan solved = SolvedAgain(plan);
  EXPECT_EQ(solved.state(), v1::PLAN_STATE_PARTLY_PUBLISHED);
  EXPECT_EQ(Find(solved, "li")->ShortDebugString(), Find(plan, "li")->ShortDebugString());
  int published = 0;
  for (const v1::PlannedPlacement& one : solved.placements()) {
    if (one.placement().empty()) continue;
    ++published;
    EXPECT_EQ(one.candidate(), Name("candidates", "li"));
    EXPECT_EQ(one.placement(), part->placements(0));
  }
  EXPECT_EQ(published, 1);
  const auto rest = Publish(solved, "永组〔2026〕8号");
  ASSERT_THAT(rest, IsOk());
  EXPECT_EQ(rest->plan().state(), v1::PLAN_STATE_PUBLISHED);
  EXPECT_EQ(rest->plan().published_count(), 3);
  EXPECT_THAT(rest->placements(), SizeIs(2));
  EXPECT_THAT(Recorded(), SizeIs(3)) << "nobody twice";
}

TEST_F(PlanPublishTest, WhoWasSentIsAwayAndWhoWasTakenBackIsPlannedAnew) {
  const v1::Plan plan = Draft(v1::HOST_LEVEL_COUNTY);
  // One after the other at the desk, as the draft has them.
  std::map<int, std::string> by_start;
  for (const auto& placement : plan.solution().placements()) by_start[placement.start_slot()] = placement.cadre_id();
  ASSERT_THAT(by_start, SizeIs(3));
  const std::string sent = by_start.begin()->second, taken_back = std::next(by_start.begin())->second;
  const auto part = PublishPart(plan, {sent, taken_back});
  ASSERT_THAT(part, IsOk());
  std::map<std::string, std::string> placement_of;
  for (const v1::Placement& one : Recorded()) placement_of[one.candidate()] = one.name();
  v1::DispatchPlacementsRequest dispatch;
  dispatch.set_parent(county_);
  dispatch.add_names(placement_of[Name("candidates", sent)]);
  ASSERT_THAT(Admin().Call(&Placements::DispatchPlacements, dispatch), IsOk());
  v1::EndPlacementRequest cancel;
  cancel.set_name(placement_of[Name("candidates", taken_back)]);
  cancel.set_cancel(true);
  cancel.set_reason("另有任用");
  ASSERT_THAT(Admin().Call(&Placements::EndPlacement, cancel), IsOk());

  const v1::Plan solved = SolvedAgain(plan);
  EXPECT_EQ(solved.published_count(), 1);
  EXPECT_EQ(Find(solved, sent), nullptr) << "he stands in it as one who is away";
  ASSERT_NE(Find(solved, taken_back), nullptr);
  ASSERT_THAT(Publish(solved), IsOk());
  EXPECT_THAT(Recorded("state = PLANNED"), SizeIs(2));
}

TEST_F(PlanPublishTest, APartOfAnotherPlanReplacesOnlyItsOwn) {
  const v1::Plan plan = Draft(v1::HOST_LEVEL_COUNTY);
  ASSERT_THAT(Publish(plan), IsOk());
  v1::SolvePlanRequest what_if;
  what_if.set_parent(county_);
  what_if.set_base_plan(plan.name());
  what_if.set_plan_id("p2");
  *what_if.mutable_settings() = plan.settings();
  what_if.mutable_settings()->set_change_penalty(10'000);
  const v1::Plan next = Solved(what_if);
  const auto part = PublishPart(next, {"wu"});
  ASSERT_THAT(part, IsOk());
  EXPECT_THAT(Recorded("state = PLANNED"), SizeIs(3)) << "wu's is kept, the others are not decided yet";
  const auto rest = Publish(part->plan());
  ASSERT_THAT(rest, IsOk());
  EXPECT_EQ(rest->plan().published_count(), 3);
  EXPECT_THAT(Recorded("state = PLANNED"), SizeIs(3));
  EXPECT_THAT(Recorded("state = CANCELLED"), IsEmpty());
}

TEST_F(PlanPublishTest, ADraftWithPinsKeepsItsFirstDayAndIsNotPublishedWhileItIsSolved) {
  const v1::Plan plan = Draft(v1::HOST_LEVEL_COUNTY);
  const auto pinned = Pin(plan, "li");
  ASSERT_THAT(pinned, IsOk());
  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_plan(plan.name());
  *again.mutable_settings() = plan.settings();
  *again.mutable_settings()->mutable_start_date() = ToDate(AddMonths(ToDay(plan.start_date()), 1));
  EXPECT_THAT(Solve(again), ViolatesFields(ElementsAre("settings.start_date")));
  again.mutable_settings()->clear_start_date();
  const v1::Plan solved = Solved(again);
  EXPECT_EQ(solved.start_date().month(), plan.start_date().month());

  auto& runtime = suite().server().runtime();
  db::Session db(runtime.pool, {.read_only = false, .sealer = runtime.sealer.get()});
  ASSERT_THAT(lro::Start(db, "nobodys", "test",
                         {.method = "xianfeng.sync.v1.ChangeFeedService/ListChanges",
                          .target = plan.name(),
                          .org_path = testing::RootPath(county_)},
                         solved),
              IsOk());
  ASSERT_THAT(db.Commit(), IsOk());
  EXPECT_THAT(Publish(solved), HasReason(errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanPublishTest, EveryPlaceAndEveryAbsenceIsExplained) {
  program_ = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  MakePost("desk", v1::HOST_LEVEL_COUNTY, 1);
  for (const char* id : {"li", "wu"}) MakeCandidate(id);
  v1::SolvePlanRequest request = ForProgram(program_, "p1");
  request.mutable_settings()->set_slot_count(6);
  MakeCandidate("old");
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "old"));
  update.mutable_candidate()->set_archive_birth_month("1960-01");
  update.mutable_update_mask()->add_paths("archive_birth_month");
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  const v1::Plan plan = Solved(request);
  ASSERT_THAT(plan.placements(), SizeIs(1)) << "three months are six half months";
  const std::string placed = plan.solution().placements(0).cadre_id();
  const std::string home = placed == "li" ? "wu" : "li";

  v1::ExplainPlacementRequest here;
  here.set_name(plan.name());
  here.set_cadre_id(placed);
  const auto why = Admin().Call(&Planning::ExplainPlacement, here);
  ASSERT_THAT(why, IsOk());
  ASSERT_GT(why->explanation().statements_size(), 0);
  EXPECT_THAT(why->explanation().statements(0).text_zh(), HasSubstr("李测试"));
  int64_t sum = 0;
  for (const auto& part : why->parts()) sum += part.points();
  EXPECT_EQ(sum, why->explanation().fixed_score() + why->explanation().length_score());
  EXPECT_EQ(why->rule_version(), "2024");
  here.set_cadre_id(home);
  EXPECT_THAT(Admin().Call(&Planning::ExplainPlacement, here), HasReason(errors::REASON_STATE_CONFLICT));

  v1::ExplainUnassignedRequest nowhere;
  nowhere.set_name(plan.name());
  nowhere.set_cadre_id(home);
  const auto unassigned = Admin().Call(&Planning::ExplainUnassigned, nowhere);
  ASSERT_THAT(unassigned, IsOk());
  EXPECT_TRUE(unassigned->explanation().possible());
  EXPECT_THAT(unassigned->exclusions(), IsEmpty());
  nowhere.set_cadre_id("old");
  const auto old = Admin().Call(&Planning::ExplainUnassigned, nowhere);
  ASSERT_THAT(old, IsOk());
  EXPECT_FALSE(old->has_explanation());
  ASSERT_THAT(old->exclusions(), SizeIs(1));
  EXPECT_EQ(old->exclusions(0).rule(), v1::ELIGIBILITY_RULE_AGE);

  v1::ExplainWhyNotRequest why_not;
  why_not.set_name(plan.name());
  why_not.set_cadre_id(home);
  why_not.set_post_id("desk");
  const auto contrast = Admin().Call(&Planning::ExplainWhyNot, why_not);
  ASSERT_THAT(contrast, IsOk());
  EXPECT_TRUE(contrast->explanation().possible());
  EXPECT_TRUE(contrast->explanation().proven());
  why_not.set_post_id("none");
  EXPECT_THAT(Admin().Call(&Planning::ExplainWhyNot, why_not), HasReason(errors::REASON_FIELD_INVALID));

  v1::DiagnoseConflictRequest diagnose;
  diagnose.set_name(plan.name());
  diagnose.add_requests()->set_cadre_id("li");
  EXPECT_TRUE(Admin().Call(&Planning::DiagnoseConflict, diagnose)->feasible());
  diagnose.add_requests()->set_cadre_id("wu");
  const auto conflict = Admin().Call(&Planning::DiagnoseConflict, diagnose);
  ASSERT_THAT(conflict, IsOk());
  EXPECT_FALSE(conflict->feasible());
  ASSERT_THAT(conflict->conflicts(), SizeIs(1));
  EXPECT_THAT(conflict->conflicts(0).requests(), ElementsAre(0, 1));
}

TEST_F(PlanPublishTest, AProblemOfOnesOwnIsNotPublished) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  request.mutable_problem()->set_slot_count(2);
  const v1::Plan plan = Solved(request);
  EXPECT_THAT(Publish(plan), HasReason(errors::REASON_PLAN_NOT_OF_REGISTRY));
}

}  // namespace
}  // namespace xf::rotation
