// What the service does as a follower of membership's feed, seen from its own feed: rows move when their organization
// moves, once, and stay where they are when the source's feed is read anew.
#include <functional>

#include "common/db/pool.h"
#include "common/testing/postgres.h"
#include "services/volunteer/handlers/test_county.h"
#include "services/volunteer/test_sql/queries.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"
#include "xianfeng/volunteer/v1/team.grpc.pb.h"

namespace xf::volunteer {
namespace {

namespace sync = xianfeng::sync::v1;
using ::testing::ElementsAre;
using testing::IsOk;

class FollowingTest : public VolunteerTest {
 protected:
  std::string AddTeam(const std::string& organization) const {
    v1::CreateTeamRequest request;
    request.set_parent(county());
    request.mutable_team()->set_display_name("应急先锋队");
    request.mutable_team()->set_kind(v1::TEAM_KIND_PARTY_MEMBER);
    request.mutable_team()->set_organization(organization);
    return Must(Call(&v1::TeamService::Stub::CreateTeam, request)).name();
  }

  void Move(const std::string& organization, const std::string& superior) const {
    membership::MoveOrganizationRequest request;
    request.set_name(organization);
    request.set_new_superior(superior);
    request.set_reason("试验");
    Must(Admin(county(), "membership").Call(&membership::OrganizationService::Stub::MoveOrganization, request));
  }

  // Follows the service's feed until a team stands at a path; answers where the changes said that `team` stood.
  std::vector<std::string> PathsUntil(const std::string& team, const std::string& last_team,
                                      const std::string& last_path) const {
    std::vector<std::string> paths;
    sync::SubscribeRequest request;
    request.set_parent(county());
    const auto on_message = [&](sync::SubscribeResponse& message) {
      bool last = false;
      for (const auto& change : message.changes()) {
        if (change.name() == team) paths.push_back(change.org_path());
        last = last || (change.name() == last_team && change.org_path() == last_path);
      }
      return !last;
    };
    EXPECT_THAT(Admin(county()).Read(&sync::ChangeFeedService::Stub::Subscribe, request,
                                     std::function<bool(sync::SubscribeResponse&)>(on_message), absl::Seconds(30)),
                IsOk());
    return paths;
  }

  // Runs `during` while the follower can't get on, so that it finds all that was done in one batch afterwards.
  void Hold(const std::function<void()>& during) const {
    db::Pool pool({.dsn = suite().dsn(), .schema = "volunteer", .size = 1});
    db::Session lock(pool, {.read_only = false});
    ASSERT_THAT(lock.Rows(test_sql::kLockInbox, Code()), IsOk());
    during();
    while (Psql(test_sql::kBreakFollower) == "0\n") continue;
  }

  // Gives membership's feed of the county another epoch, as a restore does, so that it is read anew.
  void NewEpoch() const { Psql(test_sql::kNewEpoch); }

 private:
  db::Arg Code() const { return {"county", api::CountyOf(county())}; }
  std::string Psql(const db::Query& query) const {
    return testing::TestPostgres::Get().Psql(suite().database(), query, {Code()});
  }
};

TEST_F(FollowingTest, EachOfManyMovesIsToldOnceAndInOrder) {
  const std::string team = AddTeam(firm());
  Move(firm(), west());
  PathsUntil(team, team, WestPath() + ".firm");
  Hold([&] {
    for (int i = 0; i < 4; ++i) Move(firm(), i % 2 == 0 ? east() : west());
    Move(firm(), root());
  });
  const std::string east_path = EastPath() + ".firm", west_path = WestPath() + ".firm",
                    root_path = testing::RootPath(county()) + ".firm";
  EXPECT_THAT(PathsUntil(team, team, root_path),
              ElementsAre(east_path, west_path, east_path, west_path, east_path, west_path, root_path));
}

TEST_F(FollowingTest, AFeedThatIsReadAnewMovesNothingBackToWhereItOnceStood) {
  const std::string team = AddTeam(firm()), other = AddTeam(west());
  Move(firm(), west());
  const std::string east_path = EastPath() + ".firm", west_path = WestPath() + ".firm";
  EXPECT_THAT(PathsUntil(team, team, west_path), ElementsAre(east_path, west_path));
  NewEpoch();
  // What comes after the history that is read anew: `other` goes along.
  Move(west(), east());
  const std::string moved_path = EastPath() + ".west";
  EXPECT_THAT(PathsUntil(team, other, moved_path), ElementsAre(east_path, west_path, moved_path + ".firm"));
}

}  // namespace
}  // namespace xf::volunteer
