// What a consumer can prove and what ends its position: digests, pages of live resources, retention, the four errors,
// positions told, consumers that are too slow.
#include <map>
#include <thread>

#include "absl/strings/match.h"
#include "common/feed/append.h"
#include "common/feed/digest.h"
#include "common/feed/retention.h"
#include "common/obs/metrics.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;
using testing::Must;
namespace sync = xianfeng::sync::v1;
using FeedStub = sync::ChangeFeedService::Stub;

constexpr const char* kOrganization = "xianfeng.membership.v1.Organization";
constexpr const char* kMember = "xianfeng.membership.v1.Member";

class FeedStateTest : public MembershipTest {
 protected:
  FeedStateTest() : pool_(AppPool()) {}

  template <typename Request>
  Request Of() const {
    Request request;
    request.set_parent(county());
    return request;
  }

  rpc::Client Integrator(absl::string_view township) const {
    return suite().As({.subject = "test-province", .roles = {"integrator"}, .scopes = {Path(township)}});
  }

  // A new display name for an organization: a change that replaces the one before.
  void Rename(const std::string& id, const std::string& to) {
    v1::UpdateOrganizationRequest request;
    request.mutable_organization()->set_name(Org(id));
    request.mutable_organization()->set_display_name(absl::StrCat("中共测试县", to, "支部委员会"));
    request.mutable_update_mask()->add_paths("display_name");
    ASSERT_THAT(admin().Call(&OrganizationStub::UpdateOrganization, request), IsOk());
  }

  sync::ListChangesResponse Changes(const rpc::Client& client, const std::string& cursor = "", int page_size = 500) {
    auto request = Of<sync::ListChangesRequest>();
    request.set_cursor(cursor);
    request.set_page_size(page_size);
    return Must(client.Call(&FeedStub::ListChanges, request));
  }

  // What a consumer holds that has applied these changes in order.
  static std::map<std::string, sync::Change> Apply(const sync::ListChangesResponse& page) {
    std::map<std::string, sync::Change> held;
    for (const auto& change : page.changes()) {
      held.erase(change.name());
      if (change.has_resource()) held[change.name()] = change;
    }
    return held;
  }
  static feed::Digest DigestOf(const std::map<std::string, sync::Change>& held, const std::string& start = "",
                               const std::string& end = "") {
    feed::Digest digest;
    for (const auto& [name, change] : held) {
      if (name >= start && (end.empty() || name < end)) digest.Add(name, change.revision(), change.resource().value());
    }
    return digest;
  }
  void ExpectDigest(const rpc::Client& client, const sync::GetDigestRequest& request, const feed::Digest& expected) {
    const auto digest = client.Call(&FeedStub::GetDigest, request);
    ASSERT_THAT(digest, IsOk());
    EXPECT_EQ(digest->count(), expected.count());
    EXPECT_EQ(digest->sum(), expected.sum());
  }

  int64_t CompactNow() { return Must(feed::Compact(pool_, county().substr(9), absl::Now() + absl::Hours(1))); }

  // How a stream from a cursor ends or, when it goes on, that it does.
  absl::Status StreamFrom(const std::string& cursor) {
    auto request = Of<sync::SubscribeRequest>();
    request.set_cursor(cursor);
    return admin().Read(&FeedStub::Subscribe, request,
                        std::function<bool(sync::SubscribeResponse&)>([](auto&) { return false; }), absl::Seconds(20));
  }
  // The same error by stream, by page and for a position that is told.
  template <typename Matcher>
  void ExpectEverywhere(const std::string& cursor, const Matcher& matches) {
    EXPECT_THAT(StreamFrom(cursor), matches);
    auto page = Of<sync::ListChangesRequest>();
    page.set_cursor(cursor);
    EXPECT_THAT(admin().Call(&FeedStub::ListChanges, page), matches);
    auto ack = Of<sync::AckPositionRequest>();
    ack.set_cursor(cursor);
    EXPECT_THAT(admin().Call(&FeedStub::AckPosition, ack), matches);
  }

  db::Pool& pool() { return pool_; }

  static db::Pool::Options AppPool() {
    return {.dsn = testing::TestPostgres::Get().Dsn(suite().database(), "membership", "app"), .schema = "membership"};
  }

  // A second server on the same database, with the feed's limits as the test wants them.
  std::unique_ptr<rpc::Server> ServerWith(int checkpoint_ms, int slow_ms) {
    Config config = testing::TestConfig("membership", suite().database(), {});
    config.feed_checkpoint_ms = checkpoint_ms;
    config.feed_slow_consumer_ms = slow_ms;
    return Must(rpc::Server::Start(std::move(config), Definition()));
  }
  rpc::Client At(rpc::Server& server) {
    rpc::Client client(Must(rpc::OpenChannel(absl::StrCat("127.0.0.1:", server.port()), testing::ClientTls())),
                       suite().Token({.scopes = {testing::RootPath(county())}}));
    client.set_wait_for_ready(true);
    return client;
  }

 private:
  db::Pool pool_;
};

TEST_F(FeedStateTest, PagesShowWhatIsByNameWithinTheCallersScope) {
  Rename("e1", "新");
  auto request = Of<sync::ListResourcesRequest>();
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Must(Integrator("east").Call(&FeedStub::ListResources, request));
    for (const auto& change : page.resources()) {
      names.push_back(change.name());
      if (change.name() == Org("e1")) {
        EXPECT_EQ(change.revision(), 7);
      }
    }
    EXPECT_EQ(page.revision(), 7);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names, (std::vector<std::string>{Org("e1"), Org("e2"), Org("east")}));
  request.set_start_name(Org("e2"));
  request.set_end_name(Org("east"));
  const auto range = Must(Integrator("east").Call(&FeedStub::ListResources, request));
  ASSERT_EQ(range.resources_size(), 1);
  request.set_page_token("bm90aGluZw");
  EXPECT_THAT(admin().Call(&FeedStub::ListResources, request),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_PAGE_TOKEN_INVALID));
}

TEST_F(FeedStateTest, AConsumersCopyAddsUpToTheDigestOfItsScopeFilterRangeAndRevision) {
  for (int n = 1; n <= 9; ++n) Add(n, n % 2 == 0 ? "e1" : "w1");
  const auto before = Changes(admin());
  Rename("e2", "改名");
  v1::MoveOrganizationRequest move;
  move.set_name(Org("e1"));
  move.set_new_superior(Org("west"));
  move.set_reason("区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, move), IsOk());
  const auto after = Changes(admin());

  auto request = Of<sync::GetDigestRequest>();
  ExpectDigest(admin(), request, DigestOf(Apply(after)));
  for (const char* township : {"east", "west"}) {
    ExpectDigest(Integrator(township), request, DigestOf(Apply(Changes(Integrator(township)))));
  }
  // As it was before the move, and at each revision of it.
  for (int revision = static_cast<int>(before.checkpoint().revision()); revision <= after.changes_size(); ++revision) {
    sync::ListChangesResponse upto = after;
    upto.mutable_changes()->DeleteSubrange(revision, after.changes_size() - revision);
    request.set_revision(revision);
    ExpectDigest(admin(), request, DigestOf(Apply(upto)));
  }
  request.clear_revision();
  request.set_start_name(Org("e2"));
  request.set_end_name(Org("w"));
  ExpectDigest(admin(), request, DigestOf(Apply(after), Org("e2"), Org("w")));
  request.clear_start_name();
  request.clear_end_name();
  request.add_types(kMember);
  const auto held = Apply(after);
  std::map<std::string, sync::Change> members;
  for (const auto& [name, change] : held) {
    if (change.type() == kMember) members.emplace(name, change);
  }
  ASSERT_EQ(members.size(), 9);
  ExpectDigest(admin(), request, DigestOf(members));
}

TEST_F(FeedStateTest, RetentionKeepsTheLatestOfEveryLiveResourceAndEndsOlderPositions) {
  const std::string old_cursor = Changes(admin()).checkpoint().cursor();
  for (const char* name : {"甲", "乙", "丙"}) Rename("e1", name);
  feed::Changes gone;
  gone.AddTombstone(kOrganization, Org("w1"), Path("west.w1"), sync::TOMBSTONE_REASON_HARD, "");
  db::Session db(pool(), {.read_only = false});
  ASSERT_THAT(db.Start(), IsOk());
  ASSERT_THAT(db.Commit(gone.Tail()), IsOk());
  const auto before = Changes(admin());
  ASSERT_EQ(CompactNow(), before.checkpoint().revision());

  ExpectEverywhere(old_cursor, IsError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED));
  auto digest = Of<sync::GetDigestRequest>();
  digest.set_revision(6);
  EXPECT_THAT(admin().Call(&FeedStub::GetDigest, digest),
              IsError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED));
  // From the beginning: each live resource once, and the position where the feed stands.
  const auto anew = Changes(admin());
  EXPECT_EQ(anew.changes_size(), 5);
  EXPECT_EQ(anew.checkpoint().revision(), before.checkpoint().revision());
  EXPECT_EQ(DigestOf(Apply(anew)), DigestOf(Apply(before)));
  ExpectDigest(admin(), Of<sync::GetDigestRequest>(), DigestOf(Apply(anew)));
  // The position at the head was not lost.
  Rename("e1", "丁");
  EXPECT_EQ(Changes(admin(), before.checkpoint().cursor()).changes_size(), 1);
}

TEST_F(FeedStateTest, AReaderWithinCompactedHistoryGoesOnUntilMoreOfItIsDropped) {
  Rename("e1", "甲");
  CompactNow();
  auto request = Of<sync::ListChangesRequest>();
  request.set_page_size(2);
  request.set_page_token(Must(admin().Call(&FeedStub::ListChanges, request)).next_page_token());
  const auto second = Must(admin().Call(&FeedStub::ListChanges, request));
  EXPECT_EQ(second.changes_size(), 2);
  // e2, already read, is replaced and dropped: going on would not tell of what became of it.
  Rename("e2", "乙");
  CompactNow();
  EXPECT_THAT(admin().Call(&FeedStub::ListChanges, request),
              IsError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED));
  EXPECT_THAT(StreamFrom(second.changes(1).cursor()),
              IsError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED));
}

TEST_F(FeedStateTest, ARestoredFeedEndsEveryPositionAndSoDoesOneAheadOfIt) {
  const std::string cursor = Changes(admin()).checkpoint().cursor();
  const auto changed = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_FEED_EPOCH_CHANGED);
  Psql(test_sql::kGoBack);
  ExpectEverywhere(cursor, changed);
  auto digest = Of<sync::GetDigestRequest>();
  digest.set_revision(6);
  EXPECT_THAT(admin().Call(&FeedStub::GetDigest, digest), changed);
  Psql(test_sql::kNewEpoch);
  ExpectEverywhere(cursor, changed);
}

TEST_F(FeedStateTest, ADamagedCursorIsInvalidEverywhere) {
  ExpectEverywhere("bm90aGluZw", IsError(absl::StatusCode::kInvalidArgument, errors::REASON_CURSOR_INVALID));
}

TEST_F(FeedStateTest, AToldPositionShowsTheLagToConsumerAndOperator) {
  auto request = Of<sync::AckPositionRequest>();
  request.set_consumer("copy");
  request.set_cursor(Changes(admin()).checkpoint().cursor());
  auto ack = Must(Integrator("east").Call(&FeedStub::AckPosition, request));
  EXPECT_EQ(ack.lag_events(), 0);
  EXPECT_EQ(ack.lag_seconds(), 0);
  Rename("e1", "甲");
  Rename("e1", "乙");
  ack = Must(Integrator("east").Call(&FeedStub::AckPosition, request));
  EXPECT_EQ(ack.lag_events(), 2);
  EXPECT_GT(ack.lag_seconds(), 0);
  EXPECT_EQ(ack.head_revision(), 8);
  // The server's keeper publishes it within seconds.
  const std::string series =
      absl::StrCat("feed_consumer_lag_events{consumer=\"test-province/copy\",county=\"", county().substr(9), "\"} 2");
  while (!absl::StrContains(obs::MetricsText(), series)) std::this_thread::yield();
}

TEST_F(FeedStateTest, AConsumerThatWasSilentForTheRetentionIsForgotten) {
  auto request = Of<sync::AckPositionRequest>();
  request.set_cursor(Changes(admin()).checkpoint().cursor());
  Must(admin().Call(&FeedStub::AckPosition, request));
  Psql(test_sql::kAgeConsumers);
  EXPECT_EQ(Psql(test_sql::kCountConsumers), "1\n");
  const absl::Time before = absl::Now() - absl::Hours(24 * 35);
  EXPECT_TRUE(Must(feed::CompactAll(pool(), before, absl::InfiniteFuture())));
  EXPECT_EQ(Psql(test_sql::kCountConsumers), "0\n");
  // Nothing is that old yet: every position still holds.
  EXPECT_EQ(Changes(admin()).checkpoint().revision(), 6);
}

TEST_F(FeedStateTest, CheckpointsComeWhenIdleAndMoveWhenTheFilterKeepsQuiet) {
  const auto server = ServerWith(/*checkpoint_ms=*/50, /*slow_ms=*/30'000);
  auto request = Of<sync::SubscribeRequest>();
  request.add_types(kMember);
  int64_t last = 0;
  int idle = 0;
  EXPECT_THAT(
      At(*server).Read(&FeedStub::Subscribe, request, std::function<bool(sync::SubscribeResponse&)>([&](auto& message) {
        EXPECT_EQ(message.changes_size(), 0);
        idle += message.checkpoint().revision() == last;
        last = message.checkpoint().revision();
        // An organization, which this stream does not show, after the second idle checkpoint.
        if (idle == 2 && last == 6) Rename("e1", "甲");
        return last < 7;
      }),
                       absl::Seconds(20)),
      IsOk());
  EXPECT_GE(idle, 2);
}

TEST_F(FeedStateTest, WhoTakesNothingForTooLongIsSentAwayAndResumes) {
  // Far more than what gRPC's windows hold.
  for (int commit = 0; commit < 40; ++commit) {
    feed::Changes changes;
    for (int i = 0; i < 500; ++i) {
      changes.AddTombstone(kOrganization, Org(absl::StrFormat("x%d_%d_%s", commit, i, std::string(200, 'y'))),
                           Path("east"), sync::TOMBSTONE_REASON_SOFT, "");
    }
    db::Session db(pool(), {.read_only = false});
    ASSERT_THAT(db.Start(), IsOk());
    ASSERT_THAT(db.Commit(changes.Tail()), IsOk());
  }
  const auto server = ServerWith(/*checkpoint_ms=*/10'000, /*slow_ms=*/300);
  auto& cancels =
      obs::Counter("feed_slow_cancel_total", "Streams ended because their consumer took nothing for too long.");
  const double before = cancels.Value();
  bool waited = false;
  const rpc::Client client = At(*server);
  int64_t seen = 0;
  const absl::Status end = client.Read(&FeedStub::Subscribe, Of<sync::SubscribeRequest>(),
                                       std::function<bool(sync::SubscribeResponse&)>([&](auto& message) {
                                         while (!waited && cancels.Value() == before) std::this_thread::yield();
                                         waited = true;
                                         seen += message.changes_size();
                                         return true;
                                       }),
                                       absl::Seconds(60));
  EXPECT_THAT(end, IsError(absl::StatusCode::kResourceExhausted, errors::REASON_CONSUMER_TOO_SLOW));
  EXPECT_LT(seen, 20'006);
}

TEST_F(FeedStateTest, ATombstoneTellsWhyTheResourceIsGone) {
  const std::string cursor = Changes(Integrator("east")).checkpoint().cursor();
  feed::Changes changes;
  changes.AddTombstone(kOrganization, Org("e1"), Path("east.e1"), sync::TOMBSTONE_REASON_SOFT, "");
  changes.AddTombstone(kOrganization, Org("e2"), Path("east.e2"), sync::TOMBSTONE_REASON_MERGED_INTO, Org("east"));
  changes.AddTombstone(kOrganization, Org("e3"), Path("east.e3"), sync::TOMBSTONE_REASON_HARD, "");
  db::Session db(pool(), {.read_only = false});
  ASSERT_THAT(db.Start(), IsOk());
  ASSERT_THAT(db.Commit(changes.Tail()), IsOk());
  const auto page = Changes(Integrator("east"), cursor);
  ASSERT_EQ(page.changes_size(), 3);
  EXPECT_EQ(page.changes(0).tombstone_reason(), sync::TOMBSTONE_REASON_SOFT);
  EXPECT_EQ(page.changes(1).tombstone_reason(), sync::TOMBSTONE_REASON_MERGED_INTO);
  EXPECT_EQ(page.changes(1).merged_into(), Org("east"));
  EXPECT_EQ(page.changes(2).tombstone_reason(), sync::TOMBSTONE_REASON_HARD);
  auto digest = Of<sync::GetDigestRequest>();
  EXPECT_EQ(Must(Integrator("east").Call(&FeedStub::GetDigest, digest)).count(), 1);
}

}  // namespace
}  // namespace xf::membership
