// Members sent away: the latest word counts, and who can't leave does not.
#include "common/base/clock.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/absence.grpc.pb.h"
#include "xianfeng/membership/v1/floating_service.grpc.pb.h"
#include "xianfeng/membership/v1/transfer_service.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;
using AbsenceStub = v1::AbsenceService::Stub;

class AbsenceTest : public MembershipTest {
 protected:
  void SetUp() override {
    MembershipTest::SetUp();
    member_ = Add(0, "e1").name();
  }

  static absl::CivilDay Today() { return absl::ToCivilDay(absl::Now(), ChinaZone()); }

  v1::Absence Away(int64_t sequence = 1, v1::AbsenceState state = v1::ABSENCE_STATE_AWAY) const {
    v1::Absence absence;
    absence.set_member(member_);
    absence.set_state(state);
    *absence.mutable_start_date() = ToDate(Today());
    *absence.mutable_end_date() = ToDate(AddMonths(Today(), 3));
    absence.set_host("市信访局");
    absence.set_purpose("跟班学习");
    absence.set_source(county() + "/placements/p1");
    absence.set_sequence(sequence);
    return absence;
  }
  absl::StatusOr<v1::Absence> Record(const v1::Absence& absence, const std::string& id = "p1") const {
    return RecordAs(admin(), absence, id);
  }
  absl::StatusOr<v1::Absence> RecordAs(const rpc::Client& client, const v1::Absence& absence,
                                       const std::string& id = "p1") const {
    v1::RecordAbsenceRequest request;
    request.set_parent(county());
    request.set_absence_id(id);
    *request.mutable_absence() = absence;
    return client.Call(&AbsenceStub::RecordAbsence, request);
  }
  std::vector<v1::Absence> Listed(const std::string& filter = "") const { return ListedBy(admin(), filter); }
  std::vector<v1::Absence> ListedBy(const rpc::Client& client, const std::string& filter = "") const {
    v1::ListAbsencesRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    const auto page = client.Call(&AbsenceStub::ListAbsences, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {page->absences().begin(), page->absences().end()};
  }

  std::string member_;
};

TEST_F(AbsenceTest, ItsBranchSeesWhoIsAway) {
  const auto recorded = Record(Away());
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->name(), county() + "/absences/p1");
  EXPECT_EQ(recorded->org_path(), Path("east.e1"));
  EXPECT_EQ(recorded->display_name(), Person(0, "e1").display_name());
  const auto seen = ListedBy(Clerk(Path("east.e1")), "state = AWAY");
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].host(), "市信访局");
  EXPECT_EQ(seen[0].reminder(), v1::ABSENCE_REMINDER_CERTIFICATE);
  EXPECT_THAT(Listed("member = " + member_), SizeIs(1));
  EXPECT_THAT(ListedBy(clerk("west")), IsEmpty());
}

TEST_F(AbsenceTest, TheSameWordAndAnOlderOneChangeNothing) {
  ASSERT_THAT(Record(Away(3)), IsOk());
  EXPECT_EQ(Record(Away(3))->etag(), "1");
  const auto older = Record(Away(2, v1::ABSENCE_STATE_CANCELLED));
  ASSERT_THAT(older, IsOk());
  EXPECT_EQ(older->state(), v1::ABSENCE_STATE_AWAY) << "what is recorded";
  EXPECT_EQ(older->sequence(), 3);
  EXPECT_EQ(Record(Away(5, v1::ABSENCE_STATE_RETURNED))->state(), v1::ABSENCE_STATE_RETURNED);
  EXPECT_EQ(Record(Away(4))->state(), v1::ABSENCE_STATE_RETURNED) << "late";
}

TEST_F(AbsenceTest, ACancellationThatComesFirstStands) {
  ASSERT_THAT(Record(Away(2, v1::ABSENCE_STATE_CANCELLED)), IsOk());
  EXPECT_EQ(Record(Away(1))->state(), v1::ABSENCE_STATE_CANCELLED);
  EXPECT_EQ(Record(Away(3))->state(), v1::ABSENCE_STATE_AWAY);
}

TEST_F(AbsenceTest, NobodyIsAtTwoPlacesAtOnce) {
  ASSERT_THAT(Record(Away()), IsOk());
  EXPECT_THAT(Record(Away(), "p2"), IsError(Code::kFailedPrecondition, errors::REASON_MEMBER_FACT_OVERLAP));
  v1::Absence later = Away();
  *later.mutable_start_date() = ToDate(AddMonths(Today(), 3) + 1);
  *later.mutable_end_date() = ToDate(AddMonths(Today(), 5));
  EXPECT_THAT(Record(later, "p2"), IsOk());
  v1::Absence longer = Away(2);
  *longer.mutable_end_date() = ToDate(AddMonths(Today(), 4));
  EXPECT_THAT(Record(longer), IsOk()) << "an extension is a fact by now";
  ASSERT_THAT(Record(Away(3, v1::ABSENCE_STATE_CANCELLED)), IsOk());
  EXPECT_THAT(Record(Away(), "p3"), IsOk());
}

TEST_F(AbsenceTest, WhoIsBeingTransferredOrNotInNormalStatusDoesNotLeave) {
  v1::StartTransferRequest start;
  start.set_parent(county());
  start.mutable_transfer()->set_member(member_);
  start.mutable_transfer()->set_target_text("中共某部队政治部");
  start.mutable_transfer()->set_reason("工作调动");
  start.mutable_transfer()->set_dues_paid_through("2026-06");
  const auto transfer = admin().Call(&v1::TransferService::Stub::StartTransfer, start);
  ASSERT_THAT(transfer, IsOk());
  EXPECT_THAT(Record(Away()), IsError(Code::kFailedPrecondition, errors::REASON_MEMBER_TRANSFER_OPEN));
  EXPECT_THAT(Listed(), IsEmpty());

  member_ = Add(1, "e1").name();
  v1::ChangeMemberStateRequest change;
  change.set_name(member_);
  change.set_state(v1::MEMBER_STATE_CORRECTING);
  *change.mutable_effective_date() = ToDate(Today() - 1);
  change.set_reason("不合格，限期改正");
  change.set_document("测委〔2026〕1号");
  ASSERT_THAT(admin().Call(&MemberStub::ChangeMemberState, change), IsOk());
  EXPECT_THAT(Record(Away()), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(AbsenceTest, AReturnIsTakenWhateverHasBecomeOfTheMember) {
  v1::Absence unknown = Away(1, v1::ABSENCE_STATE_CANCELLED);
  unknown.set_member(county() + "/members/nobody");
  EXPECT_THAT(Record(unknown, "p9"), IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  ASSERT_THAT(Record(Away()), IsOk());
  v1::Absence back = Away(2, v1::ABSENCE_STATE_RETURNED);
  back.set_member(county() + "/members/nobody");
  const auto recorded = Record(back);
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->state(), v1::ABSENCE_STATE_RETURNED);
  EXPECT_EQ(recorded->member(), member_) << "the member stays what it was";
}

TEST_F(AbsenceTest, HalfAYearAsksForTheRelation) {
  v1::Absence half_a_year = Away();
  *half_a_year.mutable_end_date() = ToDate(AddMonths(Today(), 6));
  ASSERT_THAT(Record(half_a_year), IsOk());
  ASSERT_THAT(Listed("reminder = RELATION"), SizeIs(1));
  v1::RegisterOutflowRequest outflow;
  outflow.set_parent(county());
  outflow.mutable_outflow()->set_member(member_);
  outflow.mutable_outflow()->set_keeper(Add(1, "e1").name());
  outflow.mutable_outflow()->set_reason(v1::OUTFLOW_REASON_STUDY);
  outflow.mutable_outflow()->set_destination("市信访局");
  *outflow.mutable_outflow()->mutable_start_date() = ToDate(Today());
  ASSERT_THAT(admin().Call(&v1::FloatingService::Stub::RegisterOutflow, outflow), IsOk());
  EXPECT_THAT(Listed("reminder = RELATION"), IsEmpty());
}

TEST_F(AbsenceTest, TheLastDayPasses) {
  v1::Absence over = Away();
  *over.mutable_start_date() = ToDate(Today() - 30);
  *over.mutable_end_date() = ToDate(Today() - 1);
  ASSERT_THAT(Record(over), IsOk());
  EXPECT_THAT(Listed("reminder = RETURN_DUE"), SizeIs(1));
}

TEST_F(AbsenceTest, BadFieldsAreNamed) {
  v1::Absence bad = Away();
  *bad.mutable_end_date() = ToDate(Today() - 1);
  EXPECT_THAT(Record(bad), ViolatesFields(ElementsAre("absence.end_date")));
  bad.set_sequence(0);
  EXPECT_THAT(Record(bad), IsError(Code::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

TEST_F(AbsenceTest, AnotherTownshipRecordsNothing) {
  EXPECT_THAT(RecordAs(clerk("west"), Away()), IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(RecordAs(clerk("east"), Away()), IsOk());
}

}  // namespace
}  // namespace xf::membership
