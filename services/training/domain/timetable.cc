#include "services/training/domain/timetable.h"

#include "common/base/error.h"
#include "common/base/status.h"
#include "services/training/domain/time.h"

namespace xf::training {
namespace {

absl::Status Missing(absl::string_view field) {
  return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, field,
                           {"there is no such resource in your scope", "所引用的资源不存在或不在您的管理范围内"});
}

absl::Status CheckReferences(const v1::Session& session, const Setting& setting) {
  if (!setting.course_state) return Missing("session.course");
  if (!session.instructor().empty() && !setting.hiring_term) return Missing("session.instructor");
  if (!session.venue().empty() && !setting.venue_state) return Missing("session.venue");
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSetting(const v1::Session& session, const Setting& setting) {
  RETURN_IF_ERROR(CheckReferences(session, setting));
  if (setting.class_closed) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, session.class_(), {"the class is closed", "培训班已结业"});
  }
  const absl::CivilDay day = DayOf(ToTime(session.start_time()));
  if (!setting.class_term.Contains(day)) {
    return InvalidError("session.start_time", {"the day lies outside the class", "上课日期不在培训班期间内"});
  }
  if (*setting.course_state != v1::COURSE_STATE_APPROVED) {
    return PreconditionError(errors::REASON_COURSE_NOT_APPROVED, session.course(),
                             {"the course's content is not approved", "课程未通过内容审核或已停用"});
  }
  if (setting.hiring_term && !setting.hiring_term->Contains(day)) {
    return PreconditionError(errors::REASON_INSTRUCTOR_NOT_IN_SERVICE, session.instructor(),
                             {"the hiring term does not cover that day", "该日不在师资聘期内"});
  }
  if (setting.venue_state && *setting.venue_state == v1::VENUE_STATE_CLOSED) {
    return PreconditionError(errors::REASON_VENUE_CLOSED, session.venue(), {"the venue is closed", "阵地已停用"});
  }
  return absl::OkStatus();
}

}  // namespace xf::training
