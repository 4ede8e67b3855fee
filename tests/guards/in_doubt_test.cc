// The connection breaks during COMMIT: whether or not the commit took place, a request has one effect under its
// request_id.
#include <atomic>
#include <optional>
#include <thread>

#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;
using testing::TestPostgres;

class InDoubtTest : public MembershipTest {
 protected:
  std::string Psql(const std::string& statements) const {
    return TestPostgres::Get().Psql(suite().database(), statements);
  }
  v1::CreateMemberRequest Request(int person) const {
    v1::CreateMemberRequest request;
    request.set_parent(county());
    request.set_request_id(absl::StrCat("doubt-", person));
    *request.mutable_member() = Person(person, "e1");
    return request;
  }
  // Process ids of the service's backends that wait for what `condition` says.
  std::string Waiting(const std::string& condition) const {
    return Psql(absl::StrCat("SELECT pid FROM pg_stat_activity WHERE usename = 'xf_membership_app' AND datname = '",
                             suite().database(), "' AND ", condition));
  }
  int Members() const {
    v1::CountMembersRequest request;
    request.set_parent(county());
    return static_cast<int>(admin().Call(&MemberStub::CountMembers, request)->total());
  }
  // Sends a request and kills its backend as soon as that waits for what `condition` says; nullopt when it never did.
  std::optional<absl::StatusOr<v1::Member>> SendAndKill(const v1::CreateMemberRequest& request,
                                                        const std::string& condition) const {
    std::atomic<bool> ended = false;
    absl::StatusOr<v1::Member> answer;
    std::thread caller([&] {
      answer = admin().Call(&MemberStub::CreateMember, request);
      ended = true;
    });
    bool killed = false;
    while (!ended && !killed) killed = !Waiting(condition).empty();
    if (killed) {
      Psql(absl::StrCat(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'xf_membership_app' AND ",
          condition));
    }
    caller.join();
    if (!killed) return std::nullopt;
    return answer;
  }
};

TEST_F(InDoubtTest, ACommitThatTookPlaceUnheardIsAnsweredAndHasOneEffect) {
  // COMMIT is durable and then waits for a standby that never comes: a backend killed there has committed and can't say
  // so.
  Psql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'; SELECT pg_reload_conf();");
  std::optional<absl::StatusOr<v1::Member>> answer;
  int person = 0;
  // The setting reaches the server's processes one after the other: commits before that go through.
  while (!answer) answer = SendAndKill(Request(++person), "wait_event = 'SyncRep'");
  Psql("ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf();");
  ASSERT_THAT(*answer, IsOk());
  EXPECT_EQ(Members(), person);

  const auto again = admin().Call(&MemberStub::CreateMember, Request(person));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), (*answer)->SerializeAsString());
  EXPECT_EQ(Members(), person);
}

TEST_F(InDoubtTest, ACommitThatWasCutOffIsUnavailableAndTheRetryHasTheOneEffect) {
  // A deferred trigger runs within COMMIT and blocks there.
  Psql(R"(
CREATE FUNCTION membership.wait_in_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER wait_in_commit AFTER INSERT ON membership.member DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION membership.wait_in_commit();)");
  static constexpr db::Query kLock{"hold_commit", "SELECT pg_advisory_lock(4711)::text"};
  {
    db::Pool superuser({.dsn = suite().dsn(), .schema = "membership"});
    db::Session lock(superuser, {.read_only = false});
    ASSERT_THAT(lock.Rows(kLock), IsOk());
    const auto answer = SendAndKill(Request(1), "wait_event = 'advisory'");
    ASSERT_TRUE(answer.has_value());
    EXPECT_THAT(*answer, IsError(absl::StatusCode::kUnavailable, errors::REASON_DATABASE_UNAVAILABLE));
    EXPECT_EQ(Members(), 0);
  }
  Psql("DROP TRIGGER wait_in_commit ON membership.member; DROP FUNCTION membership.wait_in_commit();");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_EQ(Members(), 1);
}

TEST_F(InDoubtTest, AnIdIsKeptForADayAndFreeAfterwards) {
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_EQ(Psql("SELECT extract(epoch FROM max(expire_time) - now())::bigint BETWEEN 86400 - 60 AND 86400 "
                 "FROM membership.idempotency"),
            "t\n");
  v1::CreateMemberRequest other = Request(2);
  other.set_request_id("doubt-1");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, other),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
  Psql("UPDATE membership.idempotency SET expire_time = now() - interval '1 second'");
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
