// SIGTERM on the real binary with open streams.
#include <thread>

#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

namespace sync = xianfeng::sync::v1;
using testing::Must;

TEST(DrainTest, SigtermWith50OpenStreamsEndsWithin5SecondsAndEveryStreamIsResumable) {
  const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
  auto server = std::make_unique<testing::ServiceProcess>(testing::TestConfig("membership", database, {}));
  rpc::Client client(Must(rpc::OpenChannel(server->address(), testing::ClientTls())),
                     testing::MintTestToken({.scopes = {"99.9900.990099"}}));
  client.set_wait_for_ready(true);
  std::atomic<int> open = 0, resumable = 0;
  std::mutex mutex;
  std::condition_variable opened;
  std::vector<std::thread> streams;
  for (int i = 0; i < 50; ++i) {
    streams.emplace_back([&] {
      sync::SubscribeRequest request;
      request.set_parent("counties/990099");
      const absl::Status end = client.Read(&sync::ChangeFeedService::Stub::Subscribe, request,
                                           std::function<bool(sync::SubscribeResponse&)>([&](auto&) {
                                             std::lock_guard lock(mutex);
                                             ++open;
                                             opened.notify_all();
                                             return true;
                                           }));
      if (absl::IsUnavailable(end) && ReasonOf(end) == errors::REASON_SHUTTING_DOWN) ++resumable;
    });
  }
  {
    // Each stream's first checkpoint tells that it is open.
    std::unique_lock lock(mutex);
    opened.wait(lock, [&] { return open >= 50; });
  }
  const absl::Time start = absl::Now();
  server.reset();  // SIGTERM, and waits.
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  for (std::thread& stream : streams) stream.join();
  EXPECT_EQ(resumable, 50);
}

}  // namespace
}  // namespace xf::membership
