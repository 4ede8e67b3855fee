#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/instructor.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class InstructorTest : public TrainingTest {
 protected:
  using Stub = v1::InstructorService::Stub;

  // Hired for the years 2025 and 2026.
  v1::Instructor Draft(const std::string& display_name) const {
    v1::Instructor instructor;
    instructor.set_organization(east());
    instructor.set_display_name(display_name);
    instructor.set_gender(type::GENDER_FEMALE);
    instructor.set_phone("13812341234");
    instructor.set_category(v1::INSTRUCTOR_CATEGORY_EXPERT);
    instructor.add_focus(v1::INSTRUCTOR_FOCUS_POLITICAL_THEORY);
    *instructor.mutable_hired_from() = ToDate(absl::CivilDay(2025, 1, 1));
    *instructor.mutable_hired_until() = ToDate(absl::CivilDay(2026, 12, 31));
    return instructor;
  }
  v1::Instructor Farmer(const std::string& display_name) const {
    v1::Instructor instructor = Draft(display_name);
    instructor.set_category(v1::INSTRUCTOR_CATEGORY_PRACTICAL);
    instructor.set_field(v1::INSTRUCTOR_FIELD_FORESTRY_FRUIT);
    instructor.clear_focus();
    instructor.add_focus(v1::INSTRUCTOR_FOCUS_PROFESSIONAL_SKILL);
    instructor.clear_hired_until();
    return instructor;
  }
  absl::StatusOr<v1::Instructor> Create(const v1::Instructor& instructor, const std::string& id = "") const {
    v1::CreateInstructorRequest request;
    request.set_parent(county());
    request.set_instructor_id(id);
    *request.mutable_instructor() = instructor;
    return Admin().Call(&Stub::CreateInstructor, request);
  }
  absl::StatusOr<v1::Instructor> Update(const v1::Instructor& instructor,
                                        std::initializer_list<std::string> paths) const {
    v1::UpdateInstructorRequest request;
    *request.mutable_instructor() = instructor;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Admin().Call(&Stub::UpdateInstructor, request);
  }
  absl::StatusOr<v1::Instructor> Read(const rpc::Client& caller, const std::string& name) const {
    return Get<v1::GetInstructorRequest>(caller, &Stub::GetInstructor, name);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListInstructorsRequest>(&Stub::ListInstructors, filter).instructors());
  }
  std::vector<std::string> Found(v1::SearchInstructorsRequest request) const {
    request.set_parent(county());
    return Ids(Must(Admin().Call(&Stub::SearchInstructors, request)).instructors());
  }
  type::ImportSummary ImportAll(const std::vector<v1::Instructor>& rows) {
    return Must(Import<v1::ImportInstructorsRequest>(Admin(), &Stub::ImportInstructors, rows));
  }
};

TEST_F(InstructorTest, ShowsOnlyAMaskedPhoneOnceCreated) {
  const v1::Instructor instructor = Must(Create(Draft("王讲师"), "wang"));
  EXPECT_EQ(instructor.name(), NameOf("instructors", "wang"));
  EXPECT_EQ(instructor.org_path(), EastPath());
  EXPECT_EQ(instructor.phone(), "138****1234");
  EXPECT_EQ(Must(Read(Admin(), instructor.name())).SerializeAsString(), instructor.SerializeAsString());
}

TEST_F(InstructorTest, AllViolationsAreNamedAtOnce) {
  v1::Instructor instructor;
  instructor.set_phone("ask her");
  EXPECT_THAT(Create(instructor),
              ViolatesFields(UnorderedElementsAre("instructor.organization", "instructor.display_name",
                                                  "instructor.phone", "instructor.category", "instructor.hired_from")));
}

TEST_F(InstructorTest, ATermThatEndsEarlyAndAFieldOfAnExpertAreNamedAtOnce) {
  v1::Instructor instructor = Draft("王讲师");
  instructor.set_field(v1::INSTRUCTOR_FIELD_LIVESTOCK);
  *instructor.mutable_hired_until() = ToDate(absl::CivilDay(2024, 12, 31));
  EXPECT_THAT(Create(instructor), ViolatesFields(UnorderedElementsAre("instructor.hired_until", "instructor.field")));
}

TEST_F(InstructorTest, KeepsThePhoneWhenOtherFieldsChange) {
  v1::Instructor change = Must(Create(Draft("王讲师")));
  change.clear_phone();
  change.set_title("教授");
  const v1::Instructor changed = Must(Update(change, {"title"}));
  EXPECT_EQ(changed.title(), "教授");
  EXPECT_EQ(changed.phone(), "138****1234");
}

TEST_F(InstructorTest, AStaleEtagIsRefused) {
  v1::Instructor change = Must(Create(Draft("王讲师")));
  change.set_title("教授");
  EXPECT_THAT(Update(change, {"title"}), IsOk());
  EXPECT_THAT(Update(change, {"title"}), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(InstructorTest, IsInvisibleToTheNeighbour) {
  const v1::Instructor instructor = Must(Create(Draft("王讲师")));
  EXPECT_THAT(Read(EastClerk(), instructor.name()), IsOk());
  EXPECT_THAT(Read(WestClerk(), instructor.name()),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(InstructorTest, ListsByCategoryFieldSourceAndOrganization) {
  v1::Instructor guest = Draft("赵讲师");
  guest.set_organization(west());
  guest.set_source_unit("县委党校");
  Must(Create(Draft("王讲师"), "a"));
  Must(Create(Farmer("孙讲师"), "b"));
  Must(Create(guest, "c"));
  EXPECT_THAT(Listed("category = EXPERT"), ElementsAre("a", "c"));
  EXPECT_THAT(Listed("field = FORESTRY_FRUIT"), ElementsAre("b"));
  EXPECT_THAT(Listed("source_unit = 县委党校"), ElementsAre("c"));
  EXPECT_THAT(Listed("organization = " + east()), ElementsAre("a", "b"));
}

TEST_F(InstructorTest, IsFoundByNameCategoryFocusAndField) {
  Must(Create(Draft("王讲师"), "a"));
  Must(Create(Farmer("王农师"), "b"));
  Must(Create(Draft("孙讲师"), "c"));
  v1::SearchInstructorsRequest request;
  request.set_prefix("王");
  EXPECT_THAT(Found(request), ElementsAre("a", "b"));
  request.set_focus(v1::INSTRUCTOR_FOCUS_PROFESSIONAL_SKILL);
  EXPECT_THAT(Found(request), ElementsAre("b"));
  request.set_category(v1::INSTRUCTOR_CATEGORY_PRACTICAL);
  request.set_field(v1::INSTRUCTOR_FIELD_FORESTRY_FRUIT);
  EXPECT_THAT(Found(request), ElementsAre("b"));
}

TEST_F(InstructorTest, IsFoundByADayOfTheHiringTerm) {
  Must(Create(Draft("王讲师"), "a"));
  Must(Create(Farmer("孙农师"), "b"));
  v1::SearchInstructorsRequest request;
  *request.mutable_in_service_on() = ToDate(absl::CivilDay(2026, 12, 31));
  EXPECT_THAT(Found(request), ElementsAre("a", "b"));
  *request.mutable_in_service_on() = ToDate(absl::CivilDay(2027, 1, 1));
  EXPECT_THAT(Found(request), ElementsAre("b")) << "a term without an end goes on";
}

TEST_F(InstructorTest, ImportedAgainTheSameRowsStayUnchanged) {
  std::vector<v1::Instructor> rows = {Draft("王讲师"), Farmer("孙农师")};
  rows[0].set_name(NameOf("instructors", "a"));
  rows[1].set_name(NameOf("instructors", "b"));
  EXPECT_EQ(ImportAll(rows).created(), 2);
  EXPECT_EQ(ImportAll(rows).unchanged(), 2);
  rows[0].set_phone("13912341234");
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.updated(), 1) << summary.DebugString();
  EXPECT_EQ(Must(Read(Admin(), rows[0].name())).phone(), "139****1234");
}

TEST_F(InstructorTest, EveryViolationOfAnImportedRowIsReported) {
  std::vector<v1::Instructor> rows = {Draft("王讲师"), Draft("孙讲师")};
  rows[1].set_field(v1::INSTRUCTOR_FIELD_LIVESTOCK);
  *rows[1].mutable_hired_until() = ToDate(absl::CivilDay(2024, 12, 31));
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_THAT(ErrorsOf(summary), UnorderedElementsAre("2 hired_until FIELD_INVALID", "2 field FIELD_INVALID"));
}

}  // namespace
}  // namespace xf::training
