// The consumer library against a real source: first copy, going on after every interruption, proof and repair.
#include "common/feed/consumer.h"

#include "common/base/file.h"
#include "common/feed/retention.h"
#include "common/rpc/runtime.h"
#include "common/testing/memory_copy.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using testing::IsOk;
using testing::MemoryCopy;
using testing::Must;
namespace sync = xianfeng::sync::v1;

class ConsumerTest : public MembershipTest {
 protected:
  // Runs a consumer of the county until it is verified.
  feed::Consumer::Summary Pull(feed::Copy& copy, feed::Consumer::Options options = {}) {
    options.parent = county();
    const rpc::Client client = admin();
    feed::Consumer consumer(client, copy, std::move(options));
    EXPECT_THAT(consumer.Run(), IsOk());
    return consumer.summary();
  }
  void ExpectEqual(MemoryCopy& copy) {
    sync::GetDigestRequest request;
    request.set_parent(county());
    const auto theirs = Must(admin().Call(&sync::ChangeFeedService::Stub::GetDigest, request));
    const feed::Digest ours = Must(copy.DigestOf({}));
    EXPECT_EQ(ours.count(), theirs.count());
    EXPECT_EQ(ours.sum(), theirs.sum());
    EXPECT_EQ(copy.applied_twice, 0);
  }
};

TEST_F(ConsumerTest, CopiesByPagesThenGoesOnByChanges) {
  AddMany(1, 1201, "e1");
  MemoryCopy copy;
  const auto first = Pull(copy);
  EXPECT_EQ(first.paged, 1206);
  EXPECT_EQ(first.changes, 0);
  EXPECT_EQ(first.mismatches, 0);
  ExpectEqual(copy);
  Add(1300, "w1");
  const auto second = Pull(copy);
  EXPECT_EQ(second.paged, 0);
  EXPECT_EQ(second.changes, 1);
  ExpectEqual(copy);
}

TEST_F(ConsumerTest, EndsEqualWhereverItIsInterruptedWhileOthersWrite) {
  AddMany(1, 1201, "e1");
  int stored = 0;
  for (int stop_after = 1, person = 1300;; ++stop_after, ++person) {
    MemoryCopy copy;
    // Killed after so many steps, over and over, with a write between.
    stored = 0;
    bool killed = false;
    Pull(copy, {.on_stored = [&](const feed::CopyState&) { return !(killed = ++stored == stop_after); }});
    Add(person, "e2");
    Pull(copy);
    ExpectEqual(copy);
    if (!killed) break;
  }
  EXPECT_GT(stored, 4);
}

TEST_F(ConsumerTest, FindsAndRepairsJustWhatDiffers) {
  AddMany(1, 2001, "e1");
  MemoryCopy copy;
  Pull(copy);
  const auto nth = [&](int n) { return std::next(copy.resources.begin(), n); };
  nth(300)->second.mutable_resource()->mutable_value()->back() ^= 1;
  auto summary = Pull(copy);
  EXPECT_EQ(summary.mismatches, 1);
  EXPECT_LE(summary.paged, 502);
  ExpectEqual(copy);

  copy.resources.erase(nth(1500));
  nth(10)->second.set_revision(1);
  copy.resources["counties/990001/members/ghost"] = nth(11)->second;
  summary = Pull(copy);
  EXPECT_EQ(summary.mismatches, 1);
  EXPECT_LE(summary.paged, 1510);
  ExpectEqual(copy);
  EXPECT_EQ(Pull(copy).mismatches, 0);
}

TEST_F(ConsumerTest, ARestoredSourceIsComparedAndOnlyWhatTheRestoreLostIsRepaired) {
  AddMany(1, 1201, "e1");
  MemoryCopy copy;
  Pull(copy);
  // As after a restore: the last commits are gone, the epoch is new, others are made in their place.
  Psql(test_sql::kLoseCommits, {db::Arg("last", 1204)});
  Organize("east", "e9", v1::ORGANIZATION_KIND_BRANCH);
  const auto summary = Pull(copy);
  EXPECT_EQ(summary.restarts, 1);
  EXPECT_LT(summary.paged, 1206);
  ExpectEqual(copy);
}

TEST_F(ConsumerTest, APositionOlderThanRetentionLosesNothing) {
  MemoryCopy copy;
  Pull(copy);
  AddMany(1, 601, "e1");
  db::Pool pool(
      {.dsn = testing::TestPostgres::Get().Dsn(suite().database(), "membership", "app"), .schema = "membership"});
  Must(feed::Compact(pool, county().substr(9), absl::Now() + absl::Hours(1)));
  const auto summary = Pull(copy);
  EXPECT_EQ(summary.restarts, 1);
  EXPECT_EQ(summary.paged, 606);
  ExpectEqual(copy);
}

TEST_F(ConsumerTest, ASourceThatRewroteItsAuditLogIsNotBelievedThoughTheLogGrew) {
  MemoryCopy copy;
  Pull(copy, {.source = "membership", .trust = suite().server().runtime().signer.get()});
  EXPECT_EQ(copy.checkpoints.rbegin()->first, 6);
  const feed::CopyState before = copy.state;
  Psql(test_sql::kRehashEntry, {db::Arg("seq", 6)});
  Add(1, "e1");
  const rpc::Client client = admin();
  feed::Consumer consumer(client, copy, {.parent = county()});
  const absl::Status status = consumer.Run();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("rewritten: it no longer says at entry 6"));
  EXPECT_EQ(copy.state.cursor, before.cursor);
}

TEST_F(ConsumerTest, ACheckpointThatNoTrustedKeyHasSignedIsNotStored) {
  const std::string pem = absl::StrCat(testing::ScratchDir(), "/stranger.pem");
  ASSERT_THAT(WriteFile(pem, crypto::NewSigningKeyPair().public_pem), IsOk());
  const auto stranger = Must(crypto::Signer::VerifierFromFile(pem));
  MemoryCopy copy;
  const rpc::Client client = admin();
  feed::Consumer consumer(client, copy, {.parent = county(), .source = "membership", .trust = stranger.get()});
  EXPECT_EQ(consumer.Run().code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(copy.checkpoints.empty());
}

TEST_F(ConsumerTest, AnEmptyCountyIsCopiedToo) {
  MemoryCopy copy;
  feed::Consumer::Options options{.parent = NewCounty()};
  const rpc::Client client = Admin(options.parent);
  feed::Consumer consumer(client, copy, options);
  EXPECT_THAT(consumer.Run(), IsOk());
  EXPECT_TRUE(copy.resources.empty());
}

}  // namespace
}  // namespace xf::membership
