#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;

class EventTest : public VolunteerTest {
 protected:
  using Stub = v1::EventService::Stub;

  template <typename Request, typename Method>
  absl::StatusOr<v1::Event> Move(Method method, const v1::Event& event, const std::string& etag = "") const {
    Request request;
    request.set_name(event.name());
    request.set_etag(etag);
    return Call(method, request);
  }

  absl::StatusOr<v1::Event> Create(const v1::Event& event) const {
    v1::CreateEventRequest request;
    request.set_parent(county());
    *request.mutable_event() = event;
    return Call(&Stub::CreateEvent, request);
  }

  absl::StatusOr<v1::Event> Rename(v1::Event event, const std::string& title) const {
    v1::UpdateEventRequest request;
    event.set_title(title);
    *request.mutable_event() = event;
    request.mutable_update_mask()->add_paths("title");
    return Call(&Stub::UpdateEvent, request);
  }
};

TEST_F(EventTest, BeginsAsADraftInItsOrganizationsSector) {
  v1::Event draft = FourHours();
  draft.set_field(v1::DEVELOPMENT_FIELD_TOURISM);
  draft.set_theme("我是党员我先上");
  draft.set_state(v1::EVENT_STATE_CLOSED);
  draft.set_served_minutes(60);
  const v1::Event event = Must(Create(draft));
  EXPECT_EQ(event.state(), v1::EVENT_STATE_DRAFT);
  EXPECT_EQ(event.served_minutes(), 0);
  EXPECT_EQ(event.sector(), type::SECTOR_PRIVATE_ENTERPRISE);
  EXPECT_EQ(event.org_path(), EastPath() + ".firm");
  v1::GetEventRequest get;
  get.set_name(event.name());
  const v1::Event read = Must(Call(&Stub::GetEvent, get));
  EXPECT_EQ(read.field(), v1::DEVELOPMENT_FIELD_TOURISM);
  EXPECT_EQ(read.theme(), "我是党员我先上");
  EXPECT_EQ(ToTime(read.end_time()) - ToTime(read.start_time()), absl::Hours(4));
}

TEST_F(EventTest, EndsAfterItsStartAndWithinADay) {
  v1::Event backwards = FourHours();
  std::swap(*backwards.mutable_start_time(), *backwards.mutable_end_time());
  EXPECT_THAT(Create(backwards), ViolatesFields(ElementsAre("event.end_time")));
  v1::Event week = FourHours();
  *week.mutable_end_time() = At(absl::CivilDay(2026, 5, 25), 9);
  EXPECT_THAT(Create(week), ViolatesFields(ElementsAre("event.end_time")));
}

TEST_F(EventTest, ATeamMustExist) {
  v1::Event event = FourHours();
  event.set_team(county() + "/teams/nobody");
  EXPECT_THAT(Create(event), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(EventTest, GoesFromDraftToClosedStepByStep) {
  const v1::Event event = AddEvent(FourHours());
  EXPECT_THAT(Move<v1::StartEventRequest>(&Stub::StartEvent, event),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_EQ(Must(Move<v1::PublishEventRequest>(&Stub::PublishEvent, event)).state(), v1::EVENT_STATE_PUBLISHED);
  EXPECT_EQ(Must(Move<v1::OpenSignUpRequest>(&Stub::OpenSignUp, event)).state(), v1::EVENT_STATE_ENROLLING);
  EXPECT_EQ(Must(Move<v1::ConfirmEventRequest>(&Stub::ConfirmEvent, event)).state(), v1::EVENT_STATE_CONFIRMED);
  EXPECT_EQ(Must(Move<v1::StartEventRequest>(&Stub::StartEvent, event)).state(), v1::EVENT_STATE_RUNNING);
  EXPECT_EQ(Must(Move<v1::FinishEventRequest>(&Stub::FinishEvent, event)).state(), v1::EVENT_STATE_SETTLING);
  EXPECT_THAT(Move<v1::CancelEventRequest>(&Stub::CancelEvent, event),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  const v1::Event closed = Must(Move<v1::CloseEventRequest>(&Stub::CloseEvent, event));
  EXPECT_EQ(closed.state(), v1::EVENT_STATE_CLOSED);
  EXPECT_TRUE(closed.has_closed_time());
}

TEST_F(EventTest, AMoveWithAStaleEtagIsRefused) {
  const v1::Event event = AddEvent(FourHours());
  const v1::Event published = Must(Move<v1::PublishEventRequest>(&Stub::PublishEvent, event, event.etag()));
  EXPECT_THAT(Move<v1::OpenSignUpRequest>(&Stub::OpenSignUp, event, event.etag()),
              IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  EXPECT_THAT(Move<v1::OpenSignUpRequest>(&Stub::OpenSignUp, event, published.etag()), IsOk());
}

TEST_F(EventTest, ThePlanChangesUntilSignUpEnds) {
  v1::Event event = AddEvent(FourHours());
  Must(Move<v1::PublishEventRequest>(&Stub::PublishEvent, event));
  event = Must(Move<v1::OpenSignUpRequest>(&Stub::OpenSignUp, event));
  event = Must(Rename(event, "高考爱心送考"));
  EXPECT_EQ(event.title(), "高考爱心送考");
  EXPECT_EQ(event.state(), v1::EVENT_STATE_ENROLLING);
  event = Must(Move<v1::ConfirmEventRequest>(&Stub::ConfirmEvent, event));
  EXPECT_THAT(Rename(event, "中考爱心送考"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(EventTest, ListsByWhatTheReportCounts) {
  AddEvent(FourHours());
  v1::Event river = FourHours();
  river.set_title("巡河护河");
  river.set_category(v1::EVENT_CATEGORY_RIVER_PATROL);
  river.set_organization(west());
  AddEvent(river);
  const auto titles = [&](const std::string& filter) {
    v1::ListEventsRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    std::vector<std::string> found;
    const auto response = Must(Call(&Stub::ListEvents, request));
    for (const v1::Event& event : response.events()) found.push_back(event.title());
    return found;
  };
  EXPECT_THAT(titles(""), ElementsAre("爱心送考", "巡河护河"));
  EXPECT_THAT(titles("sector = PRIVATE_ENTERPRISE"), ElementsAre("爱心送考"));
  EXPECT_THAT(titles("category = RIVER_PATROL AND state = DRAFT"), ElementsAre("巡河护河"));
  EXPECT_THAT(titles("organization = " + west()), ElementsAre("巡河护河"));
}

}  // namespace
}  // namespace xf::volunteer
