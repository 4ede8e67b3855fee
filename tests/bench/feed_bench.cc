// Benchmarks `feed` and `import` on a real xf-membership over mTLS: catching up with a county's changes beside a raw
// COPY of the same rows to a client, the time from commit to consumer at 200 commits a second, and ImportMembers, with
// encryption, feed and audit on, beside a raw COPY of the same table. Each pair is measured in the same run on the same
// machine.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/testing/postgres.h"
#include "common/testing/process.h"
#include "common/testing/secrets.h"
#include "tests/bench/county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::bench {
namespace {

namespace sync = xianfeng::sync::v1;
using FeedStub = sync::ChangeFeedService::Stub;

double Seconds(absl::Time since) { return absl::ToDoubleSeconds(absl::Now() - since); }

struct Bench {
  rpc::Client client;
  std::string superuser;
  int members;
  int latency_seconds;
  nlohmann::json results = nlohmann::json::array();

  void Report(const std::string& bench, const std::string& name, const std::string& unit, double value, double limit,
              double target) {
    results.push_back({{"bench", bench},
                       {"name", name},
                       {"unit", unit},
                       {"value", value},
                       {"limit", limit},
                       {"ratio", value / limit},
                       {"target", target}});
    std::printf("%-7s %-20s %10.1f %-9s limit %10.1f  ratio %.3f  target %.2f\n", bench.c_str(), name.c_str(), value,
                unit.c_str(), limit, value / limit, target);
    std::fflush(stdout);
  }

  // Seconds that psql takes for a file of test_sql/, less those for nothing.
  double Psql(const std::string& file, const std::string& in = "/dev/null", const std::string& to = "/dev/null") const {
    const auto run = [&](const std::string& what) {
      const absl::Time start = absl::Now();
      testing::MustRun({"sh", "-c",
                        absl::StrCat("PGOPTIONS='-c search_path=membership,public' psql -qXAt -v ON_ERROR_STOP=1 '",
                                     superuser, "' ", what, " <", in, " >", to)});
      return Seconds(start);
    };
    const double nothing = run("-c ''");
    return run(absl::StrCat("-f ", testing::SourceDir(), "/tests/bench/test_sql/", file)) - nothing;
  }

  // The number that a file of test_sql/ answers.
  double PsqlNumber(const std::string& file) const {
    const std::string answer = testing::ScratchDir() + "/number";
    Psql(file, "/dev/null", answer);
    double number = 0;
    std::ifstream(answer) >> number;
    return number;
  }

  sync::SubscribeRequest From(const std::string& cursor) const {
    sync::SubscribeRequest request;
    request.set_parent(kParent);
    request.set_cursor(cursor);
    return request;
  }
  sync::Checkpoint Head() const {
    sync::GetFeedHeadRequest request;
    request.set_parent(kParent);
    return Must(client.Call(&FeedStub::GetFeedHead, request)).head();
  }

  // What is sent lies ready, as what is copied does.
  void ImportMembers() {
    MakeCounty(client);
    std::vector<v1::ImportMembersRequest> chunks = ChunksOf(members);
    const absl::Time start = absl::Now();
    Import(client, std::move(chunks));
    const double ours = members / Seconds(start);
    const std::string rows = testing::ScratchDir() + "/members.copy";
    Psql("unload_members.sql", "/dev/null", rows);
    double copy = 1e9, unreferenced = 1e9, tables = 1e9;
    for (int i = 0; i < 3; ++i) {
      copy = std::min(copy, Psql("copy_members.sql", rows));
      unreferenced = std::min(unreferenced, Psql("copy_unreferenced.sql", rows));
      tables = std::min(tables, PsqlNumber("insert_tables.sql"));
    }
    Report("import", "ImportMembers", "rows/s", ours, members / copy, 0.15);
    Report("import", "beside no reference", "rows/s", ours, members / unreferenced, 0);
    Report("import", "beside all tables", "rows/s", ours, members / tables, 0);
  }

  void CatchUp() {
    const int64_t head = Head().revision();
    double best = 1e9, copy = 1e9;
    for (int i = 0; i < 3; ++i) {
      const absl::Time start = absl::Now();
      int64_t seen = 0;
      const absl::Status end =
          client.Read(&FeedStub::Subscribe, From(""), std::function<bool(sync::SubscribeResponse&)>([&](auto& message) {
            seen += message.changes_size();
            return seen < head;
          }));
      if (!end.ok()) Must(absl::StatusOr<int>(end));
      best = std::min(best, Seconds(start));
      copy = std::min(copy, Psql("copy_changes.sql"));
    }
    const auto changes = static_cast<double>(head);
    Report("feed", "catch-up", "changes/s", changes / best, changes / copy, 0.3);
  }

  void Latency() {
    constexpr int kRate = 200;
    const int commits = kRate * latency_seconds;
    std::vector<double> millis;
    const sync::Checkpoint head = Head();
    std::thread consumer([&] {
      (void)client.Read(&FeedStub::Subscribe, From(head.cursor()),
                        std::function<bool(sync::SubscribeResponse&)>([&](auto& message) {
                          const absl::Time now = absl::Now();
                          for (const auto& change : message.changes()) {
                            const auto& at = change.commit_time();
                            millis.push_back(absl::ToDoubleMilliseconds(now - absl::FromUnixSeconds(at.seconds()) -
                                                                        absl::Nanoseconds(at.nanos())));
                          }
                          return static_cast<int>(millis.size()) < commits;
                        }));
    });
    const absl::Time start = absl::Now();
    for (int n = 0; n < commits; ++n) {
      absl::SleepFor(start + absl::Seconds(1) * n / kRate - absl::Now());
      v1::UpdateMemberRequest request;
      request.mutable_member()->set_name(MemberName(n % members));
      request.mutable_member()->set_remarks(absl::StrCat("第", n, "次"));
      request.mutable_update_mask()->add_paths("remarks");
      Must(client.Call(&v1::MemberService::Stub::UpdateMember, request));
    }
    const double rate = commits / Seconds(start);
    consumer.join();
    std::sort(millis.begin(), millis.end());
    const double p50 = millis[millis.size() / 2], p99 = millis[millis.size() * 99 / 100];
    results.push_back({{"bench", "feed"},
                       {"name", "commit-to-consumer"},
                       {"unit", "ms"},
                       {"p50", p50},
                       {"value", p99},
                       {"limit", 50},
                       {"ratio", p99 / 50},
                       {"commits_per_second", rate}});
    std::printf("feed    commit-to-consumer p50 %.1f ms, p99 %.1f ms at %.0f commits/s, target p99 50 ms\n", p50, p99,
                rate);
  }
};

int Main(int argc, char** argv) {
  CLI::App cli("Benchmarks feed and import: the change feed and bulk import beside raw COPY");
  bool quick = false;
  std::string out;
  cli.add_flag("--quick", quick, "10,000 members instead of 50,000");
  cli.add_option("--out", out, "Write the measurements here, JSON");
  CLI11_PARSE(cli, argc, argv);

  const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
  testing::ServiceProcess server(testing::TestConfig("membership", database, {}));
  rpc::Client client(Must(rpc::OpenChannel(server.address(), testing::ClientTls())),
                     testing::MintTestToken({.scopes = {kRoot}}));
  client.set_wait_for_ready(true);
  Bench bench{.client = client,
              .superuser = testing::TestPostgres::Get().Dsn(database, "membership", "superuser"),
              .members = quick ? 10'000 : 50'000,
              .latency_seconds = quick ? 3 : 10};
  bench.ImportMembers();
  bench.CatchUp();
  bench.Latency();
  if (!out.empty()) std::ofstream(out) << bench.results.dump(2) << "\n";
  return 0;
}

}  // namespace
}  // namespace xf::bench

int main(int argc, char** argv) { return xf::bench::Main(argc, argv); }
