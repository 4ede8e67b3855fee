// A class's timetable.
#include "services/training/domain/timetable.h"

#include "common/api/list.h"
#include "common/base/date.h"
#include "common/db/mapping.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// A day of the result, or the end of time where it is NULL.
absl::CivilDay DayAt(const db::Result& rows, absl::string_view column) {
  return ParseIsoDate(rows.text(0, column)).value_or(absl::CivilDay::max());
}

Setting ReadSetting(const db::Result& rows) {
  Setting setting;
  setting.class_closed = rows.text(0, "class_state") == "CLOSED";
  setting.class_term = {DayAt(rows, "start_date"), DayAt(rows, "end_date")};
  if (rows.at(0, "course_state")) {
    setting.course_state = static_cast<v1::CourseState>(
        db::EnumNumber(*v1::CourseState_descriptor(), rows.text(0, "course_state")).value());
  }
  if (rows.at(0, "hired_from")) setting.hiring_term = {DayAt(rows, "hired_from"), DayAt(rows, "hired_until")};
  if (rows.at(0, "venue_state")) {
    setting.venue_state =
        static_cast<v1::VenueState>(db::EnumNumber(*v1::VenueState_descriptor(), rows.text(0, "venue_state")).value());
  }
  return setting;
}

}  // namespace

// Puts a session on the timetable; constraints of the database refuse an instructor, a venue or a class that is busy.
absl::StatusOr<v1::Session> ClassService::ScheduleSession(rpc::Call& call, const v1::ScheduleSessionRequest& request) {
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(request.parent()));
  const v1::Session& session = request.session();
  RETURN_IF_ERROR(Check(call, county.county(), session, "session"));
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kGetSessionSetting, county, session));
  if (rows.empty()) {
    return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, "session.class",
                             {"there is no such class in your scope", "培训班不存在或不在您的管理范围内"});
  }
  RETURN_IF_ERROR(CheckSetting(session, ReadSetting(rows)));
  ASSIGN_OR_RETURN(v1::Session created,
                   call.db().One<v1::Session>(
                       sql::kCreateSession, county, db::Arg("id", IdOr(call, request.session_id())),
                       db::Arg("org_path", rows.text(0, "class_path")), db::Arg("tasks", rows.text(0, "tasks")),
                       db::Arg("is_core_course", rows.text(0, "is_core_course")), session));
  call.Changed(created);
  return created;
}

// Lists the sessions in the caller's scope.
absl::StatusOr<v1::ListSessionsResponse> ClassService::ListSessions(rpc::Call& call,
                                                                    const v1::ListSessionsRequest& request) {
  return api::List<v1::ListSessionsResponse>(call.db(), sql::kListSessions, request);
}

}  // namespace xf::training
