#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/venue.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class VenueTest : public TrainingTest {
 protected:
  using Stub = v1::VenueService::Stub;

  v1::Venue Draft(const std::string& display_name) const {
    v1::Venue venue;
    venue.set_organization(east());
    venue.set_display_name(display_name);
    venue.set_kind(v1::VENUE_KIND_RED);
    venue.set_division("990001100201");
    venue.set_capacity(120);
    venue.add_honours("全国爱国主义教育示范基地");
    return venue;
  }
  absl::StatusOr<v1::Venue> Create(const v1::Venue& venue, const std::string& id = "") const {
    v1::CreateVenueRequest request;
    request.set_parent(county());
    request.set_venue_id(id);
    *request.mutable_venue() = venue;
    return Admin().Call(&Stub::CreateVenue, request);
  }
  absl::StatusOr<v1::Venue> Update(const v1::Venue& venue, std::initializer_list<std::string> paths) const {
    v1::UpdateVenueRequest request;
    *request.mutable_venue() = venue;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Admin().Call(&Stub::UpdateVenue, request);
  }
  absl::StatusOr<v1::Venue> Read(const rpc::Client& caller, const std::string& name) const {
    return Get<v1::GetVenueRequest>(caller, &Stub::GetVenue, name);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListVenuesRequest>(&Stub::ListVenues, filter).venues());
  }
  std::vector<std::string> Found(v1::SearchVenuesRequest request) const {
    request.set_parent(county());
    return Ids(Must(Admin().Call(&Stub::SearchVenues, request)).venues());
  }
  type::ImportSummary ImportAll(const std::vector<v1::Venue>& rows) {
    return Must(Import<v1::ImportVenuesRequest>(Admin(), &Stub::ImportVenues, rows));
  }
  v1::Venue Row(const std::string& id) const {
    v1::Venue venue = Draft(absl::StrCat("阵地", id));
    venue.set_name(NameOf("venues", id));
    return venue;
  }
};

TEST_F(VenueTest, IsActiveAndBelongsToItsOrganizationOnceCreated) {
  const v1::Venue venue = Must(Create(Draft("红军旧址"), "site"));
  EXPECT_EQ(venue.name(), NameOf("venues", "site"));
  EXPECT_EQ(venue.state(), v1::VENUE_STATE_ACTIVE);
  EXPECT_EQ(venue.org_path(), EastPath());
  EXPECT_THAT(venue.honours(), ElementsAre("全国爱国主义教育示范基地"));
  EXPECT_EQ(Must(Read(Admin(), venue.name())).SerializeAsString(), venue.SerializeAsString());
}

TEST_F(VenueTest, AllViolationsAreNamedAtOnce) {
  v1::Venue venue;
  venue.set_division("here");
  venue.set_capacity(-1);
  EXPECT_THAT(Create(venue), ViolatesFields(UnorderedElementsAre("venue.organization", "venue.display_name",
                                                                 "venue.kind", "venue.division", "venue.capacity")));
}

TEST_F(VenueTest, AnOrganizationThatDoesNotExistIsRefused) {
  v1::Venue venue = Draft("红军旧址");
  venue.set_organization(NameOf("organizations", "nowhere"));
  EXPECT_THAT(Create(venue), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(VenueTest, AnOrganizationOfAnotherCountyIsRefused) {
  v1::Venue venue = Draft("红军旧址");
  venue.set_organization("counties/431123/organizations/431123");
  EXPECT_THAT(Create(venue), ViolatesFields(ElementsAre("venue.organization")));
}

TEST_F(VenueTest, TheSameIdTwiceAlreadyExists) {
  EXPECT_THAT(Create(Draft("一"), "one"), IsOk());
  EXPECT_THAT(Create(Draft("二"), "one"),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_F(VenueTest, ClosingNeedsTheCurrentEtag) {
  v1::Venue change = Must(Create(Draft("红军旧址")));
  change.set_state(v1::VENUE_STATE_CLOSED);
  EXPECT_EQ(Must(Update(change, {"state"})).state(), v1::VENUE_STATE_CLOSED);
  EXPECT_THAT(Update(change, {"state"}), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(VenueTest, MovesToAnotherOrganizationAndItsClerk) {
  v1::Venue change = Must(Create(Draft("红军旧址")));
  change.set_organization(west());
  EXPECT_EQ(Must(Update(change, {"organization"})).org_path(), WestPath());
  EXPECT_THAT(Read(WestClerk(), change.name()), IsOk());
  EXPECT_THAT(Read(EastClerk(), change.name()),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(VenueTest, AnUpdateIsCheckedLikeANewVenue) {
  v1::Venue change = Must(Create(Draft("红军旧址")));
  change.set_display_name("");
  change.set_capacity(-1);
  EXPECT_THAT(Update(change, {"display_name", "capacity"}),
              ViolatesFields(UnorderedElementsAre("venue.display_name", "venue.capacity")));
}

TEST_F(VenueTest, IsInvisibleToTheNeighbour) {
  const v1::Venue venue = Must(Create(Draft("红军旧址")));
  EXPECT_THAT(Read(EastClerk(), venue.name()), IsOk());
  EXPECT_THAT(Read(WestClerk(), venue.name()), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  v1::UpdateVenueRequest request;
  *request.mutable_venue() = venue;
  request.mutable_venue()->clear_organization();
  request.mutable_update_mask()->add_paths("address");
  EXPECT_THAT(WestClerk().Call(&Stub::UpdateVenue, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(VenueTest, ListsByKindStateDivisionAndOrganization) {
  v1::Venue school = Draft("乡镇党校");
  school.set_kind(v1::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL);
  school.set_organization(west());
  school.set_division("990001101");
  v1::Venue closed = Draft("老党校");
  closed.set_state(v1::VENUE_STATE_CLOSED);
  Must(Create(Draft("红军旧址"), "a"));
  Must(Create(closed, "b"));
  Must(Create(school, "c"));
  EXPECT_THAT(Listed(""), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Listed("kind = RED"), ElementsAre("a", "b"));
  EXPECT_THAT(Listed("kind = RED AND state = ACTIVE"), ElementsAre("a"));
  EXPECT_THAT(Listed("division = 990001101"), ElementsAre("c"));
  EXPECT_THAT(Listed("organization = " + west()), ElementsAre("c"));
}

TEST_F(VenueTest, IsFoundByTheBeginningOfItsNameAndMore) {
  v1::Venue green = Draft("红旗农场");
  green.set_kind(v1::VENUE_KIND_GREEN);
  green.set_division("990001101");
  Must(Create(Draft("红军旧址"), "a"));
  Must(Create(green, "b"));
  Must(Create(Draft("廉政馆"), "c"));
  v1::SearchVenuesRequest request;
  EXPECT_THAT(Found(request), ElementsAre("a", "b", "c"));
  request.set_prefix("红");
  EXPECT_THAT(Found(request), ElementsAre("a", "b"));
  request.set_division("990001100");
  EXPECT_THAT(Found(request), ElementsAre("a"));
  request.set_kind(v1::VENUE_KIND_GREEN);
  EXPECT_THAT(Found(request), IsEmpty());
}

TEST_F(VenueTest, AnImportMakesChangesAndLeavesVenues) {
  std::vector<v1::Venue> rows = {Row("a"), Row("b"), Row("c")};
  EXPECT_EQ(ImportAll(rows).created(), 3);
  EXPECT_EQ(ImportAll(rows).unchanged(), 3);
  rows[1].set_capacity(80);
  rows[2].set_organization(west());
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.unchanged(), 1) << summary.DebugString();
  EXPECT_EQ(summary.updated(), 2);
  EXPECT_EQ(Must(Read(Admin(), rows[1].name())).capacity(), 80);
  EXPECT_EQ(Must(Read(Admin(), rows[2].name())).org_path(), WestPath());
}

TEST_F(VenueTest, EveryBadRowOfAnImportIsReportedAndTheRestWritten) {
  std::vector<v1::Venue> rows = {Row("a"), Row("b"), Row("c"), Row("a"), Row("e")};
  rows[1].set_display_name("");
  rows[2].set_organization(NameOf("organizations", "nowhere"));
  rows[4].set_organization("counties/431123/organizations/431123");
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_EQ(summary.failed(), 4);
  EXPECT_THAT(ErrorsOf(summary), ElementsAre("2 display_name FIELD_INVALID", "3  REFERENCE_NOT_FOUND",
                                             "4  RESOURCE_ALREADY_EXISTS", "5 organization FIELD_INVALID"));
  EXPECT_THAT(Listed(""), ElementsAre("a"));
}

}  // namespace
}  // namespace xf::training
