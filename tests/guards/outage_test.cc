// PostgreSQL dies and comes back under load.
#include <thread>

#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsOk;

class OutageTest : public MembershipTest {};

TEST_F(OutageTest, CallsAreOkOrUnavailableNeverInternalAndThePoolHeals) {
  const auto member = Create(admin(), Person(1, "e1"));
  ASSERT_THAT(member, IsOk());
  std::atomic<bool> stop = false;
  std::atomic<int> ok = 0, unavailable = 0, other = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 6; ++i) {
    callers.emplace_back([&, i] {
      const rpc::Client client = admin();
      while (!stop) {
        absl::Status status;
        if (i % 2 == 0) {
          v1::GetMemberRequest request;
          request.set_name(member->name());
          status = client.Call(&MemberStub::GetMember, request).status();
        } else {
          v1::CreateOrganizationRequest request;
          request.set_parent(county());
          request.mutable_organization()->set_display_name("中共测试县某某支部委员会");
          request.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_BRANCH);
          request.mutable_organization()->set_superior(Org("east"));
          status = client.Call(&OrganizationStub::CreateOrganization, request).status();
        }
        ++(status.ok() ? ok : absl::IsUnavailable(status) ? unavailable : other);
        if (!status.ok() && !absl::IsUnavailable(status)) ADD_FAILURE() << status;
      }
    });
  }
  const auto until = [](std::atomic<int>& count, int more) {
    const int target = count + more;
    while (count < target) std::this_thread::yield();
  };
  until(ok, 50);
  testing::TestPostgres::Get().Crash();
  until(unavailable, 50);
  testing::TestPostgres::Get().Restart();
  until(ok, 50);
  stop = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(other, 0);
}

}  // namespace
}  // namespace xf::membership
