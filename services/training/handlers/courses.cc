// The library of courses.
#include "common/api/list.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Creates a course at its organization.
absl::StatusOr<v1::Course> CourseService::CreateCourse(rpc::Call& call, const v1::CreateCourseRequest& request) {
  return Create(call, sql::kCreateCourse, request.parent(), request.course_id(), request.course(), "course");
}

// Returns one course.
absl::StatusOr<v1::Course> CourseService::GetCourse(rpc::Call& call, const v1::GetCourseRequest& request) {
  ASSIGN_OR_RETURN(const CourseName name, CourseName::Parse(request.name()));
  return call.db().One<v1::Course>(sql::kGetCourse, name);
}

// Lists the courses in the caller's scope.
absl::StatusOr<v1::ListCoursesResponse> CourseService::ListCourses(rpc::Call& call,
                                                                   const v1::ListCoursesRequest& request) {
  return api::List<v1::ListCoursesResponse>(call.db(), sql::kListCourses, request);
}

// Changes a course, which may move it to another organization.
absl::StatusOr<v1::Course> CourseService::UpdateCourse(rpc::Call& call, const v1::UpdateCourseRequest& request) {
  return Update<CourseName>(call, sql::kGetCourseForUpdate, sql::kUpdateCourse, request.course(), request.update_mask(),
                            "course");
}

// Finds courses by the beginning of their name and the other conditions of the request.
absl::StatusOr<v1::SearchCoursesResponse> CourseService::SearchCourses(rpc::Call& call,
                                                                       const v1::SearchCoursesRequest& request) {
  return api::List<v1::SearchCoursesResponse>(call.db(), sql::kSearchCourses, request, request);
}

}  // namespace xf::training
