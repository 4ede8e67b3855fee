#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"
#include "common/obs/ops_server.h"
#include "common/obs/trace.h"

namespace xf::obs {
namespace {

using ::testing::HasSubstr;

std::mutex lines_mutex;
std::vector<std::string> lines;

TEST(LogTest, EveryLineIsOneJsonObject) {
  SetLogSink([](const std::string& line) {
    std::lock_guard lock(lines_mutex);
    lines.push_back(line);
  });
  Log(Severity::kWarning, "two\nlines \"quoted\" \xff",
      {{"ms", 1.5}, {"count", int64_t{3}}, {"done", true}, {"who", "李"}});
  FlushLog();
  SetLogSink(nullptr);
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].find('\n'), lines[0].size() - 1);
  const auto entry = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(entry["severity"], "WARNING");
  EXPECT_EQ(entry["ms"], 1.5);
  EXPECT_EQ(entry["count"], 3);
  EXPECT_EQ(entry["done"], true);
  EXPECT_EQ(entry["who"], "李");
}

TEST(TraceTest, GoesOnWithAGoodHeaderAndBeginsAnewOtherwise) {
  const std::string header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const Trace trace = ContinueTrace(header);
  EXPECT_EQ(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_NE(trace.parent_id, "00f067aa0ba902b7");
  EXPECT_EQ(ContinueTrace(trace.Header()).trace_id, trace.trace_id);
  for (const char* bad : {"", "00-xyz", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                          "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"}) {
    EXPECT_NE(ContinueTrace(bad).trace_id, "4bf92f3577b34da6a3ce929d0e0e4736") << bad;
    EXPECT_EQ(ContinueTrace(bad).trace_id.size(), 32) << bad;
  }
}

TEST(MetricsTest, ASeriesIsThereBeforeItsFirstCall) {
  RpcMetrics metrics("unary", "test.v1.Service", "Method");
  EXPECT_THAT(MetricsText(),
              HasSubstr(R"(grpc_server_handled_total{grpc_code="PermissionDenied",grpc_method="Method",)"));
  metrics.Started();
  metrics.Handled(absl::StatusCode::kNotFound, absl::Milliseconds(7));
  EXPECT_THAT(
      MetricsText(),
      HasSubstr(R"(grpc_code="NotFound",grpc_method="Method",grpc_service="test.v1.Service",grpc_type="unary"} 1)"));
}

TEST(OpsServerTest, LivesWithoutTheDatabaseAndSaysWhatIsMissing) {
  std::atomic<bool> ready = false;
  auto server =
      OpsServer::Start("127.0.0.1:0", [&] { return ready ? absl::OkStatus() : absl::UnavailableError("no database"); });
  ASSERT_TRUE(server.ok()) << server.status();
  httplib::Client client("127.0.0.1", (*server)->port());
  EXPECT_EQ(client.Get("/healthz")->status, 200);
  EXPECT_EQ(client.Get("/readyz")->status, 503);
  EXPECT_THAT(client.Get("/readyz")->body, HasSubstr("no database"));
  ready = true;
  EXPECT_EQ(client.Get("/readyz")->status, 200);
  EXPECT_THAT(client.Get("/metrics")->body, HasSubstr("grpc_server_started_total"));
}

TEST(OpsServerTest, ATakenPortIsAnError) {
  auto first = OpsServer::Start("127.0.0.1:0", [] { return absl::OkStatus(); });
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(OpsServer::Start(absl::StrCat("127.0.0.1:", (*first)->port()), [] { return absl::OkStatus(); }).ok());
  EXPECT_FALSE(OpsServer::Start("nonsense", [] { return absl::OkStatus(); }).ok());
}

}  // namespace
}  // namespace xf::obs
