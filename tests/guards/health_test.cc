// Health and liveness do not depend on the database or on free threads.
#include <thread>

#include "common/testing/postgres.h"
#include "health/v1/health.grpc.pb.h"
#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsOk;
namespace health = grpc::health::v1;

// LOCK can not be prepared, a function that locks can.
constexpr db::Migration kLockFunction{"test", "R_lock", R"(
CREATE OR REPLACE FUNCTION lock_member() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN LOCK TABLE member IN ACCESS EXCLUSIVE MODE; END $$;
)"};
constexpr db::Query kLock{"lock_member", "SELECT lock_member()::text"};
constexpr db::Query kWaiting{"waiting", "SELECT count(*) AS rows FROM pg_locks WHERE NOT granted"};

class HealthTest : public MembershipTest {};

TEST_F(HealthTest, AnswersWithin50MsWhileEveryExecutorThreadWaits) {
  const auto member = Create(admin(), Person(1, "e1"));
  ASSERT_THAT(member, IsOk());
  const auto& postgres = testing::TestPostgres::Get();
  const std::vector<db::Migration> migrations{kLockFunction};
  ASSERT_THAT(db::Migrate(postgres.Dsn(suite().database(), "membership", "owner"), "membership", migrations), IsOk());
  db::Pool superuser({.dsn = suite().dsn(), .schema = "membership"});
  db::Session lock(superuser, {.read_only = false});
  ASSERT_THAT(lock.Rows(kLock), IsOk());
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      v1::GetMemberRequest request;
      request.set_name(member->name());
      EXPECT_THAT(admin().Call(&MemberStub::GetMember, request), IsOk());
    });
  }
  // All four connections of the pool hang on the lock, and so do the executor's four threads.
  db::Session look(superuser, {});
  while (look.Rows(kWaiting)->number(0, "rows") < 4) continue;
  const rpc::Client client = admin();
  absl::Duration best = absl::InfiniteDuration();
  for (const char* service : {"", "liveness", "readiness", "xianfeng.membership.v1.MemberService"}) {
    health::HealthCheckRequest request;
    request.set_service(service);
    const absl::Time start = absl::Now();
    const auto answer = client.Call(&health::Health::Stub::Check, request);
    best = std::min(best, absl::Now() - start);
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->status(), health::HealthCheckResponse::SERVING) << service;
  }
  EXPECT_LT(best, absl::Milliseconds(50));
  lock.Rollback();
  for (std::thread& caller : callers) caller.join();
}

TEST_F(HealthTest, AnUnknownServiceIsNotFound) {
  health::HealthCheckRequest request;
  request.set_service("nobody");
  EXPECT_TRUE(absl::IsNotFound(admin().Call(&health::Health::Stub::Check, request).status()));
}

}  // namespace
}  // namespace xf::membership
