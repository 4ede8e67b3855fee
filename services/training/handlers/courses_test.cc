#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/course.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class CourseTest : public TrainingTest {
 protected:
  using Stub = v1::CourseService::Stub;

  v1::Course Draft(const std::string& display_name) const {
    v1::Course course;
    course.set_organization(east());
    course.set_display_name(display_name);
    course.add_tasks(v1::EDU_TASK_POLITICAL_THEORY);
    course.add_tasks(v1::EDU_TASK_TRADITION);
    course.set_format(v1::COURSE_FORMAT_LECTURE);
    course.set_minutes(90);
    course.add_instructors(NameOf("instructors", "wang"));
    return course;
  }
  absl::StatusOr<v1::Course> Create(const v1::Course& course, const std::string& id = "") const {
    v1::CreateCourseRequest request;
    request.set_parent(county());
    request.set_course_id(id);
    *request.mutable_course() = course;
    return Admin().Call(&Stub::CreateCourse, request);
  }
  absl::StatusOr<v1::Course> Update(const v1::Course& course, std::initializer_list<std::string> paths) const {
    v1::UpdateCourseRequest request;
    *request.mutable_course() = course;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Admin().Call(&Stub::UpdateCourse, request);
  }
  absl::StatusOr<v1::Course> Read(const rpc::Client& caller, const std::string& name) const {
    return Get<v1::GetCourseRequest>(caller, &Stub::GetCourse, name);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListCoursesRequest>(&Stub::ListCourses, filter).courses());
  }
  std::vector<std::string> Found(v1::SearchCoursesRequest request) const {
    request.set_parent(county());
    return Ids(Must(Admin().Call(&Stub::SearchCourses, request)).courses());
  }
};

TEST_F(CourseTest, IsADraftUntilItsContentIsApproved) {
  v1::Course course = Must(Create(Draft("党史第一课"), "one"));
  EXPECT_EQ(course.name(), NameOf("courses", "one"));
  EXPECT_EQ(course.state(), v1::COURSE_STATE_DRAFT);
  EXPECT_EQ(course.org_path(), EastPath());
  EXPECT_EQ(Must(Read(Admin(), course.name())).SerializeAsString(), course.SerializeAsString());
  course.set_state(v1::COURSE_STATE_APPROVED);
  EXPECT_EQ(Must(Update(course, {"state"})).state(), v1::COURSE_STATE_APPROVED);
}

TEST_F(CourseTest, AllViolationsAreNamedAtOnce) {
  v1::Course course;
  course.set_minutes(2000);
  EXPECT_THAT(Create(course), ViolatesFields(UnorderedElementsAre("course.organization", "course.display_name",
                                                                  "course.tasks", "course.format", "course.minutes")));
}

TEST_F(CourseTest, AnInstructorOfAnotherCountyIsNamedByPlace) {
  v1::Course course = Draft("党史第一课");
  course.add_instructors("counties/431123/instructors/li");
  EXPECT_THAT(Create(course), ViolatesFields(ElementsAre("course.instructors[1]")));
}

TEST_F(CourseTest, AStaleEtagIsRefused) {
  v1::Course change = Must(Create(Draft("党史第一课")));
  change.set_minutes(45);
  EXPECT_THAT(Update(change, {"minutes"}), IsOk());
  EXPECT_THAT(Update(change, {"minutes"}), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(CourseTest, IsInvisibleToTheNeighbour) {
  const v1::Course course = Must(Create(Draft("党史第一课")));
  EXPECT_THAT(Read(EastClerk(), course.name()), IsOk());
  EXPECT_THAT(Read(WestClerk(), course.name()),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(CourseTest, ListsByStateFormatAndOrganization) {
  v1::Course video = Draft("远程课");
  video.set_format(v1::COURSE_FORMAT_VIDEO);
  video.set_state(v1::COURSE_STATE_APPROVED);
  video.set_organization(west());
  Must(Create(Draft("党史第一课"), "a"));
  Must(Create(video, "b"));
  EXPECT_THAT(Listed(""), ElementsAre("a", "b"));
  EXPECT_THAT(Listed("state = APPROVED"), ElementsAre("b"));
  EXPECT_THAT(Listed("format = LECTURE"), ElementsAre("a"));
  EXPECT_THAT(Listed("organization = " + west()), ElementsAre("b"));
}

TEST_F(CourseTest, IsFoundByNameTaskFormatAndState) {
  v1::Course skills = Draft("党员种果树");
  skills.clear_tasks();
  skills.add_tasks(v1::EDU_TASK_SKILLS);
  skills.set_format(v1::COURSE_FORMAT_FIELD);
  skills.set_state(v1::COURSE_STATE_APPROVED);
  Must(Create(Draft("党史第一课"), "a"));
  Must(Create(skills, "b"));
  Must(Create(Draft("廉政课"), "c"));
  v1::SearchCoursesRequest request;
  request.set_prefix("党");
  EXPECT_THAT(Found(request), ElementsAre("a", "b"));
  request.set_task(v1::EDU_TASK_SKILLS);
  EXPECT_THAT(Found(request), ElementsAre("b"));
  request.set_format(v1::COURSE_FORMAT_FIELD);
  request.set_state(v1::COURSE_STATE_APPROVED);
  EXPECT_THAT(Found(request), ElementsAre("b"));
}

}  // namespace
}  // namespace xf::training
