// The change feed as a consumer sees it.
#include <thread>

#include "common/db/sql/queries.h"
#include "common/feed/append.h"
#include "common/feed/sql/queries.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;
namespace sync = xianfeng::sync::v1;
using FeedStub = sync::ChangeFeedService::Stub;

class FeedTest : public MembershipTest {
 protected:
  sync::ListChangesResponse Changes(const rpc::Client& client, const std::string& cursor = "", int page_size = 500) {
    sync::ListChangesRequest request;
    request.set_parent(county());
    request.set_cursor(cursor);
    request.set_page_size(page_size);
    auto page = client.Call(&FeedStub::ListChanges, request);
    EXPECT_THAT(page, IsOk());
    return page.value_or(sync::ListChangesResponse());
  }

  // Another service of one township.
  rpc::Client Integrator(absl::string_view township) const {
    testing::Who who;
    who.roles = {"integrator"};
    who.scopes = {Path(township)};
    return suite().As(who);
  }

  // Reads the stream from a cursor until `enough` says so.
  void Follow(const rpc::Client& client, const std::string& cursor,
              const std::function<bool(sync::SubscribeResponse&)>& on) {
    sync::SubscribeRequest request;
    request.set_parent(county());
    request.set_cursor(cursor);
    EXPECT_THAT(client.Read(&FeedStub::Subscribe, request,
                            std::function<bool(sync::SubscribeResponse&)>([&](auto& message) { return on(message); }),
                            absl::Seconds(20)),
                IsOk());
  }
};

TEST_F(FeedTest, RevisionsAreDenseAndTheLastChangeOfACommitHasTheCursor) {
  const auto page = Changes(admin());
  ASSERT_EQ(page.changes_size(), 6);
  for (int i = 0; i < page.changes_size(); ++i) {
    EXPECT_EQ(page.changes(i).revision(), i + 1);
    EXPECT_TRUE(page.changes(i).commit_end());
    EXPECT_FALSE(page.changes(i).cursor().empty());
  }
  EXPECT_TRUE(page.has_checkpoint());
  EXPECT_EQ(page.checkpoint().revision(), 6);
}

TEST_F(FeedTest, PagesGoOnWhereTheLastOneEnded) {
  sync::ListChangesRequest request;
  request.set_parent(county());
  request.set_page_size(4);
  auto first = admin().Call(&FeedStub::ListChanges, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->changes_size(), 4);
  EXPECT_FALSE(first->has_checkpoint());
  request.set_page_token(first->next_page_token());
  auto second = admin().Call(&FeedStub::ListChanges, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->changes(0).revision(), 5);
  EXPECT_TRUE(second->has_checkpoint());
}

TEST_F(FeedTest, AStreamStartsWithWhatWasAndGoesOnWithWhatCommits) {
  std::vector<std::string> names;
  Follow(admin(), "", [&](sync::SubscribeResponse& message) {
    const bool first = names.empty();
    for (const auto& change : message.changes()) names.push_back(change.name());
    // Written while the stream is open.
    if (first) Organize("east", "e3", v1::ORGANIZATION_KIND_BRANCH);
    return names.empty() || names.back() != Org("e3");
  });
  EXPECT_EQ(names.size(), 7);
}

TEST_F(FeedTest, AnIdleStreamGetsACheckpointAtOnce) {
  const std::string head = Changes(admin()).checkpoint().cursor();
  sync::Checkpoint checkpoint;
  Follow(admin(), head, [&](sync::SubscribeResponse& message) {
    checkpoint = message.checkpoint();
    return false;
  });
  EXPECT_EQ(checkpoint.revision(), 6);
  EXPECT_EQ(checkpoint.cursor(), head);
}

TEST_F(FeedTest, SensitiveFieldsAreMaskedAndAskedForOnlyWithTheRight) {
  ASSERT_THAT(Create(admin(), Person(1, "e1")), IsOk());
  const auto page = Changes(Integrator("east"));
  v1::Member member;
  ASSERT_TRUE(page.changes(page.changes_size() - 1).resource().UnpackTo(&member));
  EXPECT_EQ(member.phone(), "138****0001");
  EXPECT_EQ(member.id_number().substr(1, 15), "***************");
  sync::ListChangesRequest request;
  request.set_parent(county());
  request.set_include_sensitive(true);
  EXPECT_THAT(Integrator("east").Call(&FeedStub::ListChanges, request),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
  auto clear = admin().Call(&FeedStub::ListChanges, request);
  ASSERT_THAT(clear, IsOk());
  ASSERT_TRUE(clear->changes(clear->changes_size() - 1).sensitive().UnpackTo(&member));
  EXPECT_EQ(member.phone(), "13800000001");
}

TEST_F(FeedTest, AConsumerSeesOnlyItsTownshipAndWhatLeavesItAsATombstone) {
  const auto before = Changes(Integrator("east"));
  ASSERT_EQ(before.changes_size(), 3);  // east, e1, e2
  v1::MoveOrganizationRequest move;
  move.set_name(Org("e1"));
  move.set_new_superior(Org("west"));
  move.set_reason("区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, move), IsOk());
  const auto gone = Changes(Integrator("east"), before.checkpoint().cursor());
  ASSERT_EQ(gone.changes_size(), 1);
  EXPECT_EQ(gone.changes(0).tombstone_reason(), sync::TOMBSTONE_REASON_OUT_OF_SCOPE);
  EXPECT_EQ(gone.changes(0).org_path(), Path("east.e1"));
  EXPECT_FALSE(gone.changes(0).has_resource());
  const auto came = Changes(Integrator("west"));
  EXPECT_EQ(came.changes(came.changes_size() - 1).name(), Org("e1"));
  EXPECT_EQ(came.changes(came.changes_size() - 1).org_path(), Path("west.e1"));
}

TEST_F(FeedTest, ACursorIsOfOneFeedAndFilterOnly) {
  const std::string cursor = Changes(admin()).checkpoint().cursor();
  sync::ListChangesRequest request;
  request.set_parent(county());
  request.set_cursor(cursor);
  request.add_types("xianfeng.membership.v1.Member");
  const auto invalid = IsError(absl::StatusCode::kInvalidArgument, errors::REASON_CURSOR_INVALID);
  EXPECT_THAT(admin().Call(&FeedStub::ListChanges, request), invalid);
  request.clear_types();
  request.set_cursor(cursor.substr(0, cursor.size() - 2));
  EXPECT_THAT(admin().Call(&FeedStub::ListChanges, request), invalid);
  const std::string other = NewCounty();
  request.set_parent(other);
  request.set_cursor(cursor);
  EXPECT_THAT(Admin(other).Call(&FeedStub::ListChanges, request), invalid);
}

TEST_F(FeedTest, ANeighbourCountyHasNoFeedHere) {
  sync::GetFeedHeadRequest request;
  request.set_parent(NewCounty());
  EXPECT_THAT(admin().Call(&FeedStub::GetFeedHead, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(FeedTest, AFilterThatHidesACommitsEndStillMovesTheCursor) {
  sync::ListChangesRequest request;
  request.set_parent(county());
  request.add_types("xianfeng.membership.v1.Member");
  auto quiet = admin().Call(&FeedStub::ListChanges, request);
  ASSERT_THAT(quiet, IsOk());
  EXPECT_EQ(quiet->changes_size(), 0);
  EXPECT_EQ(quiet->checkpoint().revision(), 6);
}

TEST_F(FeedTest, WritersThatCommitInReverseOrderLoseNothing) {
  // Two transactions of our own on the service's schema: the first writes first and commits last.
  db::Pool pool(
      {.dsn = testing::TestPostgres::Get().Dsn(suite().database(), "membership", "app"), .schema = "membership"});
  const db::SessionOptions options{.read_only = false, .scopes = {testing::RootPath(county())}};
  const auto tail = [&](const std::string& id) {
    feed::Changes changes;
    changes.AddTombstone("test.Thing", Org(id), Path("east"), sync::TOMBSTONE_REASON_HARD, "");
    return changes.Tail();
  };
  const std::string cursor = Changes(admin()).checkpoint().cursor();
  db::Session first(pool, options), second(pool, options);
  ASSERT_THAT(first.Start(), IsOk());
  ASSERT_THAT(second.Start(), IsOk());
  ASSERT_THAT(second.Commit(tail("second")), IsOk());
  const auto early = Changes(admin(), cursor);
  ASSERT_EQ(early.changes_size(), 1);
  ASSERT_THAT(first.Commit(tail("first")), IsOk());
  const auto late = Changes(admin(), early.checkpoint().cursor());
  ASSERT_EQ(late.changes_size(), 1);
  EXPECT_EQ(late.changes(0).name(), Org("first"));
  EXPECT_EQ(late.changes(0).revision(), early.changes(0).revision() + 1);
}

TEST_F(FeedTest, ManyWritersAtOnceLeaveADenseFeed) {
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([this, w] {
      for (int i = 0; i < 10; ++i) Organize("east", absl::StrCat("w", w, "_", i), v1::ORGANIZATION_KIND_BRANCH);
    });
  }
  int64_t seen = 0;
  Follow(admin(), "", [&](sync::SubscribeResponse& message) {
    for (const auto& change : message.changes()) EXPECT_EQ(change.revision(), ++seen);
    return seen < 46;
  });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(seen, 46);
}

}  // namespace
}  // namespace xf::membership
