#include "services/training/handlers/test_class.h"
#include "xianfeng/training/v1/plan.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class ClassTest : public ClassFixture {
 protected:
  absl::StatusOr<v1::Class> Update(const rpc::Client& caller, const v1::Class& training_class,
                                   std::initializer_list<std::string> paths) const {
    v1::UpdateClassRequest request;
    *request.mutable_class_() = training_class;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return caller.Call(&Classes::UpdateClass, request);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListClassesRequest>(&Classes::ListClasses, filter).classes());
  }
  std::string AddPlan() const {
    v1::CreatePlanRequest request;
    request.set_parent(county());
    request.mutable_plan()->set_organization(east());
    request.mutable_plan()->set_display_name("年度培训计划");
    request.mutable_plan()->set_year(2026);
    return Must(Admin().Call(&v1::PlanService::Stub::CreatePlan, request)).name();
  }
};

TEST_F(ClassTest, IsPlannedForItsYearOnceCreated) {
  const v1::Class created = Must(Create(DraftClass(), "may"));
  EXPECT_EQ(created.name(), NameOf("classes", "may"));
  EXPECT_EQ(created.state(), v1::CLASS_STATE_PLANNED);
  EXPECT_EQ(created.year(), 2026);
  EXPECT_EQ(created.org_path(), EastPath());
  EXPECT_EQ(ReadClass(created.name()).SerializeAsString(), created.SerializeAsString());
}

TEST_F(ClassTest, AllViolationsAreNamedAtOnce) {
  v1::Class training_class;
  training_class.set_capacity(-1);
  EXPECT_THAT(Create(training_class),
              ViolatesFields(UnorderedElementsAre("class.organization", "class.display_name", "class.start_date",
                                                  "class.end_date", "class.capacity")));
}

TEST_F(ClassTest, LiesWithinOneYear) {
  v1::Class training_class = DraftClass();
  *training_class.mutable_end_date() = ToDate(absl::CivilDay(2027, 1, 2));
  EXPECT_THAT(Create(training_class), ViolatesFields(ElementsAre("class.end_date")));
}

TEST_F(ClassTest, ItsExamMayComeAfterItButNotBefore) {
  v1::Class training_class = DraftClass();
  *training_class.mutable_exam_date() = ToDate(ToDay(training_class.start_date()) - 1);
  EXPECT_THAT(Create(training_class), ViolatesFields(ElementsAre("class.exam_date")));
  *training_class.mutable_exam_date() = ToDate(ToDay(training_class.end_date()) + 20);
  v1::Class created = Must(Create(training_class));
  EXPECT_EQ(ToDay(created.exam_date()), ToDay(training_class.end_date()) + 20);
  created.clear_exam_date();
  EXPECT_FALSE(Must(Update(Admin(), created, {"exam_date"})).has_exam_date());
}

TEST_F(ClassTest, APlanThatDoesNotExistIsRefused) {
  v1::Class training_class = DraftClass();
  training_class.set_plan(NameOf("plans", "none"));
  EXPECT_THAT(Create(training_class),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(ClassTest, ChangingItNeedsTheCurrentEtag) {
  v1::Class change = Must(Create(DraftClass()));
  change.set_target_group("村党组织书记");
  EXPECT_EQ(Must(Update(Admin(), change, {"target_group"})).target_group(), "村党组织书记");
  EXPECT_THAT(Update(Admin(), change, {"target_group"}),
              IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(ClassTest, NewDaysDontStrandItsSessions) {
  const v1::Class created = Must(Create(DraftClass()));
  Must(Schedule(Lesson(created.name(), 20, 9)));
  v1::Class change = created;
  *change.mutable_end_date() = ToDate(absl::CivilDay(2026, 5, 19));
  EXPECT_THAT(Update(Admin(), change, {"end_date"}), ViolatesFields(ElementsAre("class.end_date")));
  *change.mutable_end_date() = ToDate(absl::CivilDay(2026, 5, 20));
  EXPECT_THAT(Update(Admin(), change, {"end_date"}), IsOk());
}

TEST_F(ClassTest, KeepsItsYearWhileItHasTrainees) {
  const std::string name = AddClass("may");
  Must(Enrol(name, {AddMember("a")}));
  v1::Class change = ReadClass(name);
  *change.mutable_start_date() = ToDate(absl::CivilDay(2025, 5, 1));
  *change.mutable_end_date() = ToDate(absl::CivilDay(2025, 5, 31));
  EXPECT_THAT(Update(Admin(), change, {"start_date", "end_date"}), ViolatesFields(ElementsAre("class.start_date")));
}

TEST_F(ClassTest, IsFixedOnceClosed) {
  const std::string name = AddClass("may");
  Must(Schedule(Lesson(name, 20, 9)));
  Must(Close(Admin(), name));
  v1::Class change = ReadClass(name);
  change.set_target_group("村党组织书记");
  EXPECT_THAT(Update(Admin(), change, {"target_group"}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(ClassTest, IsInvisibleToTheNeighbour) {
  const v1::Class created = Must(Create(DraftClass()));
  const auto hidden = IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND);
  EXPECT_THAT(Get<v1::GetClassRequest>(EastClerk(), &Classes::GetClass, created.name()), IsOk());
  EXPECT_THAT(Get<v1::GetClassRequest>(WestClerk(), &Classes::GetClass, created.name()), hidden);
  EXPECT_THAT(Update(WestClerk(), created, {"target_group"}), hidden);
}

TEST_F(ClassTest, ListsByYearStatePlanAndOrganization) {
  v1::Class planned = DraftClass();
  planned.set_plan(AddPlan());
  planned.set_organization(west());
  v1::Class earlier = DraftClass();
  *earlier.mutable_start_date() = ToDate(absl::CivilDay(2025, 5, 1));
  *earlier.mutable_end_date() = ToDate(absl::CivilDay(2025, 5, 31));
  Must(Create(earlier, "a"));
  Must(Enrol(AddClass("b"), {AddMember("m")}));
  Must(Create(planned, "c"));
  EXPECT_THAT(Listed("year = 2026"), ElementsAre("b", "c"));
  EXPECT_THAT(Listed("state = ENROLLING"), ElementsAre("b"));
  EXPECT_THAT(Listed("plan = " + planned.plan()), ElementsAre("c"));
  EXPECT_THAT(Listed("organization = " + east()), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace xf::training
