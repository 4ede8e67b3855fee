// A class for the tests, of the east: an approved course, and sessions, trainees and attendance as a test asks for
// them.
#pragma once

#include "common/base/clock.h"
#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/class.grpc.pb.h"
#include "xianfeng/training/v1/course.grpc.pb.h"

namespace xf::training {

class ClassFixture : public TrainingTest {
 protected:
  using Classes = v1::ClassService::Stub;

  void SetUp() override {
    TrainingTest::SetUp();
    course_ = AddCourse("course", v1::COURSE_STATE_APPROVED);
  }

  // A course of theory and tradition.
  std::string AddCourse(const std::string& id, v1::CourseState state) const {
    v1::CreateCourseRequest request;
    request.set_parent(county());
    request.set_course_id(id);
    auto& course = *request.mutable_course();
    course.set_organization(east());
    course.set_display_name("党史第一课");
    course.add_tasks(v1::EDU_TASK_POLITICAL_THEORY);
    course.add_tasks(v1::EDU_TASK_TRADITION);
    course.set_format(v1::COURSE_FORMAT_LECTURE);
    course.set_state(state);
    return Must(Admin().Call(&v1::CourseService::Stub::CreateCourse, request)).name();
  }

  // A class of the east from 1 to 31 May 2026.
  v1::Class DraftClass() const {
    v1::Class training_class;
    training_class.set_organization(east());
    training_class.set_display_name("五月培训班");
    *training_class.mutable_start_date() = ToDate(absl::CivilDay(2026, 5, 1));
    *training_class.mutable_end_date() = ToDate(absl::CivilDay(2026, 5, 31));
    return training_class;
  }
  absl::StatusOr<v1::Class> Create(const v1::Class& training_class, const std::string& id = "") const {
    v1::CreateClassRequest request;
    request.set_parent(county());
    request.set_class_id(id);
    *request.mutable_class_() = training_class;
    return Admin().Call(&Classes::CreateClass, request);
  }
  std::string AddClass(const std::string& id) const { return Must(Create(DraftClass(), id)).name(); }
  v1::Class ReadClass(const std::string& name) const {
    return Must(Get<v1::GetClassRequest>(Admin(), &Classes::GetClass, name));
  }

  // A session of so many minutes from an hour of a day of May 2026.
  v1::Session Lesson(const std::string& class_name, int day, int hour, int minutes = 45,
                     v1::SessionUnit unit = v1::SESSION_UNIT_LESSONS) const {
    v1::Session session;
    session.set_class_(class_name);
    session.set_course(course_);
    const absl::CivilSecond start = absl::CivilSecond(2026, 5, day) + hour * 3600;
    const absl::TimeZone zone = ChinaZone();
    session.mutable_start_time()->set_seconds(absl::ToUnixSeconds(absl::FromCivil(start, zone)));
    session.mutable_end_time()->set_seconds(session.start_time().seconds() + minutes * 60);
    session.set_unit(unit);
    return session;
  }
  // A session that counts as a whole day.
  v1::Session WholeDay(const std::string& class_name, int day) const {
    return Lesson(class_name, day, 8, 480, v1::SESSION_UNIT_DAY);
  }
  absl::StatusOr<v1::Session> Schedule(const v1::Session& session, const std::string& id = "") const {
    v1::ScheduleSessionRequest request;
    request.set_parent(county());
    request.set_session_id(id);
    *request.mutable_session() = session;
    return Admin().Call(&Classes::ScheduleSession, request);
  }

  absl::StatusOr<v1::EnrolTraineesResponse> Enrol(const std::string& class_name,
                                                  const std::vector<std::string>& members,
                                                  v1::ObligationRole role = v1::OBLIGATION_ROLE_UNSPECIFIED) const {
    v1::EnrolTraineesRequest request;
    request.set_name(class_name);
    for (const std::string& member : members) {
      v1::Trainee& trainee = *request.add_trainees();
      trainee.set_member(member);
      trainee.set_role(role);
    }
    return Admin().Call(&Classes::EnrolTrainees, request);
  }

  static v1::Attendance Presence(const std::string& session, const std::string& member,
                                 v1::AttendanceStatus status = v1::ATTENDANCE_STATUS_PRESENT) {
    v1::Attendance attendance;
    attendance.set_session(session);
    attendance.set_member(member);
    attendance.set_status(status);
    return attendance;
  }
  absl::StatusOr<v1::RecordAttendanceResponse> Record(const std::vector<v1::Attendance>& attendances) const {
    v1::RecordAttendanceRequest request;
    request.set_parent(county());
    request.mutable_attendances()->Add(attendances.begin(), attendances.end());
    return Admin().Call(&Classes::RecordAttendance, request);
  }

  absl::StatusOr<v1::CloseClassResponse> Close(const rpc::Client& caller, const std::string& class_name,
                                               const std::string& etag = "") const {
    v1::CloseClassRequest request;
    request.set_name(class_name);
    request.set_etag(etag);
    return caller.Call(&Classes::CloseClass, request);
  }

  const std::string& course() const { return course_; }

 private:
  std::string course_;
};

}  // namespace xf::training
