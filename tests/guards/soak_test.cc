// Writers and consumers together while PostgreSQL dies, consumers drop out or dawdle, and history is compacted: every
// consumer ends equal by digest, no change is lost and none is applied twice. XF_SOAK_SECONDS, default 10.
#include <condition_variable>
#include <cstdlib>
#include <random>
#include <thread>

#include "absl/strings/numbers.h"
#include "common/feed/consumer.h"
#include "common/feed/retention.h"
#include "common/testing/memory_copy.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using testing::IsOk;
using testing::MemoryCopy;
using testing::Must;
namespace sync = xianfeng::sync::v1;

constexpr int kWriters = 16;
constexpr int kSeed = 20260701;

absl::Duration SoakTime() {
  int seconds = 10;
  if (const char* text = std::getenv("XF_SOAK_SECONDS")) (void)absl::SimpleAtoi(text, &seconds);
  return absl::Seconds(seconds);
}

class SoakTest : public MembershipTest {
 protected:
  // One consumer and how it misbehaves: at random it hangs up or, when `slow`, takes nothing for a while.
  struct Follower {
    rpc::Client client;
    std::vector<std::string> types;
    bool slow = false;
    MemoryCopy copy{};
    int64_t runs = 0, sent_away = 0, restarts = 0;
  };

  // Whether the soak goes on; waits up to `time` for its end.
  bool GoesOn(absl::Duration time) {
    std::unique_lock lock(mutex_);
    return !ended_.wait_for(lock, absl::ToChronoMilliseconds(time), [&] { return stop_; });
  }

  void Follow(Follower& follower, int number) {
    std::mt19937 random(kSeed + number);
    while (GoesOn(absl::ZeroDuration())) {
      feed::Consumer consumer(follower.client, follower.copy,
                              {.parent = county(),
                               .types = follower.types,
                               .name = absl::StrCat("soak", number),
                               .follow = true,
                               .verify_every = absl::Seconds(1),
                               .on_stored = [&](const feed::CopyState&) {
                                 if (follower.slow && random() % 8 == 0) GoesOn(absl::Milliseconds(700));
                                 return random() % 40 != 0 && GoesOn(absl::ZeroDuration());
                               }});
      const absl::Status end = consumer.Run();
      ++follower.runs;
      follower.restarts += consumer.summary().restarts;
      follower.sent_away += absl::IsResourceExhausted(end);
      const bool expected = end.ok() || absl::IsUnavailable(end) || absl::IsResourceExhausted(end) ||
                            absl::IsDeadlineExceeded(end) || absl::IsCancelled(end);
      EXPECT_TRUE(expected) << end;
    }
  }

  // Persons come, are corrected, and branches move between townships.
  void Write(int number) {
    std::mt19937 random(kSeed - number);
    const rpc::Client client = admin();
    std::vector<v1::Member> made;
    for (int n = 0; GoesOn(absl::ZeroDuration()); ++n) {
      absl::Status status;
      if (number == 0) {
        v1::MoveOrganizationRequest move;
        move.set_name(Org("e2"));
        move.set_new_superior(Org(n % 2 == 0 ? "west" : "east"));
        move.set_reason("试验");
        status = client.Call(&OrganizationStub::MoveOrganization, move).status();
      } else if (made.empty() || random() % 2 == 0) {
        auto member = Create(client, Person(number * 140 + n % 140, n % 3 == 0 ? "e2" : "e1"));
        status = member.status();
        if (member.ok()) made.push_back(*std::move(member));
      } else {
        v1::UpdateMemberRequest update;
        update.mutable_member()->set_name(made[random() % made.size()].name());
        update.mutable_member()->set_remarks(absl::StrCat("第", n, "次"));
        update.mutable_update_mask()->add_paths("remarks");
        status = client.Call(&MemberStub::UpdateMember, update).status();
      }
      written_ += status.ok();
      EXPECT_FALSE(absl::IsInternal(status)) << status;
    }
  }

  void CheckEnd(Follower& follower) {
    feed::Consumer consumer(follower.client, follower.copy, {.parent = county(), .types = follower.types});
    ASSERT_THAT(consumer.Run(), IsOk());
    EXPECT_EQ(consumer.summary().mismatches, 0);
    sync::GetDigestRequest request;
    request.set_parent(county());
    for (const std::string& type : follower.types) request.add_types(type);
    const auto theirs = Must(follower.client.Call(&sync::ChangeFeedService::Stub::GetDigest, request));
    const feed::Digest ours = Must(follower.copy.DigestOf({}));
    EXPECT_EQ(ours.count(), theirs.count());
    EXPECT_EQ(ours.sum(), theirs.sum());
    EXPECT_EQ(follower.copy.applied_twice, 0);
  }

  std::mutex mutex_;
  std::condition_variable ended_;
  bool stop_ = false;
  std::atomic<int64_t> written_ = 0;
};

TEST_F(SoakTest, EveryConsumerEndsEqual) {
  // A replica of the service, which is impatient.
  Config config = testing::TestConfig("membership", suite().database(), {});
  config.feed_slow_consumer_ms = 300;
  config.feed_checkpoint_ms = 200;
  const auto replica = Must(rpc::Server::Start(std::move(config), Definition()));
  const auto at_replica = [&](std::vector<std::string> scopes) {
    rpc::Client client(Must(rpc::OpenChannel(absl::StrCat("127.0.0.1:", replica->port()), testing::ClientTls())),
                       suite().Token({.subject = "test-soak", .roles = {"integrator"}, .scopes = std::move(scopes)}));
    client.set_wait_for_ready(true);
    return client;
  };
  Follower followers[] = {{admin(), {}},
                          {at_replica({testing::RootPath(county())}), {}, /*slow=*/true},
                          {at_replica({Path("east")}), {}},
                          {admin(), {"xianfeng.membership.v1.Member"}}};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&, i] { Follow(followers[i], i); });
  for (int i = 0; i < kWriters; ++i) threads.emplace_back([&, i] { Write(i); });

  const absl::Duration part = SoakTime() / 5;
  db::Pool pool(
      {.dsn = testing::TestPostgres::Get().Dsn(suite().database(), "membership", "app"), .schema = "membership"});
  for (int crash = 0; crash < 2; ++crash) {
    GoesOn(part);
    testing::TestPostgres::Get().Crash();
    testing::TestPostgres::Get().Restart();
  }
  GoesOn(part);
  // Connections of before the crash are found broken once.
  auto compacted = feed::Compact(pool, county().substr(9), absl::Now());
  while (absl::IsUnavailable(compacted.status())) compacted = feed::Compact(pool, county().substr(9), absl::Now());
  EXPECT_GT(Must(std::move(compacted)), 0);
  GoesOn(part * 2);
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
    ended_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(written_, 0);
  for (Follower& follower : followers) {
    SCOPED_TRACE(&follower - followers);
    CheckEnd(follower);
    std::printf("consumer %d: %zu resources, %ld runs, sent away %ld times, restarted %ld times\n",
                static_cast<int>(&follower - followers), follower.copy.resources.size(), follower.runs,
                follower.sent_away, follower.restarts);
  }
  std::printf("%ld writes\n", written_.load());
}

}  // namespace
}  // namespace xf::membership
