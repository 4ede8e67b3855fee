#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/plan.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class PlanTest : public TrainingTest {
 protected:
  using Stub = v1::PlanService::Stub;

  // A plan of two items that cover the first `tasks` of the seven basic tasks.
  v1::Plan Draft(int year, int tasks = 7) const {
    v1::Plan plan;
    plan.set_organization(east());
    plan.set_display_name("年度培训计划");
    plan.set_year(year);
    for (const char* title : {"党课", "实训"}) plan.add_items()->set_display_name(title);
    for (int task = 1; task <= tasks; ++task) plan.mutable_items(task % 2)->add_tasks(static_cast<v1::EduTask>(task));
    return plan;
  }
  absl::StatusOr<v1::Plan> Create(const v1::Plan& plan, const std::string& id = "") const {
    v1::CreatePlanRequest request;
    request.set_parent(county());
    request.set_plan_id(id);
    *request.mutable_plan() = plan;
    return Admin().Call(&Stub::CreatePlan, request);
  }
  v1::ApprovePlanRequest Approval(const v1::Plan& plan) const {
    v1::ApprovePlanRequest request;
    request.set_name(plan.name());
    request.set_etag(plan.etag());
    request.set_document("测组发〔2026〕1号");
    return request;
  }
  absl::StatusOr<v1::Plan> Approve(const v1::Plan& plan) const {
    return Admin().Call(&Stub::ApprovePlan, Approval(plan));
  }
  absl::StatusOr<v1::Plan> Publish(const v1::Plan& plan) const {
    v1::PublishPlanRequest request;
    request.set_name(plan.name());
    request.set_etag(plan.etag());
    return Admin().Call(&Stub::PublishPlan, request);
  }
  absl::StatusOr<v1::Plan> Read(const rpc::Client& caller, const std::string& name) const {
    return Get<v1::GetPlanRequest>(caller, &Stub::GetPlan, name);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListPlansRequest>(&Stub::ListPlans, filter).plans());
  }
};

TEST_F(PlanTest, IsDraftedApprovedAndPublished) {
  const v1::Plan draft = Must(Create(Draft(2026), "p26"));
  EXPECT_EQ(draft.name(), NameOf("plans", "p26"));
  EXPECT_EQ(draft.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_THAT(draft.items(), SizeIs(2));
  v1::ApprovePlanRequest approval = Approval(draft);
  *approval.mutable_approve_date() = ToDate(absl::CivilDay(2026, 1, 15));
  const v1::Plan approved = Must(Admin().Call(&Stub::ApprovePlan, approval));
  EXPECT_EQ(approved.state(), v1::PLAN_STATE_APPROVED);
  EXPECT_EQ(approved.approval_document(), "测组发〔2026〕1号");
  EXPECT_EQ(ToDay(approved.approve_date()), absl::CivilDay(2026, 1, 15));
  const v1::Plan published = Must(Publish(approved));
  EXPECT_EQ(published.state(), v1::PLAN_STATE_PUBLISHED);
  EXPECT_TRUE(published.has_publish_date());
  EXPECT_EQ(Must(Read(Admin(), draft.name())).SerializeAsString(), published.SerializeAsString());
}

TEST_F(PlanTest, AllViolationsAreNamedAtOnce) {
  v1::Plan plan;
  plan.set_year(1900);
  plan.add_items()->set_headcount(-1);
  EXPECT_THAT(Create(plan), ViolatesFields(UnorderedElementsAre("plan.organization", "plan.display_name", "plan.year",
                                                                "plan.items[0].display_name", "plan.items[0].tasks",
                                                                "plan.items[0].headcount")));
}

TEST_F(PlanTest, EveryItemWhoseMonthsRunBackwardsIsNamed) {
  v1::Plan plan = Draft(2026);
  for (auto& item : *plan.mutable_items()) {
    item.set_month_from(9);
    item.set_month_until(3);
  }
  EXPECT_THAT(Create(plan),
              ViolatesFields(UnorderedElementsAre("plan.items[0].month_until", "plan.items[1].month_until")));
}

TEST_F(PlanTest, AnOrganizationHasOnePlanAYear) {
  EXPECT_THAT(Create(Draft(2026)), IsOk());
  EXPECT_THAT(Create(Draft(2026)), IsError(absl::StatusCode::kAlreadyExists, errors::REASON_PLAN_YEAR_TAKEN));
  EXPECT_THAT(Create(Draft(2027)), IsOk());
}

TEST_F(PlanTest, IsNotPublishedUntilAllSevenTasksAreCovered) {
  const v1::Plan approved = Must(Approve(Must(Create(Draft(2026, 6)))));
  EXPECT_THAT(Publish(approved), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_PLAN_TASK_MISSING));
  EXPECT_EQ(Must(Read(Admin(), approved.name())).state(), v1::PLAN_STATE_APPROVED);
}

TEST_F(PlanTest, ADraftIsNotPublished) {
  EXPECT_THAT(Publish(Must(Create(Draft(2026)))),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanTest, IsApprovedOnce) {
  const v1::Plan approved = Must(Approve(Must(Create(Draft(2026)))));
  EXPECT_THAT(Approve(approved), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(PlanTest, IsNotApprovedAheadOfTime) {
  v1::ApprovePlanRequest approval = Approval(Must(Create(Draft(2026))));
  *approval.mutable_approve_date() = ToDate(absl::CivilDay(2100, 1, 1));
  EXPECT_THAT(Admin().Call(&Stub::ApprovePlan, approval), ViolatesFields(ElementsAre("approve_date")));
}

TEST_F(PlanTest, AStaleEtagIsRefused) {
  const v1::Plan draft = Must(Create(Draft(2026)));
  Must(Approve(draft));
  EXPECT_THAT(Publish(draft), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(PlanTest, IsInvisibleToTheNeighbour) {
  const v1::Plan plan = Must(Create(Draft(2026)));
  EXPECT_THAT(Read(EastClerk(), plan.name()), IsOk());
  EXPECT_THAT(Read(WestClerk(), plan.name()), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(WestClerk().Call(&Stub::ApprovePlan, Approval(plan)),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(PlanTest, ListsByYearStateAndOrganization) {
  v1::Plan other = Draft(2026);
  other.set_organization(west());
  Must(Create(Draft(2025), "a"));
  Must(Approve(Must(Create(Draft(2026), "b"))));
  Must(Create(other, "c"));
  EXPECT_THAT(Listed(""), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Listed("year = 2026"), ElementsAre("b", "c"));
  EXPECT_THAT(Listed("state = APPROVED"), ElementsAre("b"));
  EXPECT_THAT(Listed("organization = " + west()), ElementsAre("c"));
}

}  // namespace
}  // namespace xf::training
