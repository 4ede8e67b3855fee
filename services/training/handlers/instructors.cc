// The library of instructors.
#include "common/api/list.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Creates an instructor at its organization.
absl::StatusOr<v1::Instructor> InstructorService::CreateInstructor(rpc::Call& call,
                                                                   const v1::CreateInstructorRequest& request) {
  return Create(call, sql::kCreateInstructor, request.parent(), request.instructor_id(), request.instructor(),
                "instructor");
}

// Returns one instructor.
absl::StatusOr<v1::Instructor> InstructorService::GetInstructor(rpc::Call& call,
                                                                const v1::GetInstructorRequest& request) {
  ASSIGN_OR_RETURN(const InstructorName name, InstructorName::Parse(request.name()));
  return call.db().One<v1::Instructor>(sql::kGetInstructor, name);
}

// Lists the instructors in the caller's scope.
absl::StatusOr<v1::ListInstructorsResponse> InstructorService::ListInstructors(
    rpc::Call& call, const v1::ListInstructorsRequest& request) {
  return api::List<v1::ListInstructorsResponse>(call.db(), sql::kListInstructors, request);
}

// Changes an instructor, which may move it to another organization.
absl::StatusOr<v1::Instructor> InstructorService::UpdateInstructor(rpc::Call& call,
                                                                   const v1::UpdateInstructorRequest& request) {
  return Update<InstructorName>(call, sql::kGetInstructorForUpdate, sql::kUpdateInstructor, request.instructor(),
                                request.update_mask(), "instructor");
}

// Finds instructors by the beginning of their name and the other conditions of the request.
absl::StatusOr<v1::SearchInstructorsResponse> InstructorService::SearchInstructors(
    rpc::Call& call, const v1::SearchInstructorsRequest& request) {
  return api::List<v1::SearchInstructorsResponse>(call.db(), sql::kSearchInstructors, request, request);
}

// Creates and updates instructors in bulk.
absl::StatusOr<rpc::ImportSummary> InstructorService::ImportInstructors(
    rpc::Call& call, rpc::Reader<v1::ImportInstructorsRequest>& reader) {
  return Import<InstructorName, v1::Instructor>(call, reader, sql::kImportInstructors);
}

}  // namespace xf::training
