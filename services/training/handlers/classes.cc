// Classes: the standard methods. Trainees, timetable, attendance and closing have files of their own.
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// Refuses an update that would strand what depends on the class's days: its accounts of the year, its sessions.
absl::Status CheckNewDays(rpc::Call& call, const ClassName& name, const v1::Class& current, const v1::Class& merged) {
  if (current.trainee_count() > 0 && merged.start_date().year() != current.start_date().year()) {
    return InvalidError("class.start_date",
                        {"trainees are enrolled for the year", "学员已按年度报名,不能改到其他年份"});
  }
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kCountSessionsOutside, name, merged));
  if (rows.number(0, "outside") == 0) return absl::OkStatus();
  return InvalidError("class.end_date", {"some sessions lie outside the new days", "已有课程安排不在新的起止日期内"});
}

}  // namespace

// Creates a class at the organization that hosts it.
absl::StatusOr<v1::Class> ClassService::CreateClass(rpc::Call& call, const v1::CreateClassRequest& request) {
  return Create(call, sql::kCreateClass, request.parent(), request.class_id(), request.class_(), "class");
}

// Returns one class.
absl::StatusOr<v1::Class> ClassService::GetClass(rpc::Call& call, const v1::GetClassRequest& request) {
  ASSIGN_OR_RETURN(const ClassName name, ClassName::Parse(request.name()));
  return call.db().One<v1::Class>(sql::kGetClass, name);
}

// Lists the classes in the caller's scope.
absl::StatusOr<v1::ListClassesResponse> ClassService::ListClasses(rpc::Call& call,
                                                                  const v1::ListClassesRequest& request) {
  return api::List<v1::ListClassesResponse>(call.db(), sql::kListClasses, request);
}

// Changes a class that is not closed.
absl::StatusOr<v1::Class> ClassService::UpdateClass(rpc::Call& call, const v1::UpdateClassRequest& request) {
  ASSIGN_OR_RETURN(const ClassName name, ClassName::Parse(request.class_().name(), "class.name"));
  ASSIGN_OR_RETURN(const v1::Class current, call.db().One<v1::Class>(sql::kGetClassForUpdate, name));
  ASSIGN_OR_RETURN(const v1::Class merged,
                   Merge(call, name.county(), current, request.update_mask(), request.class_(), "class"));
  if (current.state() == v1::CLASS_STATE_CLOSED) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, current.name(), {"the class is closed", "培训班已结业"});
  }
  RETURN_IF_ERROR(CheckNewDays(call, name, current, merged));
  ASSIGN_OR_RETURN(v1::Class updated, call.db().One<v1::Class>(sql::kUpdateClass, name, merged));
  call.Changed(updated);
  return updated;
}

}  // namespace xf::training
