// Dispatch as a saga: membership and training know of whoever is sent, and of nobody who is not, whatever ends
// meanwhile.
#include "common/testing/postgres.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "services/rotation/handlers/placement_fixture.h"
#include "services/rotation/test_sql/queries.h"
#include "xianfeng/membership/v1/absence.grpc.pb.h"
#include "xianfeng/membership/v1/transfer_service.grpc.pb.h"
#include "xianfeng/training/v1/absence.grpc.pb.h"
#include "xianfeng/training/v1/class.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace training = xianfeng::training::v1;
using absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using xf::testing::IsOk;

// "AWAY 2026-03-01 2026-06-01" of every absence that a service has, in the order of its list.
template <typename Absences>
std::vector<std::string> Told(const Absences& absences) {
  std::vector<std::string> told;
  for (const auto& absence : absences) {
    told.push_back(absl::StrCat(absence.state() == 1   ? "AWAY"
                                : absence.state() == 2 ? "RETURNED"
                                                       : "CANCELLED",
                                " ", IsoDate(absence.start_date()), " ", IsoDate(absence.end_date())));
  }
  return told;
}

class DispatchTest : public PlacementFixture {
 protected:
  // A peer that can't be reached as long as this lives.
  class Down {
   public:
    explicit Down(const char* service) : service_(service) { suite().StopPeer(service_); }
    ~Down() { suite().StartPeer(service_); }

   private:
    const char* const service_;
  };

  CivilDay Start() const { return AddMonths(Today(), -1); }
  CivilDay End() const { return AddMonths(Today(), 3); }
  std::string Days() const { return absl::StrCat(IsoDate(Start()), " ", IsoDate(End())); }

  std::string Planned(absl::string_view candidate) {
    const auto made = Create(Shadowing(candidate, Start(), End()));
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->name() : "";
  }
  v1::Placement Dispatch(const std::string& name) {
    v1::DispatchPlacementsRequest request;
    request.set_parent(county_);
    request.add_names(name);
    const auto response = Admin().Call(&Placements::DispatchPlacements, request);
    EXPECT_THAT(response, IsOk());
    if (!response.ok()) return {};
    EXPECT_EQ(response->placements(0).state(), v1::PLACEMENT_STATE_DISPATCHING);
    return response->placements(0);
  }
  absl::StatusOr<v1::Placement> Finish(const std::string& name, bool cancel) {
    v1::EndPlacementRequest request;
    request.set_name(name);
    request.set_reason("工作需要");
    request.set_cancel(cancel);
    return Admin().Call(&Placements::EndPlacement, request);
  }

  std::vector<std::string> InMembership(const std::string& filter = "") const {
    membership::ListAbsencesRequest request;
    request.set_parent(county_);
    request.set_filter(filter);
    const auto page = Membership().Call(&membership::AbsenceService::Stub::ListAbsences, request);
    return page.ok() ? Told(page->absences()) : std::vector<std::string>{"unreachable"};
  }
  std::vector<std::string> InTraining() const {
    training::ListAbsencesRequest request;
    request.set_parent(county_);
    const auto page = suite().Admin(county_, "training").Call(&training::AbsenceService::Stub::ListAbsences, request);
    return page.ok() ? Told(page->absences()) : std::vector<std::string>{"unreachable"};
  }
  // Looks until it is so.
  template <typename Condition>
  void Until(Condition condition) const {
    const absl::Time limit = absl::Now() + absl::Seconds(30);
    while (!condition() && absl::Now() < limit) std::this_thread::yield();
    EXPECT_TRUE(condition());
  }

  // Starts a transfer of the member, who can't leave meanwhile; returns its name.
  std::string StartTransfer(absl::string_view member) const {
    membership::StartTransferRequest request;
    request.set_parent(county_);
    request.mutable_transfer()->set_member(Name("members", member));
    request.mutable_transfer()->set_target_text("中共某部队政治部");
    request.mutable_transfer()->set_reason("工作调动");
    request.mutable_transfer()->set_dues_paid_through("2026-06");
    const auto started = Membership().Call(&membership::TransferService::Stub::StartTransfer, request);
    EXPECT_THAT(started, IsOk());
    return started.ok() ? started->name() : "";
  }
  void CancelTransfer(const std::string& name) const {
    membership::CancelTransferRequest request;
    request.set_name(name);
    request.set_reason("不再调动");
    EXPECT_THAT(Membership().Call(&membership::TransferService::Stub::CancelTransfer, request), IsOk());
  }
  // Puts the member into a class of the coming week.
  void Enrol(absl::string_view member) const {
    const rpc::Client client = suite().Admin(county_, "training");
    training::CreateClassRequest create;
    create.set_parent(county_);
    create.set_class_id("week");
    create.mutable_class_()->set_organization(root_);
    create.mutable_class_()->set_display_name("秋季班");
    *create.mutable_class_()->mutable_start_date() = ToDate(Today());
    *create.mutable_class_()->mutable_end_date() = ToDate(Today());
    ASSERT_THAT(client.Call(&training::ClassService::Stub::CreateClass, create), IsOk());
    training::EnrolTraineesRequest enrol;
    enrol.set_name(Name("classes", "week"));
    enrol.add_trainees()->set_member(Name("members", member));
    ASSERT_THAT(client.Call(&training::ClassService::Stub::EnrolTrainees, enrol), IsOk());
  }
};

TEST_F(DispatchTest, BothKnowWhoIsSentWhereAndUntilWhen) {
  const v1::Placement sent = Settled(Dispatch(Planned("zhang")));
  EXPECT_EQ(sent.state(), v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_EQ(sent.dispatch_error(), "");
  EXPECT_THAT(InTraining(), ElementsAre("AWAY " + Days()));
  membership::ListAbsencesRequest request;
  request.set_parent(county_);
  const auto page = Membership().Call(&membership::AbsenceService::Stub::ListAbsences, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->absences_size(), 1);
  EXPECT_EQ(page->absences(0).member(), Name("members", "zhang"));
  EXPECT_EQ(page->absences(0).host(), "信访局");
  EXPECT_EQ(page->absences(0).purpose(), "跟班学习");
  EXPECT_EQ(page->absences(0).source(), sent.name());
}

TEST_F(DispatchTest, WhomTrainingHasIsNotSentAndMembershipForgetsIt) {
  const std::string li = Planned("li"), zhang = Planned("zhang");
  Enrol("li");
  const v1::Placement kept = Settled(Dispatch(li));
  EXPECT_EQ(kept.state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(kept.dispatch_error(), HasSubstr("培训系统"));
  EXPECT_THAT(kept.dispatch_error(), HasSubstr("秋季班"));
  EXPECT_THAT(InMembership(), ElementsAre("CANCELLED " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
  EXPECT_EQ(Settled(Dispatch(zhang)).state(), v1::PLACEMENT_STATE_DISPATCHED) << "the others go";
}

TEST_F(DispatchTest, WhomMembershipHoldsIsSentOnceItDoesNot) {
  const std::string zhang = Planned("zhang");
  const std::string transfer = StartTransfer("zhang");
  const v1::Placement kept = Settled(Dispatch(zhang));
  EXPECT_EQ(kept.state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(kept.dispatch_error(), HasSubstr("党员系统"));
  EXPECT_THAT(InMembership("state = AWAY"), IsEmpty());
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
  CancelTransfer(transfer);
  const v1::Placement sent = Settled(Dispatch(zhang));
  EXPECT_EQ(sent.state(), v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_EQ(sent.dispatch_error(), "");
  EXPECT_THAT(InMembership(), ElementsAre("AWAY " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("AWAY " + Days()));
}

TEST_F(DispatchTest, APeerThatIsDownAndARestartOnlyDelayIt) {
  const std::string zhang = Planned("zhang");
  v1::Placement begun;
  {
    const Down down("training");
    begun = Dispatch(zhang);
    Until([&] { return !InMembership().empty(); });
    EXPECT_THAT(InMembership(), ElementsAre("AWAY " + Days())) << "half way";
    suite().Restart();
    EXPECT_EQ(Get(zhang)->state(), v1::PLACEMENT_STATE_DISPATCHING);
  }
  EXPECT_EQ(Settled(begun).state(), v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_THAT(InMembership(), ElementsAre("AWAY " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("AWAY " + Days()));
}

TEST_F(DispatchTest, WhatACrashHasLeftIsTakenUp) {
  const std::string zhang = Planned("zhang");
  v1::Placement begun;
  {
    const Down down("training");
    begun = Dispatch(zhang);
    Until([&] { return !InMembership().empty(); });
    // As a process leaves it that was killed in the middle, the tenth time.
    testing::TestPostgres::Get().Psql(suite().database(), test_sql::kOrphanOperations,
                                      {db::Arg("county", api::CountyOf(county_))});
  }
  EXPECT_EQ(Settled(begun).state(), v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_THAT(InTraining(), ElementsAre("AWAY " + Days()));
}

TEST_F(DispatchTest, ItIsTakenBackAlsoAcrossARestartWithAPeerDown) {
  const std::string zhang = Planned("zhang");
  StartTransfer("zhang");
  v1::Placement begun;
  {
    const Down down("training");
    begun = Dispatch(zhang);
    suite().Restart();
    EXPECT_EQ(Get(zhang)->state(), v1::PLACEMENT_STATE_DISPATCHING) << "training may have heard of it";
  }
  const v1::Placement kept = Settled(begun);
  EXPECT_EQ(kept.state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(kept.dispatch_error(), HasSubstr("党员系统"));
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
  EXPECT_THAT(InMembership("state = AWAY"), IsEmpty());
}

TEST_F(DispatchTest, AnEarlierRunThatBeganToTakeItBackIsFinished) {
  const std::string zhang = Planned("zhang");
  v1::Placement begun;
  {
    const Down down("training");
    begun = Dispatch(zhang);
    Until([&] { return !InMembership().empty(); });
    // The run before had heard an objection, told membership, and died.
    membership::RecordAbsenceRequest taken_back;
    taken_back.set_parent(county_);
    taken_back.set_absence_id(zhang.substr(zhang.rfind('/') + 1));
    membership::Absence& absence = *taken_back.mutable_absence();
    absence.set_member(Name("members", "zhang"));
    absence.set_state(membership::ABSENCE_STATE_CANCELLED);
    *absence.mutable_start_date() = ToDate(Start());
    *absence.mutable_end_date() = ToDate(End());
    absence.set_host("信访局");
    absence.set_sequence(std::stoll(begun.etag()) + 1);
    ASSERT_THAT(Membership().Call(&membership::AbsenceService::Stub::RecordAbsence, taken_back), IsOk());
  }
  EXPECT_EQ(Settled(begun).state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(InMembership(), ElementsAre("CANCELLED " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
}

TEST_F(DispatchTest, CancellingTheOperationTakesItBack) {
  const std::string zhang = Planned("zhang");
  v1::Placement begun;
  {
    const Down down("training");
    begun = Dispatch(zhang);
    Until([&] { return !InMembership().empty(); });
    google::longrunning::CancelOperationRequest cancel;
    cancel.set_name(begun.operation());
    EXPECT_THAT(Admin().Call(&google::longrunning::Operations::Stub::CancelOperation, cancel), IsOk());
    EXPECT_EQ(Get(zhang)->state(), v1::PLACEMENT_STATE_DISPATCHING);
  }
  const v1::Placement kept = Settled(begun);
  EXPECT_EQ(kept.state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_EQ(kept.dispatch_error(), "已撤回");
  EXPECT_THAT(InMembership(), ElementsAre("CANCELLED " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
}

TEST_F(DispatchTest, APlacementIsCancelledAtOnceAndBothHearOfItInTheEnd) {
  const std::string zhang = Planned("zhang");
  {
    const Down down("training");
    Dispatch(zhang);
    Until([&] { return !InMembership().empty(); });
    const auto cancelled = Finish(zhang, true);
    ASSERT_THAT(cancelled, IsOk());
    EXPECT_EQ(cancelled->state(), v1::PLACEMENT_STATE_CANCELLED);
  }
  EXPECT_EQ(Settled(*Get(zhang)).state(), v1::PLACEMENT_STATE_CANCELLED);
  EXPECT_THAT(InMembership(), ElementsAre("CANCELLED " + Days()));
  EXPECT_THAT(InTraining(), ElementsAre("CANCELLED " + Days()));
}

TEST_F(DispatchTest, ExtensionsAndReturnsAreTold) {
  const std::string zhang = Settled(Dispatch(Planned("zhang"))).name();
  v1::ExtendPlacementRequest extend;
  extend.set_name(zhang);
  *extend.mutable_end_date() = ToDate(End() + 10);
  extend.set_approval_doc_no("测组干〔2026〕3号");
  extend.set_reason("项目尚未验收");
  ASSERT_THAT(Admin().Call(&Placements::ExtendPlacement, extend), IsOk());
  Settled(*Get(zhang));
  const std::string longer = absl::StrCat("AWAY ", IsoDate(Start()), " ", IsoDate(End() + 10));
  EXPECT_THAT(InMembership(), ElementsAre(longer));
  EXPECT_THAT(InTraining(), ElementsAre(longer));
  ASSERT_THAT(Finish(zhang, false), IsOk());
  EXPECT_EQ(Settled(*Get(zhang)).state(), v1::PLACEMENT_STATE_ENDED);
  const std::string back = absl::StrCat("RETURNED ", IsoDate(Start()), " ", IsoDate(Today()));
  EXPECT_THAT(InMembership(), ElementsAre(back));
  EXPECT_THAT(InTraining(), ElementsAre(back));
}

TEST_F(DispatchTest, WhoIsAwayAlreadyIsToldAndWhoIsBackIsNot) {
  v1::Placement away = Shadowing("zhang", Start(), End());
  away.set_state(v1::PLACEMENT_STATE_DISPATCHED);
  away.set_operation(Name("operations", "mine"));
  const auto recorded = Create(away);
  ASSERT_THAT(recorded, IsOk());
  EXPECT_NE(recorded->operation(), away.operation());
  Settled(*recorded);
  EXPECT_THAT(InMembership(), ElementsAre("AWAY " + Days()));
  v1::Placement back = Shadowing("li", AddMonths(Today(), -6), AddMonths(Today(), -3));
  back.set_state(v1::PLACEMENT_STATE_ENDED);
  const auto ended = Create(back);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->operation(), "");
  const auto cancelled = Finish(ended->name(), true);
  ASSERT_THAT(cancelled, IsOk());
  EXPECT_EQ(cancelled->operation(), "") << "nobody has heard of it";
}

TEST_F(DispatchTest, AFactThatOneObjectsToStandsAndSaysSo) {
  StartTransfer("zhang");
  v1::Placement away = Shadowing("zhang", Start(), End());
  away.set_state(v1::PLACEMENT_STATE_DISPATCHED);
  const auto recorded = Create(away);
  ASSERT_THAT(recorded, IsOk());
  const v1::Placement stands = Settled(*recorded);
  EXPECT_EQ(stands.state(), v1::PLACEMENT_STATE_DISPATCHED);
  EXPECT_THAT(stands.dispatch_error(), HasSubstr("党员系统"));
  EXPECT_THAT(InTraining(), ElementsAre("AWAY " + Days()));
}

}  // namespace
}  // namespace xf::rotation
