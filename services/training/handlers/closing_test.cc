#include "services/training/handlers/test_class.h"
#include "xianfeng/training/v1/credit.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class ClosingTest : public ClassFixture {
 protected:
  void SetUp() override {
    ClassFixture::SetUp();
    class_ = AddClass("may");
    member_ = AddMember("a");
  }
  // Sessions of one hour each on the first `count` days of May.
  std::vector<std::string> AddLessons(int count) const {
    std::vector<std::string> sessions;
    for (int day = 1; day <= count; ++day) sessions.push_back(Must(Schedule(Lesson(class_, day, 9))).name());
    return sessions;
  }
  // The member's attendance: on leave from the first `leave` sessions, present at the others.
  void Attend(const std::vector<std::string>& sessions, size_t leave) const {
    std::vector<v1::Attendance> rows;
    for (size_t i = 0; i < sessions.size(); ++i) {
      const auto status = i < leave ? v1::ATTENDANCE_STATUS_LEAVE : v1::ATTENDANCE_STATUS_PRESENT;
      rows.push_back(Presence(sessions[i], member_, status));
    }
    Must(Record(rows));
  }
  v1::CreditAccount Account() const {
    return Must(Get<v1::GetCreditAccountRequest>(Admin(), &v1::CreditService::Stub::GetCreditAccount,
                                                 NameOf("creditAccounts", "2026-a")));
  }
  std::vector<v1::CreditEntry> Entries(const std::string& filter) const {
    const auto response = List<v1::ListCreditEntriesRequest>(&v1::CreditService::Stub::ListCreditEntries, filter);
    return {response.credit_entries().begin(), response.credit_entries().end()};
  }
  v1::EnrolmentState StateOfMember() const {
    const auto response = List<v1::ListEnrolmentsRequest>(&Classes::ListEnrolments, "member = " + member_);
    return response.enrolments_size() == 1 ? response.enrolments(0).state() : v1::ENROLMENT_STATE_UNSPECIFIED;
  }

  std::string class_, member_;
};

TEST_F(ClosingTest, WhoAttendedEarnsTheHoursOfEachSession) {
  Must(Enrol(class_, {member_}));
  Attend(AddLessons(2), 0);
  const v1::CloseClassResponse response = Must(Close(Admin(), class_));
  EXPECT_EQ(response.class_().state(), v1::CLASS_STATE_CLOSED);
  EXPECT_TRUE(response.class_().has_close_time());
  EXPECT_EQ(response.completed_count(), 1);
  EXPECT_EQ(response.withdrawn_count(), 0);
  EXPECT_EQ(response.hours_milli(), 2000);
  EXPECT_EQ(response.rule_version(), "2019.1");
  EXPECT_EQ(Account().earned_milli(), 2000);
  EXPECT_EQ(StateOfMember(), v1::ENROLMENT_STATE_COMPLETED);
}

TEST_F(ClosingTest, TheLedgerSaysWhereEveryHourCameFrom) {
  Must(Enrol(class_, {member_}));
  const std::vector<std::string> sessions = AddLessons(1);
  Attend(sessions, 0);
  Must(Close(Admin(), class_));
  const auto entries = Entries("member = " + member_);
  ASSERT_THAT(entries, SizeIs(1));
  const v1::CreditEntry& entry = entries[0];
  EXPECT_EQ(entry.account(), NameOf("creditAccounts", "2026-a"));
  EXPECT_EQ(entry.source(), v1::CREDIT_SOURCE_CLASS);
  EXPECT_EQ(entry.class_(), class_);
  EXPECT_EQ(entry.session(), sessions[0]);
  EXPECT_EQ(ToDay(entry.date()), absl::CivilDay(2026, 5, 1));
  EXPECT_THAT(entry.tasks(), ElementsAre(v1::EDU_TASK_POLITICAL_THEORY, v1::EDU_TASK_TRADITION));
  EXPECT_EQ(entry.raw_minutes(), 45);
  EXPECT_EQ(entry.hours_milli(), 1000);
  EXPECT_EQ(entry.rule_version(), "2019.1");
  EXPECT_EQ(entry.org_path(), EastPath() + ".east_branch");
}

TEST_F(ClosingTest, LeaveOfASeventhCostsOnlyItsOwnHours) {
  Must(Enrol(class_, {member_}));
  Attend(AddLessons(7), 1);
  EXPECT_EQ(Must(Close(Admin(), class_)).hours_milli(), 6000);
}

TEST_F(ClosingTest, LeaveOfMoreThanASeventhGivesNoCredit) {
  Must(Enrol(class_, {member_}));
  Attend(AddLessons(7), 2);
  const v1::CloseClassResponse response = Must(Close(Admin(), class_));
  EXPECT_EQ(response.withdrawn_count(), 1);
  EXPECT_EQ(response.hours_milli(), 0);
  EXPECT_EQ(StateOfMember(), v1::ENROLMENT_STATE_WITHDRAWN);
  EXPECT_EQ(Account().earned_milli(), 0);
  EXPECT_THAT(Entries(""), IsEmpty());
}

TEST_F(ClosingTest, WhomNobodyRecordedIsWithdrawn) {
  Must(Enrol(class_, {member_}));
  AddLessons(1);
  EXPECT_EQ(Must(Close(Admin(), class_)).withdrawn_count(), 1);
}

TEST_F(ClosingTest, NoTimeIsCreditedTwice) {
  const std::string other = AddClass("other");
  for (const std::string& name : {class_, other}) {
    Must(Enrol(name, {member_}));
    Must(Record({Presence(Must(Schedule(Lesson(name, 4, 9))).name(), member_)}));
  }
  EXPECT_EQ(Must(Close(Admin(), class_)).hours_milli(), 1000);
  EXPECT_EQ(Must(Close(Admin(), other)).hours_milli(), 0);
  EXPECT_EQ(Account().earned_milli(), 1000);
}

TEST_F(ClosingTest, ADayGivesEightHoursOverAllClasses) {
  const std::string other = AddClass("other");
  Must(Enrol(class_, {member_}));
  Must(Enrol(other, {member_}));
  Must(Record({Presence(Must(Schedule(WholeDay(class_, 4))).name(), member_)}));
  Must(Record({Presence(Must(Schedule(Lesson(other, 4, 19))).name(), member_)}));
  EXPECT_EQ(Must(Close(Admin(), class_)).hours_milli(), 8000);
  EXPECT_EQ(Must(Close(Admin(), other)).hours_milli(), 0);
}

TEST_F(ClosingTest, AClassWithoutSessionsStaysOpen) {
  EXPECT_THAT(Close(Admin(), class_), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(ClosingTest, AClassIsClosedOnce) {
  Must(Enrol(class_, {member_}));
  Attend(AddLessons(1), 0);
  Must(Close(Admin(), class_));
  EXPECT_THAT(Close(Admin(), class_), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_EQ(Account().earned_milli(), 1000);
}

TEST_F(ClosingTest, AStaleEtagIsRefused) {
  const std::string etag = ReadClass(class_).etag();
  AddLessons(1);
  Must(Enrol(class_, {member_}));
  EXPECT_THAT(Close(Admin(), class_, etag), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(ClosingTest, IsForTheCommonSuperiorOfAllTrainees) {
  AddLessons(1);
  Must(Enrol(class_, {member_, AddMember("b", west_branch())}));
  EXPECT_THAT(Close(EastClerk(), class_),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_CLASS_BEYOND_SCOPE));
  EXPECT_THAT(Close(WestClerk(), class_), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Must(Close(Admin(), class_)).withdrawn_count(), 2);
}

TEST_F(ClosingTest, TheLedgerListsByMemberClassAndYear) {
  const std::string b = AddMember("b");
  Must(Enrol(class_, {member_, b}));
  const std::string session = AddLessons(1)[0];
  Must(Record({Presence(session, member_), Presence(session, b)}));
  Must(Close(Admin(), class_));
  EXPECT_THAT(Entries("class = " + class_), SizeIs(2));
  EXPECT_THAT(Entries("member = " + b), SizeIs(1));
  EXPECT_THAT(Entries("year = 2026"), SizeIs(2));
  EXPECT_THAT(Entries("year = 2025"), IsEmpty());
}

}  // namespace
}  // namespace xf::training
