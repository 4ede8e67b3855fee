#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PastEventImportTest : public VolunteerTest {
 protected:
  using Stub = v1::EventService::Stub;

  // A closed event of four hours in which the members served all the time.
  v1::PastEvent Row(const std::string& id, std::initializer_list<std::string> members,
                    absl::CivilDay day = absl::CivilDay(2026, 5, 18)) const {
    v1::PastEvent row;
    *row.mutable_event() = FourHours(day);
    row.mutable_event()->set_name(absl::StrCat(county(), "/events/", id));
    row.set_state(v1::EVENT_STATE_CLOSED);
    for (const std::string& member : members) {
      v1::PaperRecord& record = *row.add_records();
      record.set_member(absl::StrCat(county(), "/members/", member));
      record.set_display_name("赵六");
      record.set_minutes(240);
      record.set_recorded_by("张三");
      record.set_certified_by("李四");
    }
    return row;
  }
  type::ImportSummary ImportAll(const std::vector<v1::PastEvent>& rows) const {
    return Must(Import<v1::ImportEventsRequest>(&Stub::ImportEvents, rows));
  }
  v1::Event Read(const std::string& id) const {
    v1::GetEventRequest request;
    request.set_name(absl::StrCat(county(), "/events/", id));
    return Must(Call(&Stub::GetEvent, request));
  }
  std::vector<v1::Participation> Parts(const std::string& id) const {
    v1::ListParticipationsRequest request;
    request.set_parent(county());
    request.set_filter(absl::StrCat("event = ", county(), "/events/", id));
    const auto response = Must(Call(&Stub::ListParticipations, request));
    return {response.participations().begin(), response.participations().end()};
  }
};

TEST_F(PastEventImportTest, AnEventComesWithItsHours) {
  EXPECT_EQ(ImportAll({Row("a", {"m1", "m2"})}).created(), 1);
  const v1::Event event = Read("a");
  EXPECT_EQ(event.state(), v1::EVENT_STATE_CLOSED);
  EXPECT_EQ(event.sector(), type::SECTOR_PRIVATE_ENTERPRISE);
  EXPECT_EQ(event.participant_count(), 2);
  EXPECT_EQ(event.served_minutes(), 480);
  const auto parts = Parts("a");
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_EQ(parts[0].state(), v1::PARTICIPATION_STATE_CREDITED);
  EXPECT_EQ(parts[0].minutes(), 240);
  EXPECT_EQ(parts[0].certified_by(), "李四");
  EXPECT_EQ(parts[0].org_path(), event.org_path());
}

TEST_F(PastEventImportTest, AnEventToComeCantBringAListOfVolunteers) {
  v1::PastEvent row = Row("a", {"m1"}, absl::CivilDay(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()) + 30));
  const type::ImportSummary summary = ImportAll({row});
  EXPECT_EQ(summary.failed(), 1);
  ASSERT_THAT(summary.errors(), SizeIs(1));
  EXPECT_EQ(summary.errors(0).field(), "event.end_time");
}

TEST_F(PastEventImportTest, TheDayLimitCountsWhatIsRecordedAlready) {
  ImportAll({Row("a", {"m1"})});
  const type::ImportSummary summary = ImportAll({Row("b", {"m1"}), Row("c", {"m1"}), Row("d", {"m2"})});
  EXPECT_EQ(summary.created(), 2) << summary.DebugString();
  ASSERT_THAT(summary.errors(), SizeIs(1));
  EXPECT_EQ(summary.errors(0).row(), 2);
  EXPECT_EQ(summary.errors(0).reason(), "HOURS_OVER_DAY_LIMIT");
  EXPECT_THAT(Parts("b").at(0).flags(), ElementsAre(v1::HOURS_FLAG_OVERLAP));
  EXPECT_THAT(Parts("d").at(0).flags(), IsEmpty());
}

TEST_F(PastEventImportTest, ATeamThatDoesNotExistRefusesItsRow) {
  v1::PastEvent row = Row("a", {});
  row.mutable_event()->set_team(county() + "/teams/nobody");
  const type::ImportSummary summary = ImportAll({row, Row("b", {})});
  EXPECT_EQ(summary.created(), 1);
  ASSERT_THAT(summary.errors(), SizeIs(1));
  EXPECT_EQ(summary.errors(0).row(), 1);
  EXPECT_EQ(summary.errors(0).reason(), "REFERENCE_NOT_FOUND");
}

TEST_F(PastEventImportTest, TheSameRowsAgainChangeNothingAndOthersConflict) {
  ImportAll({Row("a", {"m1"}), Row("b", {})});
  v1::PastEvent other = Row("b", {});
  other.mutable_event()->set_title("另一个活动");
  const type::ImportSummary again = ImportAll({Row("a", {"m1"}), other});
  EXPECT_EQ(again.unchanged(), 1) << again.DebugString();
  EXPECT_EQ(again.failed(), 1);
  EXPECT_THAT(Parts("a"), SizeIs(1));
  EXPECT_EQ(Read("b").title(), "爱心送考");
}

TEST_F(PastEventImportTest, ACancelledEventIsKeptWithoutService) {
  v1::PastEvent row = Row("a", {});
  row.set_state(v1::EVENT_STATE_CANCELLED);
  EXPECT_EQ(ImportAll({row}).created(), 1);
  EXPECT_EQ(Read("a").state(), v1::EVENT_STATE_CANCELLED);
  EXPECT_FALSE(Read("a").has_closed_time());
}

}  // namespace
}  // namespace xf::volunteer
