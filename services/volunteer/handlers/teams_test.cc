#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/team.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;

class TeamTest : public VolunteerTest {
 protected:
  using Stub = v1::TeamService::Stub;

  v1::Team Draft(const std::string& display_name) const {
    v1::Team team;
    team.set_display_name(display_name);
    team.set_kind(v1::TEAM_KIND_PARTY_MEMBER);
    team.set_organization(firm());
    return team;
  }

  absl::StatusOr<v1::Team> Create(const v1::Team& team, const std::string& id = "") const {
    v1::CreateTeamRequest request;
    request.set_parent(county());
    request.set_team_id(id);
    *request.mutable_team() = team;
    return Call(&Stub::CreateTeam, request);
  }

  absl::StatusOr<v1::Team> Update(const v1::Team& team, std::initializer_list<std::string> paths) const {
    v1::UpdateTeamRequest request;
    *request.mutable_team() = team;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Call(&Stub::UpdateTeam, request);
  }

  std::vector<std::string> Names(const std::string& filter) const {
    v1::ListTeamsRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    std::vector<std::string> names;
    const auto response = Must(Call(&Stub::ListTeams, request));
    for (const v1::Team& team : response.teams()) names.push_back(team.display_name());
    return names;
  }
};

TEST_F(TeamTest, IsActiveAndBelongsToItsOrganizationOnceCreated) {
  v1::Team draft = Draft("送考先锋队");
  draft.set_community(east());
  const v1::Team team = Must(Create(draft, "escort"));
  EXPECT_EQ(team.name(), county() + "/teams/escort");
  EXPECT_EQ(team.state(), v1::TEAM_STATE_ACTIVE);
  EXPECT_EQ(team.org_path(), EastPath() + ".firm");
  EXPECT_TRUE(team.has_community());
  EXPECT_EQ(team.community(), east());
  v1::GetTeamRequest get;
  get.set_name(team.name());
  EXPECT_EQ(Must(Call(&Stub::GetTeam, get)).SerializeAsString(), team.SerializeAsString());
}

TEST_F(TeamTest, AnOrganizationThatDoesNotExistIsNamed) {
  v1::Team draft = Draft("送考先锋队");
  draft.set_community(county() + "/organizations/nowhere");
  EXPECT_THAT(Create(draft), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(TeamTest, AnOrganizationOfAnotherCountyIsNotOurs) {
  v1::Team draft = Draft("送考先锋队");
  draft.set_organization("counties/431123/organizations/431123");
  EXPECT_THAT(Create(draft), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(TeamTest, TheSameIdTwiceAlreadyExists) {
  EXPECT_THAT(Create(Draft("一队"), "one"), IsOk());
  EXPECT_THAT(Create(Draft("二队"), "one"),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_F(TeamTest, DisbandingNeedsTheCurrentEtag) {
  const v1::Team team = Must(Create(Draft("一队")));
  v1::Team change = team;
  change.set_state(v1::TEAM_STATE_DISBANDED);
  const v1::Team disbanded = Must(Update(change, {"state"}));
  EXPECT_EQ(disbanded.state(), v1::TEAM_STATE_DISBANDED);
  EXPECT_NE(disbanded.etag(), team.etag());
  EXPECT_THAT(Update(change, {"state"}), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(TeamTest, ListsByStateAndCommunity) {
  v1::Team served = Draft("进社区队");
  served.set_community(east());
  Must(Create(served, "a"));
  v1::Team disbanded = Draft("老队");
  disbanded.set_state(v1::TEAM_STATE_DISBANDED);
  Must(Create(disbanded, "b"));
  EXPECT_THAT(Names(""), ElementsAre("进社区队", "老队"));
  EXPECT_THAT(Names("state = ACTIVE"), ElementsAre("进社区队"));
  EXPECT_THAT(Names("has_community = false"), ElementsAre("老队"));
  EXPECT_THAT(Names("kind = PARTY_MEMBER AND has_community = true AND state = ACTIVE"), ElementsAre("进社区队"));
}

TEST_F(TeamTest, IsInvisibleToTheNeighbour) {
  const v1::Team team = Must(Create(Draft("一队")));
  v1::GetTeamRequest get;
  get.set_name(team.name());
  EXPECT_THAT(Clerk(EastPath()).Call(&Stub::GetTeam, get), IsOk());
  EXPECT_THAT(Clerk(WestPath()).Call(&Stub::GetTeam, get),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TeamTest, AnImportMakesChangesAndLeavesTeams) {
  std::vector<v1::Team> rows = {Draft("一队"), Draft("二队"), Draft("三队")};
  for (size_t i = 0; i < rows.size(); ++i) rows[i].set_name(absl::StrCat(county(), "/teams/t", i));
  type::ImportSummary summary = Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, rows));
  EXPECT_EQ(summary.created(), 3) << summary.DebugString();

  rows[1].set_display_name("第二队");
  rows[2].set_organization(west());
  summary = Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, rows));
  EXPECT_EQ(summary.unchanged(), 1) << summary.DebugString();
  EXPECT_EQ(summary.updated(), 1);
  EXPECT_EQ(summary.failed(), 1) << "a team does not change hands by import";
  ASSERT_THAT(summary.errors(), SizeIs(1));
  EXPECT_EQ(summary.errors(0).row(), 3);
  EXPECT_EQ(summary.errors(0).field(), "organization");
  EXPECT_THAT(Names(""), ElementsAre("一队", "第二队", "三队"));
}

TEST_F(TeamTest, EveryBadRowOfAnImportIsReportedAndTheRestWritten) {
  std::vector<v1::Team> rows = {Draft("一队"), Draft(""), Draft("三队"), Draft("四队"), Draft("四队")};
  rows[2].set_organization(county() + "/organizations/nowhere");
  rows[3].set_name(county() + "/teams/same");
  rows[4].set_name(county() + "/teams/same");
  const type::ImportSummary summary = Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, rows));
  EXPECT_EQ(summary.created(), 2) << summary.DebugString();
  EXPECT_EQ(summary.failed(), 3);
  std::set<int64_t> bad;
  for (const auto& error : summary.errors()) bad.insert(error.row());
  EXPECT_THAT(bad, ElementsAre(2, 3, 5));
  EXPECT_THAT(Names(""), SizeIs(2));
}

TEST_F(TeamTest, ADryRunWritesNothing) {
  const type::ImportSummary summary =
      Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, std::vector<v1::Team>{Draft("一队")}, "", true));
  EXPECT_TRUE(summary.validate_only());
  EXPECT_EQ(summary.created(), 1);
  EXPECT_THAT(Names(""), SizeIs(0));
}

TEST_F(TeamTest, AnImportSentAgainAnswersTheSameAndWritesOnce) {
  const std::vector<v1::Team> rows = {Draft("一队"), Draft("二队")};
  const type::ImportSummary first = Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, rows, "load-1"));
  const type::ImportSummary again = Must(Import<v1::ImportTeamsRequest>(&Stub::ImportTeams, rows, "load-1"));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_THAT(Names(""), SizeIs(2));
}

}  // namespace
}  // namespace xf::volunteer
