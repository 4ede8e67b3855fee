// What happens to placements after they were recorded, and what the feed tells of it.
#include "services/rotation/handlers/placement_fixture.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
namespace sync = xianfeng::sync::v1;

// Placements begin three months ago and end in a month, unless a test says otherwise.
class PlacementLifeTest : public PlacementFixture {
 protected:
  CivilDay Start() const { return AddMonths(Today(), -3); }
  CivilDay End() const { return AddMonths(Today(), 1); }

  absl::StatusOr<v1::DispatchPlacementsResponse> Dispatch(const std::vector<std::string>& names,
                                                          const rpc::Client& client) {
    v1::DispatchPlacementsRequest request;
    request.set_parent(county_);
    for (const std::string& name : names) request.add_names(name);
    return client.Call(&Placements::DispatchPlacements, request);
  }

  std::string Dispatched(const v1::Placement& placement) {
    v1::Placement row = placement;
    row.set_state(v1::PLACEMENT_STATE_DISPATCHED);
    const auto made = Create(row);
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->name() : "";
  }

  absl::StatusOr<v1::Placement> Extend(const std::string& name, CivilDay end, const std::string& etag = "") {
    v1::ExtendPlacementRequest request;
    request.set_name(name);
    request.set_etag(etag);
    *request.mutable_end_date() = ToDate(end);
    request.set_approval_doc_no("测组干〔2026〕3号");
    request.set_reason("项目尚未验收");
    return Admin().Call(&Placements::ExtendPlacement, request);
  }

  absl::StatusOr<v1::Placement> Finish(const std::string& name, bool cancel = false) {
    v1::EndPlacementRequest request;
    request.set_name(name);
    request.set_reason("工作需要");
    request.set_cancel(cancel);
    return Admin().Call(&Placements::EndPlacement, request);
  }

  absl::StatusOr<v1::Placement> Appraise(const std::string& name, const v1::Appraisal& appraisal) {
    v1::AppraisePlacementRequest request;
    request.set_name(name);
    *request.mutable_appraisal() = appraisal;
    return Admin().Call(&Placements::AppraisePlacement, request);
  }
};

TEST_F(PlacementLifeTest, GoesFromPlannedToAppraisedAndTheFeedTellsEachStep) {
  const auto planned = Create(Shadowing("zhang", Start(), End()));
  ASSERT_THAT(planned, IsOk());
  const std::string& name = planned->name();
  const auto dispatched = Dispatch({name}, Admin());
  ASSERT_THAT(dispatched, IsOk());
  ASSERT_EQ(dispatched->placements_size(), 1);
  EXPECT_EQ(dispatched->placements(0).state(), v1::PLACEMENT_STATE_DISPATCHING);
  const v1::Placement sent = Settled(dispatched->placements(0));
  EXPECT_EQ(sent.state(), v1::PLACEMENT_STATE_DISPATCHED);
  const auto extended = Extend(name, AddMonths(Start(), 5), sent.etag());
  ASSERT_THAT(extended, IsOk());
  EXPECT_EQ(extended->extensions_size(), 1);
  const auto ended = Finish(name);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(IsoDate(ended->end_date()), IsoDate(Today()));
  const auto appraised = Appraise(name, GoodAppraisal(Today()));
  ASSERT_THAT(appraised, IsOk());
  EXPECT_TRUE(appraised->appraised());
  EXPECT_EQ(appraised->extensions(0).reason(), "项目尚未验收");
  EXPECT_EQ(appraised->etag(), "6");

  sync::ListChangesRequest request;
  request.set_parent(county_);
  request.add_types("xianfeng.rotation.v1.Placement");
  const auto changes = Admin().Call(&sync::ChangeFeedService::Stub::ListChanges, request);
  ASSERT_THAT(changes, IsOk());
  std::vector<v1::PlacementState> states;
  for (const sync::Change& change : changes->changes()) {
    v1::Placement placement;
    ASSERT_TRUE(change.resource().UnpackTo(&placement));
    EXPECT_EQ(placement.name(), name);
    states.push_back(placement.state());
  }
  EXPECT_THAT(states,
              ElementsAre(v1::PLACEMENT_STATE_PLANNED, v1::PLACEMENT_STATE_DISPATCHING, v1::PLACEMENT_STATE_DISPATCHED,
                          v1::PLACEMENT_STATE_DISPATCHED, v1::PLACEMENT_STATE_ENDED, v1::PLACEMENT_STATE_ENDED));
}

TEST_F(PlacementLifeTest, AreDispatchedAllOrNone) {
  const auto zhang = Create(Shadowing("zhang", Start(), End()));
  const std::string li = Dispatched(Shadowing("li", Start(), End()));
  ASSERT_THAT(zhang, IsOk());
  EXPECT_THAT(Dispatch({zhang->name(), li}, Admin()),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Dispatch({zhang->name(), Name("placements", "none")}, Admin()),
              IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Dispatch({zhang->name()}, ClerkOf("west")),
              IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Get(zhang->name())->state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(Dispatch({zhang->name()}, ClerkOf("east")), IsOk());
}

TEST_F(PlacementLifeTest, AnExtensionKeepsWithinTheTypesLongestStay) {
  const std::string name = Dispatched(Shadowing("zhang", Start(), End()));
  EXPECT_THAT(Extend(name, AddMonths(Start(), 6) + 1),
              IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_DURATION_INVALID));
  const auto extended = Extend(name, AddMonths(Start(), 6));
  ASSERT_THAT(extended, IsOk());
  EXPECT_EQ(IsoDate(extended->end_date()), IsoDate(AddMonths(Start(), 6)));
  EXPECT_EQ(IsoDate(extended->extensions(0).old_end_date()), IsoDate(End()));
}

TEST_F(PlacementLifeTest, AnExtensionTakesNoOnesSeatAndNotTheCadresNextPlacement) {
  const std::string zhang = Dispatched(Shadowing("zhang", Start(), End()));
  ASSERT_THAT(Create(Shadowing("li", End() + 1, AddMonths(End(), 3))), IsOk());
  ASSERT_THAT(Create(Shadowing("wang", End() + 10, AddMonths(End(), 4))), IsOk());
  EXPECT_THAT(Extend(zhang, End() + 10), IsError(StatusCode::kFailedPrecondition, errors::REASON_POST_FULL));
  ASSERT_THAT(Extend(zhang, End() + 9), IsOk());
  ASSERT_THAT(Create(Rotation("zhang", End() + 10, AddMonths(End() + 10, 2))), IsOk());
  v1::UpdatePostRequest wider;
  wider.mutable_post()->set_name(city_post_);
  wider.mutable_post()->set_capacity(9);
  ASSERT_THAT(Admin().Call(&Programs::UpdatePost, wider), IsOk());
  EXPECT_THAT(Extend(zhang, End() + 10), IsError(StatusCode::kFailedPrecondition, errors::REASON_PLACEMENT_OVERLAPS));
}

TEST_F(PlacementLifeTest, AnExtensionIsNotInItsOwnWay) {
  v1::Placement alone = Shadowing("zhang", Start(), End());
  alone.set_post(MakePost("seat", v1::HOST_LEVEL_CITY, 1));
  EXPECT_THAT(Extend(Dispatched(alone), End() + 1), IsOk());
}

TEST_F(PlacementLifeTest, ACallerWhoReadAnOlderVersionChangesNothing) {
  const std::string name = Dispatched(Shadowing("zhang", Start(), End()));
  ASSERT_THAT(Extend(name, End() + 1, "1"), IsOk());
  EXPECT_THAT(Extend(name, End() + 2, "1"), IsError(StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  EXPECT_EQ(IsoDate(Get(name)->end_date()), IsoDate(End() + 1));
}

TEST_F(PlacementLifeTest, ACancelledPlacementFreesCadreAndSeat) {
  const std::string seat = MakePost("seat", v1::HOST_LEVEL_COUNTY, 1);
  v1::Placement first = Rotation("zhang", Start(), AddMonths(Start(), 2));
  first.set_post(seat);
  const std::string name = Dispatched(first);
  v1::Placement second = first;
  second.set_candidate(Name("candidates", "li"));
  EXPECT_THAT(Create(second), IsError(StatusCode::kFailedPrecondition, errors::REASON_POST_FULL));
  const auto cancelled = Finish(name, true);
  ASSERT_THAT(cancelled, IsOk());
  EXPECT_EQ(cancelled->state(), v1::PLACEMENT_STATE_CANCELLED);
  EXPECT_EQ(cancelled->end_reason(), "工作需要");
  EXPECT_THAT(Create(second), IsOk());
  EXPECT_THAT(Create(Shadowing("zhang", Start(), End())), IsOk());
}

TEST_F(PlacementLifeTest, AnAppraisalFollowsTheEndAndCanBeCorrected) {
  const std::string name = Dispatched(Shadowing("zhang", Start(), End()));
  EXPECT_THAT(Appraise(name, GoodAppraisal(Today())),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  ASSERT_THAT(Finish(name), IsOk());
  ASSERT_THAT(Appraise(name, GoodAppraisal(Today())), IsOk());
  v1::Appraisal better = GoodAppraisal(Today());
  better.set_grade(v1::APPRAISAL_GRADE_EXCELLENT);
  const auto corrected = Appraise(name, better);
  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->appraisal().grade(), v1::APPRAISAL_GRADE_EXCELLENT);
  v1::Appraisal empty;
  EXPECT_THAT(Appraise(name, empty), IsError(StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace xf::rotation
