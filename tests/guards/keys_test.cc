// Keys change while the service runs: everything old opens and is found, and is sealed anew bit by bit.
#include <atomic>

#include "common/crypto/key_file.h"
#include "common/rpc/reseal.h"
#include "common/rpc/runtime.h"
#include "common/testing/must.h"
#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using testing::IsOk;
namespace sync = xianfeng::sync::v1;

class KeysTest : public MembershipTest {
 protected:
  rpc::Runtime& runtime() { return suite().server().runtime(); }

  void Rotate(crypto::Profile profile) {
    ASSERT_THAT(crypto::AddDataKey(runtime().config.keys, profile), IsOk());
    ASSERT_THAT(runtime().sealer->Reload(), IsOk());
  }

  // Until a pass finds nothing more; the service's own passes may do part of it.
  void ResealAll() {
    const std::atomic<bool> stop = false;
    for (int64_t left = 1; left > 0;) {
      const auto pass = rpc::ResealOnce(runtime().stream_pool, *runtime().sealer, stop);
      ASSERT_THAT(pass, IsOk());
      EXPECT_EQ(pass->unreadable, 0);
      left = pass->resealed;
    }
  }

  // Sealed values of the county that another key than the active one has sealed.
  int Elsewise() {
    const std::string prefix = runtime().sealer->active_prefix();
    return std::stoi(
        Psql(test_sql::kCountSealedElsewise, {db::Arg("size", prefix.size()), db::Arg("prefix", db::Bytes{prefix})}));
  }

  // What the feed tells who may see it.
  std::vector<std::string> ClearNumbers() {
    sync::ListChangesRequest request;
    request.set_parent(county());
    request.add_types(v1::Member::descriptor()->full_name());
    request.set_include_sensitive(true);
    request.set_page_size(500);
    const auto page = testing::Must(admin().Call(&sync::ChangeFeedService::Stub::ListChanges, request));
    std::vector<std::string> numbers;
    for (const auto& change : page.changes()) {
      v1::Member member;
      EXPECT_TRUE(change.sensitive().UnpackTo(&member));
      numbers.push_back(member.id_number());
    }
    return numbers;
  }
};

TEST_F(KeysTest, ANewKeyOrProfileLosesNothingAndSealsWhatIsOldAnew) {
  AddMany(0, 700, "e1");
  const std::vector<std::string> numbers = ClearNumbers();
  for (const crypto::Profile profile : {crypto::Profile::kIntl, crypto::Profile::kGm}) {
    Rotate(profile);
    EXPECT_EQ(ClearNumbers(), numbers);
    ResealAll();
    EXPECT_EQ(Elsewise(), 0);
    EXPECT_EQ(ClearNumbers(), numbers);
    // The blind index has stayed: a number that is taken is still known to be.
    EXPECT_THAT(Create(admin(), Person(1, "e1")),
                testing::IsError(absl::StatusCode::kAlreadyExists, errors::REASON_MEMBER_ID_NUMBER_TAKEN));
  }
  // Back, for the tests that come.
  Rotate(crypto::Profile::kIntl);
}

TEST_F(KeysTest, SealingAnewIsNoChange) {
  const v1::Member member = Add(1, "e1");
  Rotate(crypto::Profile::kIntl);
  ResealAll();
  const auto again = testing::Must(Get(admin(), member.name()));
  EXPECT_EQ(again.etag(), member.etag());
  EXPECT_EQ(again.update_time().seconds(), member.update_time().seconds());
}

TEST_F(KeysTest, TheChainIsSoundAcrossProfiles) {
  Add(1, "e1");
  Rotate(crypto::Profile::kGm);
  Add(2, "e1");
  Rotate(crypto::Profile::kIntl);
  Add(3, "e1");
  xianfeng::audit::v1::VerifyAuditChainRequest request;
  request.set_parent(county());
  const auto verdict = testing::Must(admin().Call(&xianfeng::audit::v1::AuditService::Stub::VerifyAuditChain, request));
  EXPECT_EQ(verdict.checked(), 9);
  EXPECT_EQ(verdict.findings_size(), 0);
}

}  // namespace
}  // namespace xf::membership
