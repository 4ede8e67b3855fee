#include <atomic>
#include <thread>

#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class ParticipationTest : public VolunteerTest {
 protected:
  using Stub = v1::EventService::Stub;

  template <typename Request, typename Method>
  v1::Event Move(Method method, const v1::Event& event) const {
    Request request;
    request.set_name(event.name());
    return Must(Call(method, request));
  }
  v1::Event Enrolling(v1::Event draft) const {
    const v1::Event event = AddEvent(draft);
    Move<v1::PublishEventRequest>(&Stub::PublishEvent, event);
    return Move<v1::OpenSignUpRequest>(&Stub::OpenSignUp, event);
  }
  v1::Event Run(const v1::Event& event) const {
    Move<v1::ConfirmEventRequest>(&Stub::ConfirmEvent, event);
    return Move<v1::StartEventRequest>(&Stub::StartEvent, event);
  }
  v1::Event Finish(const v1::Event& event) const { return Move<v1::FinishEventRequest>(&Stub::FinishEvent, event); }

  absl::StatusOr<v1::Participation> SignUp(const v1::Event& event, const std::string& member) const {
    v1::SignUpRequest request;
    request.set_name(event.name());
    request.set_member(member);
    request.set_channel(v1::SIGN_UP_CHANNEL_PHONE);
    return Call(&Stub::SignUp, request);
  }
  absl::StatusOr<v1::Participation> Withdraw(const v1::Participation& participation) const {
    v1::CancelSignUpRequest request;
    request.set_name(participation.name());
    request.set_channel(v1::SIGN_UP_CHANNEL_IN_PERSON);
    return Call(&Stub::CancelSignUp, request);
  }
  absl::StatusOr<v1::Participation> CheckIn(const v1::Participation& participation, int hour) const {
    v1::CheckInRequest request;
    request.set_name(participation.name());
    *request.mutable_time() = At(absl::CivilDay(2026, 5, 18), hour);
    return Call(&Stub::CheckIn, request);
  }
  absl::StatusOr<v1::Participation> CheckOut(const v1::Participation& participation, int hour) const {
    v1::CheckOutRequest request;
    request.set_name(participation.name());
    *request.mutable_time() = At(absl::CivilDay(2026, 5, 18), hour);
    return Call(&Stub::CheckOut, request);
  }
  absl::StatusOr<v1::Participation> Record(const v1::Participation& participation, int minutes) const {
    v1::RecordHoursRequest request;
    request.set_name(participation.name());
    request.set_minutes(minutes);
    request.set_content("护送考生");
    return Call(&Stub::RecordHours, request);
  }
  absl::StatusOr<v1::Participation> Certify(const v1::Participation& participation, const std::string& subject) const {
    v1::CertifyHoursRequest request;
    request.set_name(participation.name());
    return Another(subject).Call(&Stub::CertifyHours, request);
  }
  std::vector<v1::Participation> Parts(const v1::Event& event) const {
    v1::ListParticipationsRequest request;
    request.set_parent(county());
    request.set_filter("event = " + event.name());
    const auto response = Must(Call(&Stub::ListParticipations, request));
    return {response.participations().begin(), response.participations().end()};
  }
  v1::ParticipationState StateOf(const v1::Participation& participation) const {
    v1::Event event;
    event.set_name(participation.event());
    for (const v1::Participation& part : Parts(event)) {
      if (part.name() == participation.name()) return part.state();
    }
    return v1::PARTICIPATION_STATE_UNSPECIFIED;
  }
  // A participation of a member who was there from 9 to 13, in an event that is SETTLING.
  v1::Participation Served(const std::string& member) {
    const v1::Event event = Enrolling(FourHours());
    const v1::Participation part = Must(SignUp(event, member));
    Run(event);
    Must(CheckIn(part, 9));
    const v1::Participation out = Must(CheckOut(part, 13));
    Finish(event);
    return out;
  }
};

TEST_F(ParticipationTest, ASignUpNamesTheMemberTheChannelAndWhoEnteredIt) {
  const std::string member = AddMember("王小明");
  const v1::Participation part = Must(SignUp(Enrolling(FourHours()), member));
  EXPECT_EQ(part.state(), v1::PARTICIPATION_STATE_APPROVED);
  EXPECT_EQ(part.member(), member);
  EXPECT_EQ(part.display_name(), "王小明");
  EXPECT_EQ(part.channel(), v1::SIGN_UP_CHANNEL_PHONE);
  EXPECT_EQ(part.signed_up_by(), "test-admin");
  EXPECT_EQ(part.org_path(), EastPath() + ".firm");
}

TEST_F(ParticipationTest, TheContractHasNoWayToSignUpMoreThanOneMemberACall) {
  // 《志愿服务条例》 Art. 25: no request that makes participations of an event to come takes a list.
  const auto& service =
      *v1::SignUpRequest::descriptor()->file()->pool()->FindServiceByName("xianfeng.volunteer.v1.EventService");
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    if (method.output_type()->name() != "Participation") continue;
    EXPECT_FALSE(method.client_streaming()) << method.name();
    for (int j = 0; j < method.input_type()->field_count(); ++j) {
      EXPECT_FALSE(method.input_type()->field(j)->is_repeated()) << method.name();
    }
  }
  v1::SignUpRequest without_channel;
  without_channel.set_name(county() + "/events/e");
  without_channel.set_member(county() + "/members/m");
  EXPECT_THAT(Call(&Stub::SignUp, without_channel), ViolatesFields(ElementsAre("channel")));
}

TEST_F(ParticipationTest, OnlyMembersThatMembershipKnowsSignUpAndOnce) {
  const v1::Event event = Enrolling(FourHours());
  EXPECT_THAT(SignUp(event, county() + "/members/nobody"),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  const std::string member = AddMember("王小明");
  EXPECT_THAT(SignUp(event, member), IsOk());
  EXPECT_THAT(SignUp(event, member), IsError(absl::StatusCode::kAlreadyExists, errors::REASON_ALREADY_SIGNED_UP));
}

TEST_F(ParticipationTest, SignUpIsOpenWhileTheEventIsEnrolling) {
  const std::string member = AddMember("王小明");
  EXPECT_THAT(SignUp(AddEvent(FourHours()), member),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(SignUp(Run(Enrolling(FourHours())), member),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(ParticipationTest, APlaceGivenBackGoesToTheOneWhoWaitedLongest) {
  v1::Event draft = FourHours();
  draft.set_quota(1);
  const v1::Event event = Enrolling(draft);
  const v1::Participation first = Must(SignUp(event, AddMember("王一")));
  const v1::Participation second = Must(SignUp(event, AddMember("王二")));
  const v1::Participation third = Must(SignUp(event, AddMember("王三")));
  EXPECT_EQ(first.state(), v1::PARTICIPATION_STATE_APPROVED);
  EXPECT_EQ(second.state(), v1::PARTICIPATION_STATE_WAITLISTED);
  EXPECT_EQ(Must(Withdraw(third)).state(), v1::PARTICIPATION_STATE_WITHDRAWN);
  EXPECT_EQ(StateOf(second), v1::PARTICIPATION_STATE_WAITLISTED) << "no place became free";
  Must(Withdraw(first));
  EXPECT_EQ(StateOf(second), v1::PARTICIPATION_STATE_APPROVED);
  EXPECT_THAT(SignUp(event, first.member()), IsOk()) << "who withdrew may come back";
}

TEST_F(ParticipationTest, ThePlacesAreNotExceededBySignUpsAtTheSameTime) {
  v1::Event draft = FourHours();
  draft.set_quota(3);
  const v1::Event event = Enrolling(draft);
  std::vector<std::string> members;
  for (const char* name : {"王一", "王二", "王三", "王四", "王五", "王六"}) members.push_back(AddMember(name));
  std::vector<std::thread> callers;
  for (const std::string& member : members) {
    callers.emplace_back([this, &event, member] { EXPECT_THAT(SignUp(event, member), IsOk()); });
  }
  for (std::thread& caller : callers) caller.join();
  std::map<v1::ParticipationState, int> counts;
  for (const v1::Participation& part : Parts(event)) ++counts[part.state()];
  EXPECT_EQ(counts[v1::PARTICIPATION_STATE_APPROVED], 3);
  EXPECT_EQ(counts[v1::PARTICIPATION_STATE_WAITLISTED], 3);
}

TEST_F(ParticipationTest, TheDayLimitHoldsForRecordersAtTheSameTime) {
  const std::string member = AddMember("王小明");
  const std::vector<v1::Participation> parts = {Served(member), Served(member), Served(member)};
  std::atomic<int> accepted = 0;
  std::vector<std::thread> recorders;
  for (const v1::Participation& part : parts) {
    recorders.emplace_back([this, &accepted, &part] { accepted += Record(part, 240).ok() ? 1 : 0; });
  }
  for (std::thread& recorder : recorders) recorder.join();
  EXPECT_EQ(accepted, 2) << "three times four hours are more than a day's eight";
}

TEST_F(ParticipationTest, NobodySignsInBeforeTheEventRuns) {
  const v1::Event event = Enrolling(FourHours());
  const v1::Participation part = Must(SignUp(event, AddMember("王小明")));
  EXPECT_THAT(CheckIn(part, 9), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  Run(event);
  EXPECT_EQ(Must(CheckIn(part, 9)).state(), v1::PARTICIPATION_STATE_SIGNED_IN);
  EXPECT_THAT(Withdraw(part), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(CheckOut(part, 8), ViolatesFields(ElementsAre("time")));
  EXPECT_EQ(Must(CheckOut(part, 13)).state(), v1::PARTICIPATION_STATE_SIGNED_OUT);
}

TEST_F(ParticipationTest, MinutesAreRecordedByOneAndCertifiedByAnother) {
  const v1::Participation part = Served(AddMember("王小明"));
  EXPECT_THAT(Record(part, 60), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_HOURS_BELOW_SHARE));
  EXPECT_THAT(Record(part, 241), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_HOURS_OVER_PRESENCE));
  const v1::Participation recorded = Must(Record(part, 200));
  EXPECT_EQ(recorded.recorded_by(), "test-admin");
  EXPECT_NE(recorded.rule_version(), "");
  EXPECT_THAT(Certify(part, "test-admin"),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_CERTIFIER_IS_RECORDER));
  const v1::Participation credited = Must(Certify(part, "reviewer"));
  EXPECT_EQ(credited.state(), v1::PARTICIPATION_STATE_CREDITED);
  EXPECT_EQ(credited.certified_by(), "reviewer");
  EXPECT_THAT(Record(part, 190), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(ParticipationTest, AnEventClosesWithTheSumOfCertifiedMinutes) {
  const v1::Participation part = Served(AddMember("王小明"));
  v1::CloseEventRequest close;
  close.set_name(part.event());
  Must(Record(part, 200));
  EXPECT_THAT(Call(&Stub::CloseEvent, close),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_HOURS_NOT_CERTIFIED));
  Must(Certify(part, "reviewer"));
  const v1::Event closed = Must(Call(&Stub::CloseEvent, close));
  EXPECT_EQ(closed.participant_count(), 1);
  EXPECT_EQ(closed.served_minutes(), 200);
}

TEST_F(ParticipationTest, ServiceAtTheSameTimeIsFlaggedAndTheDayHasEightHours) {
  const std::string member = AddMember("王小明");
  const v1::Participation first = Served(member);
  const v1::Participation second = Served(member);
  const v1::Participation third = Served(member);
  EXPECT_THAT(Must(Record(first, 240)).flags(), ElementsAre());
  EXPECT_THAT(Must(Record(second, 240)).flags(), ElementsAre(v1::HOURS_FLAG_OVERLAP));
  EXPECT_THAT(Record(third, 150), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_HOURS_OVER_DAY_LIMIT));
}

TEST_F(ParticipationTest, TheDayLimitSeesBeyondTheRecordersScope) {
  const std::string member = AddMember("王小明");
  v1::Event elsewhere = FourHours();
  elsewhere.set_organization(west());
  *elsewhere.mutable_end_time() = At(absl::CivilDay(2026, 5, 18), 17);
  const v1::Event event = Enrolling(elsewhere);
  const v1::Participation there = Must(SignUp(event, member));
  Run(event);
  Must(CheckIn(there, 9));
  Must(CheckOut(there, 17));
  Finish(event);
  Must(Record(there, 480));

  v1::RecordHoursRequest here;
  here.set_name(Served(member).name());
  here.set_minutes(200);
  EXPECT_THAT(Clerk(EastPath()).Call(&Stub::RecordHours, here),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_HOURS_OVER_DAY_LIMIT));
}

TEST_F(ParticipationTest, SuggestsWhoLivesInTheCommunityAndWritesNothing) {
  const v1::Event event = Enrolling(FourHours());
  const std::string keen = AddMember("王一");
  AddMember("王二");
  AddMember("王三");
  Must(SignUp(event, keen));
  v1::SuggestVolunteersRequest request;
  request.set_name(event.name());
  request.set_community_division(kCommunity);
  std::vector<std::string> names;
  const auto response = Must(Call(&Stub::SuggestVolunteers, request));
  for (const auto& suggestion : response.suggestions()) {
    names.push_back(suggestion.display_name());
  }
  EXPECT_THAT(names, UnorderedElementsAre("王二", "王三"));
  EXPECT_EQ(Parts(event).size(), 1);
  request.set_community_division("990001100299");
  EXPECT_THAT(Call(&Stub::SuggestVolunteers, request), ViolatesFields(ElementsAre("community_division")));
}

}  // namespace
}  // namespace xf::volunteer
