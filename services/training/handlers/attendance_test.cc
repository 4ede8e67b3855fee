#include "services/training/handlers/test_class.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

// A class with one session and two trainees, and a member who is none.
class AttendanceTest : public ClassFixture {
 protected:
  void SetUp() override {
    ClassFixture::SetUp();
    class_ = AddClass("may");
    session_ = Must(Schedule(Lesson(class_, 4, 9))).name();
    a_ = AddMember("a");
    b_ = AddMember("b");
    stranger_ = AddMember("stranger");
    Must(Enrol(class_, {a_, b_}));
  }
  type::ImportSummary ImportAll(const std::vector<v1::Attendance>& rows) {
    return Must(Import<v1::ImportAttendanceRequest>(Admin(), &Classes::ImportAttendance, rows));
  }

  std::string class_, session_, a_, b_, stranger_;
};

TEST_F(AttendanceTest, IsTakenBySheetAndStartsTheClass) {
  const auto response = Must(Record({Presence(session_, a_), Presence(session_, b_, v1::ATTENDANCE_STATUS_LATE)}));
  ASSERT_THAT(response.attendances(), SizeIs(2));
  for (const v1::Attendance& attendance : response.attendances()) {
    EXPECT_EQ(attendance.method(), v1::ATTENDANCE_METHOD_SHEET);
    EXPECT_EQ(attendance.org_path(), EastPath() + ".east_branch");
    EXPECT_EQ(attendance.session(), session_);
  }
  EXPECT_EQ(ReadClass(class_).state(), v1::CLASS_STATE_RUNNING);
}

TEST_F(AttendanceTest, RecordedAgainItIsCorrected) {
  Must(Record({Presence(session_, a_)}));
  const auto response = Must(Record({Presence(session_, a_, v1::ATTENDANCE_STATUS_ABSENT)}));
  ASSERT_THAT(response.attendances(), SizeIs(1));
  EXPECT_EQ(response.attendances(0).status(), v1::ATTENDANCE_STATUS_ABSENT);
  EXPECT_EQ(response.attendances(0).etag(), "2");
}

TEST_F(AttendanceTest, AllViolationsOfAllRowsAreNamedAtOnce) {
  EXPECT_THAT(Record({v1::Attendance(), Presence(session_, "nobody")}),
              ViolatesFields(UnorderedElementsAre("attendances[0].session", "attendances[0].member",
                                                  "attendances[0].status", "attendances[1].member")));
}

TEST_F(AttendanceTest, EveryRowOfAnotherCountyIsNamedAtOnce) {
  EXPECT_THAT(Record({Presence(session_, "counties/431123/members/a"), Presence("counties/431123/sessions/s", b_)}),
              ViolatesFields(UnorderedElementsAre("attendances[0].member", "attendances[1].session")));
}

TEST_F(AttendanceTest, NothingIsRecordedWhenOneMemberIsNotEnrolled) {
  EXPECT_THAT(Record({Presence(session_, a_), Presence(session_, stranger_)}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_TRAINEE_NOT_ENROLLED));
  EXPECT_EQ(ReadClass(class_).state(), v1::CLASS_STATE_ENROLLING);
  EXPECT_EQ(ImportAll({Presence(session_, a_)}).created(), 1);
}

TEST_F(AttendanceTest, NamesEachMemberOnceASession) {
  EXPECT_THAT(Record({Presence(session_, a_), Presence(session_, a_, v1::ATTENDANCE_STATUS_LEAVE)}),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

TEST_F(AttendanceTest, IsFixedOnceTheClassIsClosed) {
  Must(Close(Admin(), class_));
  EXPECT_THAT(Record({Presence(session_, a_)}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(ErrorsOf(ImportAll({Presence(session_, a_)})), SizeIs(1));
}

TEST_F(AttendanceTest, TheNeighbourRecordsNothing) {
  v1::RecordAttendanceRequest request;
  request.set_parent(county());
  *request.add_attendances() = Presence(session_, a_);
  EXPECT_THAT(WestClerk().Call(&Classes::RecordAttendance, request),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(AttendanceTest, AnImportMakesChangesAndLeavesRows) {
  std::vector<v1::Attendance> rows = {Presence(session_, a_), Presence(session_, b_)};
  EXPECT_EQ(ImportAll(rows).created(), 2);
  EXPECT_EQ(ReadClass(class_).state(), v1::CLASS_STATE_RUNNING);
  EXPECT_EQ(ImportAll(rows).unchanged(), 2);
  rows[1].set_status(v1::ATTENDANCE_STATUS_LEAVE);
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.unchanged(), 1) << summary.DebugString();
  EXPECT_EQ(summary.updated(), 1);
  rows.pop_back();
  EXPECT_EQ(Must(Record(rows)).attendances(0).method(), v1::ATTENDANCE_METHOD_SHEET);
}

TEST_F(AttendanceTest, AnImportOfOnlyBadRowsDoesNotStartTheClass) {
  EXPECT_EQ(ImportAll({Presence(session_, stranger_)}).failed(), 1);
  EXPECT_EQ(ReadClass(class_).state(), v1::CLASS_STATE_ENROLLING);
}

TEST_F(AttendanceTest, EveryBadRowOfAnImportIsReportedAndTheRestWritten) {
  const type::ImportSummary summary =
      ImportAll({Presence(session_, a_), Presence(session_, stranger_), Presence(NameOf("sessions", "none"), a_),
                 Presence(session_, a_), Presence(session_, "counties/431123/members/a"), Presence(session_, b_)});
  EXPECT_EQ(summary.created(), 2) << summary.DebugString();
  EXPECT_EQ(summary.failed(), 4);
  std::vector<int64_t> bad;
  for (const auto& error : summary.errors()) bad.push_back(error.row());
  EXPECT_THAT(bad, ElementsAre(2, 3, 4, 5));
}

}  // namespace
}  // namespace xf::training
