// Who is away is in no class, and who is in a class does not go.
#include "services/training/handlers/test_class.h"
#include "xianfeng/training/v1/absence.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Absences = v1::AbsenceService::Stub;

class AbsenceTest : public ClassFixture {
 protected:
  // Away on the class's days, which are DraftClass()'s.
  v1::Absence Away(const std::string& member, int64_t sequence = 1,
                   v1::AbsenceState state = v1::ABSENCE_STATE_AWAY) const {
    v1::Absence absence;
    absence.set_member(member);
    absence.set_state(state);
    *absence.mutable_start_date() = ToDate(ToDay(DraftClass().start_date()) - 30);
    *absence.mutable_end_date() = DraftClass().start_date();
    absence.set_host("市信访局");
    absence.set_sequence(sequence);
    return absence;
  }
  absl::StatusOr<v1::Absence> Record(const v1::Absence& absence, const std::string& id = "p1") const {
    return RecordAs(Admin(), absence, id);
  }
  absl::StatusOr<v1::Absence> RecordAs(const rpc::Client& caller, const v1::Absence& absence,
                                       const std::string& id = "p1") const {
    v1::RecordAbsenceRequest request;
    request.set_parent(county());
    request.set_absence_id(id);
    *request.mutable_absence() = absence;
    return caller.Call(&Absences::RecordAbsence, request);
  }
  std::vector<v1::Absence> Listed(const std::string& filter) const {
    const auto page = List<v1::ListAbsencesRequest>(&Absences::ListAbsences, filter);
    return {page.absences().begin(), page.absences().end()};
  }
};

TEST_F(AbsenceTest, IsRecordedAtTheMembersBranch) {
  const std::string member = AddMember("a");
  const auto recorded = Record(Away(member));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->org_path(), EastPath() + ".east_branch");
  EXPECT_EQ(recorded->display_name(), "李测试");
  EXPECT_THAT(Listed("state = AWAY AND member = " + member), SizeIs(1));
  EXPECT_THAT(RecordAs(WestClerk(), Away(member), "p2"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(AbsenceTest, NobodyWhoIsAwayIsEnrolledAndEachIsNamed) {
  const std::string away = AddMember("a"), here = AddMember("b");
  ASSERT_THAT(Record(Away(away)), IsOk());
  const std::string name = AddClass("may");
  EXPECT_THAT(Enrol(name, {here, away}), ViolatesFields(ElementsAre("trainees[1].member")));
  v1::Absence shorter = Away(away, 2);
  *shorter.mutable_end_date() = ToDate(ToDay(DraftClass().start_date()) - 1);
  ASSERT_THAT(Record(shorter), IsOk());
  EXPECT_THAT(Enrol(name, {here, away}), IsOk());
}

TEST_F(AbsenceTest, NobodyLeavesAnOpenClass) {
  const std::string member = AddMember("a");
  const std::string name = AddClass("may");
  Must(Enrol(name, {member}));
  EXPECT_THAT(Record(Away(member)), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Listed(""), IsEmpty());
  v1::Absence before = Away(member);
  *before.mutable_end_date() = ToDate(ToDay(DraftClass().start_date()) - 1);
  ASSERT_THAT(Record(before), IsOk());
  EXPECT_THAT(Record(Away(member, 2)), IsOk()) << "what is longer by now is a fact";
}

TEST_F(AbsenceTest, NobodyLeavesOnTheDayOfHisExam) {
  const std::string member = AddMember("a");
  v1::Class may = DraftClass();
  const absl::CivilDay exam = ToDay(may.end_date()) + 20;
  *may.mutable_exam_date() = ToDate(exam);
  may = Must(Create(may, "may"));
  Must(Enrol(may.name(), {member}));
  v1::Absence away = Away(member);
  *away.mutable_start_date() = ToDate(exam);
  *away.mutable_end_date() = ToDate(exam + 90);
  EXPECT_THAT(Record(away), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  *away.mutable_start_date() = ToDate(exam + 1);
  EXPECT_THAT(Record(away), IsOk());
  v1::Absence other = Away(AddMember("b"));
  *other.mutable_start_date() = *other.mutable_end_date() = ToDate(exam);
  ASSERT_THAT(Record(other, "p2"), IsOk());
  EXPECT_THAT(Enrol(may.name(), {other.member()}), ViolatesFields(ElementsAre("trainees[0].member")));
}

TEST_F(AbsenceTest, TheLatestWordCountsInWhateverOrder) {
  const std::string member = AddMember("a");
  ASSERT_THAT(Record(Away(member, 2, v1::ABSENCE_STATE_CANCELLED)), IsOk());
  EXPECT_EQ(Record(Away(member, 1))->state(), v1::ABSENCE_STATE_CANCELLED);
  EXPECT_EQ(Record(Away(member, 3))->state(), v1::ABSENCE_STATE_AWAY);
  EXPECT_EQ(Record(Away(member, 3))->etag(), "2") << "twice is once";
  v1::Absence back = Away(NameOf("members", "nobody"), 4, v1::ABSENCE_STATE_RETURNED);
  EXPECT_EQ(Record(back)->member(), member) << "whatever has become of the member";
  EXPECT_THAT(Record(back, "p9"), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(AbsenceTest, BadDaysAreNamed) {
  v1::Absence bad = Away(AddMember("a"));
  *bad.mutable_end_date() = ToDate(ToDay(bad.start_date()) - 1);
  EXPECT_THAT(Record(bad), ViolatesFields(ElementsAre("absence.end_date")));
}

}  // namespace
}  // namespace xf::training
