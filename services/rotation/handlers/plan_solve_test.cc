// Making plans: from the registry, training and a problem of one's own; as an operation.
#include <gmock/gmock.h>

#include "services/rotation/handlers/planning_fixture.h"
#include "services/rotation/planner/generate.h"
#include "xianfeng/training/v1/class.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace training = xianfeng::training::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;

class PlanSolveTest : public PlanningTest {};

// A problem that no planner finishes soon.
v1::RotationProblem LongProblem() { return planner::Generate({.cadres = 120, .posts = 40, .slots = 12, .seed = 3}); }

TEST_F(PlanSolveTest, AProgramIsPlannedFromTheRegistryWithAProof) {
  const std::string program = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  MakePost("desk", v1::HOST_LEVEL_COUNTY, 1);
  for (const char* id : {"li", "wu", "he"}) MakeCandidate(id);
  const v1::Plan plan = Solved(ForProgram(program, "p1"));
  EXPECT_EQ(plan.name(), Name("plans", "p1"));
  EXPECT_EQ(plan.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_EQ(plan.program(), program);
  EXPECT_EQ(plan.rule_version(), "2024");
  EXPECT_EQ(plan.placement_count(), 3) << "one after the other";
  EXPECT_EQ(plan.placements_size(), 3);
  EXPECT_EQ(plan.placements(0).candidate(), Name("candidates", plan.solution().placements(0).cadre_id()));
  EXPECT_EQ(plan.placements(0).post(), Name("posts", "desk"));
  EXPECT_EQ(plan.gap(), plan.solution().gap());
  EXPECT_EQ(plan.upper_bound(), plan.solution().certificate().upper_bound()) << "to the last digit";
  EXPECT_LT(plan.gap(), 0.05);
  EXPECT_EQ(plan.problem().options_size(), 3);
  EXPECT_EQ(plan.facts().cadres_size(), 3);
  EXPECT_EQ(Get(plan.name(), v1::PLAN_VIEW_PLACEMENTS).problem().options_size(), 0);
  EXPECT_EQ(Get(plan.name(), v1::PLAN_VIEW_BASIC).placements_size(), 0);

  v1::VerifyPlanRequest verify;
  verify.set_parent(county_);
  verify.set_plan(plan.name());
  EXPECT_TRUE(Admin().Call(&Planning::VerifyPlan, verify)->holds());
  *verify.mutable_solution() = plan.solution();
  verify.mutable_solution()->mutable_placements(0)->set_duration(1);
  const auto edited = Admin().Call(&Planning::VerifyPlan, verify);
  ASSERT_THAT(edited, IsOk());
  EXPECT_FALSE(edited->feasible());
}

TEST_F(PlanSolveTest, AClassOfTrainingKeepsItsTraineesAtHome) {
  const std::string program = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  MakePost("desk", v1::HOST_LEVEL_COUNTY, 1);
  MakeCandidate("li");
  training::CreateClassRequest create;
  create.set_parent(county_);
  create.set_class_id("spring");
  create.mutable_class_()->set_organization(root_);
  create.mutable_class_()->set_display_name("春季班");
  const absl::CivilDay begins(Today().year() + 1, 3, 10);
  *create.mutable_class_()->mutable_start_date() = ToDate(begins);
  *create.mutable_class_()->mutable_end_date() = ToDate(begins + 3);
  const absl::CivilDay exam(Today().year() + 1, 4, 20);
  *create.mutable_class_()->mutable_exam_date() = ToDate(exam);
  const rpc::Client of_training = suite().Admin(county_, "training");
  ASSERT_THAT(of_training.Call(&training::ClassService::Stub::CreateClass, create), IsOk());
  training::EnrolTraineesRequest enrol;
  enrol.set_name(Name("classes", "spring"));
  enrol.add_trainees()->set_member(Name("members", "li"));
  ASSERT_THAT(of_training.Call(&training::ClassService::Stub::EnrolTrainees, enrol), IsOk());

  v1::SolvePlanRequest request = ForProgram(program, "p1");
  *request.mutable_settings()->mutable_start_date() = ToDate(absl::CivilDay(Today().year() + 1, 1, 1));
  const v1::Plan plan = Solved(request);
  ASSERT_EQ(plan.facts().exclusions_size(), 2);
  EXPECT_EQ(plan.facts().exclusions(0).rule(), v1::ELIGIBILITY_RULE_TRAINING);
  EXPECT_THAT(plan.facts().exclusions(0).text_zh(), HasSubstr("春季班"));
  EXPECT_EQ(plan.facts().exclusions(1).rule(), v1::ELIGIBILITY_RULE_TRAINING);
  EXPECT_THAT(plan.facts().exclusions(1).text_zh(), HasSubstr("春季班考试"));
  ASSERT_EQ(plan.placements_size(), 1);
  EXPECT_GT(ToDay(plan.placements(0).start_date()), exam);
}

TEST_F(PlanSolveTest, OneOperationAtATimeIsWatchedAndCancelledAndKeepsItsPlan) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  request.set_plan_id("p1");
  *request.mutable_problem() = LongProblem();
  request.mutable_solver()->set_seconds(3000);
  const auto begun = Solve(request);
  ASSERT_THAT(begun, IsOk());
  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_plan(Name("plans", "p1"));
  EXPECT_THAT(Solve(again), HasReason(errors::REASON_OPERATION_RUNNING));

  v1::WatchSolveRequest watch;
  watch.set_name(Name("plans", "p1"));
  int messages = 0;
  bool done = false;
  const absl::Status watched =
      Admin().Read(&Planning::WatchSolve, watch, std::function([&](v1::WatchSolveResponse& response) {
        EXPECT_EQ(response.progress().plan(), Name("plans", "p1"));
        if (response.progress().has_gap() && messages++ == 0) {
          google::longrunning::CancelOperationRequest cancel;
          cancel.set_name(begun->name());
          EXPECT_THAT(Admin().Call(&Operations::CancelOperation, cancel), IsOk());
        }
        done = response.done();
        return true;
      }));
  EXPECT_THAT(watched, IsOk());
  EXPECT_TRUE(done);
  EXPECT_EQ(ReasonIn(Wait(begun->name()).error()), errors::REASON_CANCELLED);
  const v1::Plan plan = Get(Name("plans", "p1"));
  EXPECT_EQ(plan.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_GT(plan.placement_count(), 0);
  EXPECT_EQ(plan.operation(), begun->name());
}

TEST_F(PlanSolveTest, AProblemOfOnesOwnIsSolvedAgainWithFewChanges) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  request.set_display_name("外部问题");
  *request.mutable_problem() = planner::Generate({.cadres = 20, .posts = 8, .slots = 8, .seed = 1});
  request.mutable_solver()->set_work(200'000);
  const v1::Plan first = Solved(request);
  EXPECT_EQ(first.display_name(), "外部问题");
  EXPECT_EQ(first.organization(), root_);
  EXPECT_THAT(first.placements(), IsEmpty()) << "its ids are no names";

  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_base_plan(first.name());
  again.set_plan_id("second");
  again.mutable_settings()->set_max_changes(0);
  again.mutable_solver()->set_work(200'000);
  const v1::Plan second = Solved(again);
  EXPECT_EQ(second.base_plan(), first.name());
  EXPECT_EQ(second.change_count(), 0);
  EXPECT_EQ(second.problem().previous_size(), first.placement_count());

  v1::ListPlansRequest list;
  list.set_parent(county_);
  list.set_filter(absl::StrCat("base_plan = ", first.name()));
  const auto listed = Admin().Call(&Planning::ListPlans, list);
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->plans(), SizeIs(1));
}

TEST_F(PlanSolveTest, WhatCantBePlannedIsRefusedBeforeItIsPutUp) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  EXPECT_THAT(Solve(request), ViolatesFields(ElementsAre("plan")));
  request.mutable_problem()->set_slot_count(0);
  EXPECT_THAT(Solve(request), HasReason(errors::REASON_FIELD_INVALID));
  request.set_program(Name("programs", "none"));
  EXPECT_THAT(Solve(request), ViolatesFields(ElementsAre("plan")));
  request.clear_problem();
  EXPECT_THAT(Solve(request), HasReason(errors::REASON_REFERENCE_NOT_FOUND));
  request.clear_program();
  request.set_plan(Name("plans", "none"));
  EXPECT_THAT(Solve(request), HasReason(errors::REASON_RESOURCE_NOT_FOUND));
  request.clear_plan();
  request.set_base_plan(Name("plans", "none"));
  EXPECT_THAT(Solve(request), HasReason(errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(PlanSolveTest, PinsThatClashAreRefusedAndNamed) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  v1::RotationProblem& problem = *request.mutable_problem();
  problem.set_slot_count(4);
  problem.add_posts()->set_post_id("p");
  problem.mutable_posts(0)->set_capacity(1);
  problem.mutable_posts(0)->add_durations(4);
  for (const char* id : {"a", "b"}) {
    problem.add_cadres()->set_cadre_id(id);
    auto& option = *problem.add_options();
    option.set_cadre_id(id);
    option.set_post_id("p");
    auto& pin = *problem.add_pins();
    pin.set_cadre_id(id);
    pin.set_post_id("p");
    pin.set_duration(4);
  }
  EXPECT_THAT(Solve(request), ViolatesFields(ElementsAre("pins[1]")));
  problem.mutable_posts(0)->set_capacity(2);
  problem.mutable_posts(0)->set_host_id("h");
  problem.add_hosts()->set_host_id("h");
  problem.mutable_hosts(0)->set_max_present(1);
  auto& conflict = *problem.add_conflicts();
  conflict.set_cadre_a("a");
  conflict.set_cadre_b("b");
  EXPECT_THAT(Solve(request), ViolatesFields(ElementsAre("pins[1]", "pins[1]"))) << "each rule by itself";
}

TEST_F(PlanSolveTest, ADraftKeepsItsSolutionUntilThereIsANewOne) {
  v1::SolvePlanRequest request;
  request.set_parent(county_);
  request.set_plan_id("p1");
  *request.mutable_problem() = LongProblem();
  request.mutable_solver()->set_work(1);
  const v1::Plan first = Solved(request);
  ASSERT_GT(first.placement_count(), 0);
  v1::SolvePlanRequest again;
  again.set_parent(county_);
  again.set_plan(first.name());
  again.mutable_settings()->set_change_penalty(3);
  again.mutable_solver()->set_seconds(3000);
  const auto begun = Solve(again);
  ASSERT_THAT(begun, IsOk());
  const v1::Plan meanwhile = Get(first.name());
  EXPECT_EQ(meanwhile.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_EQ(meanwhile.objective(), first.objective());
  EXPECT_EQ(meanwhile.problem_hash(), first.problem_hash());
  EXPECT_EQ(meanwhile.solution().SerializeAsString(), first.solution().SerializeAsString());
  v1::VerifyPlanRequest verify;
  verify.set_parent(county_);
  verify.set_plan(first.name());
  EXPECT_TRUE(Admin().Call(&Planning::VerifyPlan, verify)->holds()) << "by the problem that it solves";
  google::longrunning::CancelOperationRequest cancel;
  cancel.set_name(begun->name());
  EXPECT_THAT(Admin().Call(&Operations::CancelOperation, cancel), IsOk());
  Wait(begun->name());
  const v1::Plan second = Get(first.name());
  EXPECT_TRUE(Admin().Call(&Planning::VerifyPlan, verify)->holds());
  // Cancelled before its first plan it keeps the old one, else the best so far.
  if (second.problem_hash() != first.problem_hash()) {
    EXPECT_EQ(second.settings().change_penalty(), 3);
    EXPECT_GT(second.problem().previous_size(), 0);
  }
}

TEST_F(PlanSolveTest, AnotherTownshipFindsNothing) {
  const std::string program = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  MakePost("desk", v1::HOST_LEVEL_COUNTY, 1);
  MakeCandidate("li");
  const v1::Plan plan = Solved(ForProgram(program, "p1"));
  v1::GetPlanRequest get;
  get.set_name(plan.name());
  EXPECT_THAT(ClerkOf("west").Call(&Planning::GetPlan, get), HasReason(errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(ClerkOf("west").Call(&Planning::SolvePlan, ForProgram(program, "p2")),
              HasReason(errors::REASON_REFERENCE_NOT_FOUND));
  v1::WatchSolveRequest watch;
  watch.set_name(plan.name());
  EXPECT_THAT(
      ClerkOf("west").Read(&Planning::WatchSolve, watch, std::function([](v1::WatchSolveResponse&) { return true; })),
      HasReason(errors::REASON_RESOURCE_NOT_FOUND));
  google::longrunning::GetOperationRequest operation;
  operation.set_name(plan.operation());
  EXPECT_THAT(ClerkOf("west").Call(&Operations::GetOperation, operation), HasReason(errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::rotation
