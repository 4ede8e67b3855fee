// Health and liveness do not depend on the database or on free threads.
#include <thread>

#include "health/v1/health.grpc.pb.h"
#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"

namespace xf::membership {
namespace {

using testing::IsOk;
namespace health = grpc::health::v1;

class HealthTest : public MembershipTest {};

TEST_F(HealthTest, AnswersWithin50MsWhileEveryExecutorThreadWaits) {
  const auto member = Create(admin(), Person(1, "e1"));
  ASSERT_THAT(member, IsOk());
  Psql(test_sql::kMakeLockMember);
  db::Pool superuser({.dsn = suite().dsn(), .schema = "membership"});
  db::Session lock(superuser, {.read_only = false});
  ASSERT_THAT(lock.Rows(test_sql::kLockMember), IsOk());
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      v1::GetMemberRequest request;
      request.set_name(member->name());
      EXPECT_THAT(admin().Call(&MemberStub::GetMember, request), IsOk());
    });
  }
  // All four connections of the pool hang on the lock, and so do the executor's four threads.
  while (std::stoi(Psql(test_sql::kCountWaiting)) < 4) continue;
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
