// The connection breaks during COMMIT: whether or not the commit took place, a request has one effect under its
// request_id.
#include <atomic>
#include <optional>
#include <thread>

#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;

class InDoubtTest : public MembershipTest {
 protected:
  v1::CreateMemberRequest Request(int person) const {
    v1::CreateMemberRequest request;
    request.set_parent(county());
    request.set_request_id(absl::StrCat("doubt-", person));
    *request.mutable_member() = Person(person, "e1");
    return request;
  }
  int Members() const {
    v1::CountMembersRequest request;
    request.set_parent(county());
    return static_cast<int>(admin().Call(&MemberStub::CountMembers, request)->total());
  }
  // Sends a request and kills its backend as soon as that waits for the event; nullopt when it never did.
  std::optional<absl::StatusOr<v1::Member>> SendAndKill(const v1::CreateMemberRequest& request,
                                                        absl::string_view wait_event) const {
    std::atomic<bool> ended = false;
    absl::StatusOr<v1::Member> answer;
    std::thread caller([&] {
      answer = admin().Call(&MemberStub::CreateMember, request);
      ended = true;
    });
    bool killed = false;
    const std::vector<db::Arg> whom{db::Arg("wait_event", wait_event)};
    while (!ended && !killed) killed = !Psql(test_sql::kFindWaiting, whom).empty();
    if (killed) Psql(test_sql::kKillWaiting, whom);
    caller.join();
    if (!killed) return std::nullopt;
    return answer;
  }
};

TEST_F(InDoubtTest, ACommitThatTookPlaceUnheardIsAnsweredAndHasOneEffect) {
  // A backend that is killed while it waits has committed and can't say so.
  Psql(test_sql::kAwaitStandby);
  std::optional<absl::StatusOr<v1::Member>> answer;
  int person = 0;
  // The setting reaches the server's processes one after the other: commits before that go through.
  while (!answer) answer = SendAndKill(Request(++person), "SyncRep");
  Psql(test_sql::kAwaitNoStandby);
  ASSERT_THAT(*answer, IsOk());
  EXPECT_EQ(Members(), person);

  const auto again = admin().Call(&MemberStub::CreateMember, Request(person));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), (*answer)->SerializeAsString());
  EXPECT_EQ(Members(), person);
}

TEST_F(InDoubtTest, ACommitThatWasCutOffIsUnavailableAndTheRetryHasTheOneEffect) {
  Psql(test_sql::kMakeCommitsWait);
  {
    db::Pool superuser({.dsn = suite().dsn(), .schema = "membership"});
    db::Session lock(superuser, {.read_only = false});
    ASSERT_THAT(lock.Rows(test_sql::kHoldCommits), IsOk());
    const auto answer = SendAndKill(Request(1), "advisory");
    ASSERT_TRUE(answer.has_value());
    EXPECT_THAT(*answer, IsError(absl::StatusCode::kUnavailable, errors::REASON_DATABASE_UNAVAILABLE));
    EXPECT_EQ(Members(), 0);
  }
  Psql(test_sql::kLetCommitsPass);
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_EQ(Members(), 1);
}

TEST_F(InDoubtTest, AnIdIsKeptForADayAndFreeAfterwards) {
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_EQ(Psql(test_sql::kIdsLastADay), "t\n");
  v1::CreateMemberRequest other = Request(2);
  other.set_request_id("doubt-1");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, other),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
  Psql(test_sql::kExpireIds);
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, other), IsOk());
  EXPECT_EQ(Members(), 2);
}

TEST_F(InDoubtTest, AnotherPrincipalsReplayGetsNothingOfTheAnswer) {
  const v1::CreateMemberRequest request = Request(1);
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, request), IsOk());
  EXPECT_THAT(clerk("east").Call(&MemberStub::CreateMember, request),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_MEMBER_ID_NUMBER_TAKEN));
  EXPECT_THAT(clerk("west").Call(&MemberStub::CreateMember, request),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::membership
