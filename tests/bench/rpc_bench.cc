// Benchmark `rpc`: GetMember and ListMembers of a real xf-membership over mTLS with token, scope, log and metrics, at
// 1, 16 and 64 calls in flight, beside the same server's Health/Check, `pgbench -M prepared` of the same statement
// under row-level security, the composite limit 1 / (1/health + 1/pgbench), and, for GetMember, a bare server of the
// same statement (bare_server.cc), all in the same run on the same machine.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"
#include "common/testing/secrets.h"
#include "health/v1/health.grpc.pb.h"
#include "tests/bench/closed_loop.h"
#include "tests/bench/county.h"
#include "tests/bench/cpu.h"
#include "tests/bench/test_sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::bench {
namespace {

namespace v1 = xianfeng::membership::v1;
namespace health = grpc::health::v1;
using testing::Must;

constexpr int kConnections = 4;

// Transactions a second of pgbench with a script, under the app role and the county's scope.
double Pgbench(const std::string& dsn, const std::string& script, int clients, int seconds) {
  const std::string file = testing::ScratchDir() + "/script.sql";
  std::ofstream(file) << script;
  const std::string out = testing::ScratchDir() + "/pgbench.log";
  testing::MustRun(
      {"sh", "-c",
       absl::StrCat("PGOPTIONS='-c xf.scope=", kRoot, " -c search_path=membership,public' ",
                    "/usr/lib/postgresql/15/bin/pgbench -n -M prepared -c ", clients, " -j ", std::min(clients, 2),
                    " -T ", seconds, " -f ", file, " '", dsn, "' > ", out, " 2>&1")});
  std::stringstream text;
  text << std::ifstream(out).rdbuf();
  const std::string log = text.str();
  const size_t at = log.find("tps = ");
  double tps = 0;
  if (at == std::string::npos || !absl::SimpleAtod(log.substr(at + 6, log.find(' ', at + 6) - at - 6), &tps)) {
    std::cerr << log;
    std::exit(1);
  }
  return tps;
}

// The service's own statement with pgbench's variables in place of its parameters.
std::string Script(const std::string& file, int members) {
  std::stringstream sql;
  sql << std::ifstream(testing::SourceDir() + "/services/membership/sql/queries/" + file).rdbuf();
  std::string text = absl::StrReplaceAll(sql.str(), {{":county", absl::StrCat("'", kCounty, "'")},
                                                     {":after_path", "''"},
                                                     {":after_id", "''"},
                                                     {":page_limit", "51"},
                                                     {":filter_organization_id", "NULL"},
                                                     {":filter_state", "NULL"},
                                                     {":filter_member_kind", "NULL"},
                                                     {":filter_sector", "NULL"},
                                                     {":filter_residence_division", "NULL"},
                                                     {":id", "'m' || lpad((:n)::text, 5, '0')"}});
  return absl::StrCat("\\set n random(0, ", members - 1, ")\n", text, ";\n");
}

// Processor time by who took it: in seconds, or in microseconds a call.
struct Cpu {
  double client = 0, server = 0, postgres = 0;
};

struct Bench {
  int seconds;
  int members;
  int server_pid;
  int postgres_pid;
  std::string token;
  std::string dsn;
  std::vector<int> in_flights = {1, 16, 64};
  std::vector<std::shared_ptr<grpc::Channel>> channels, bare_channels;
  nlohmann::json results = nlohmann::json::array();

  Rate Health(int in_flight) {
    std::vector<std::unique_ptr<health::Health::Stub>> stubs;
    for (const auto& channel : channels) stubs.push_back(health::Health::NewStub(channel));
    ClosedLoop<health::HealthCheckRequest, health::HealthCheckResponse> loop(
        "",
        [&](int lane, auto* context, auto* request, auto* response, auto done) {
          stubs[lane % stubs.size()]->async()->Check(context, request, response, std::move(done));
        },
        [](auto&, int64_t) {});
    return loop.Run(in_flight, absl::Seconds(seconds));
  }

  Cpu Taken() const {
    return {ReadProcess(getpid()).seconds, ReadProcess(server_pid).seconds, ChildrenSeconds(postgres_pid)};
  }

  template <typename Request, typename Response, typename Method>
  std::pair<Rate, Cpu> Members(const std::vector<std::shared_ptr<grpc::Channel>>& to, Method method,
                               const std::function<void(Request&, int64_t)>& fill, int in_flight) {
    std::vector<std::unique_ptr<v1::MemberService::Stub>> stubs;
    for (const auto& channel : to) stubs.push_back(v1::MemberService::NewStub(channel));
    ClosedLoop<Request, Response> loop(
        token,
        [&](int lane, auto* context, auto* request, auto* response, auto done) {
          method(*stubs[lane % stubs.size()], context, request, response, std::move(done));
        },
        fill);
    std::vector<Cpu> taken;
    const Rate rate = loop.Run(in_flight, absl::Seconds(seconds), [&] { taken.push_back(Taken()); });
    const auto each = [&](double Cpu::*who) { return (taken[1].*who - taken[0].*who) * 1e6 / rate.calls; };
    return {rate, {each(&Cpu::client), each(&Cpu::server), each(&Cpu::postgres)}};
  }

  void Report(const std::string& name, int in_flight, const std::pair<Rate, Cpu>& measured, double health,
              double pgbench, std::optional<double> bare = std::nullopt) {
    const auto& [rate, cpu] = measured;
    const double limit = 1 / (1 / health + 1 / pgbench);
    results.push_back({{"bench", "rpc"},
                       {"name", name},
                       {"in_flight", in_flight},
                       {"value", rate.per_second},
                       {"unit", "calls/s"},
                       {"errors", rate.errors},
                       {"health", health},
                       {"pgbench", pgbench},
                       {"limit", limit},
                       {"ratio", rate.per_second / limit},
                       {"cpu_us", {{"client", cpu.client}, {"server", cpu.server}, {"postgres", cpu.postgres}}}});
    std::printf(
        "%-12s %3d in flight  %8.0f/s  health %8.0f/s  pgbench %8.0f/s  composite %8.0f/s  ratio %.2f  "
        "cpu/call: client %.0f, server %.0f, postgres %.0f us%s\n",
        name.c_str(), in_flight, rate.per_second, health, pgbench, limit, rate.per_second / limit, cpu.client,
        cpu.server, cpu.postgres, rate.errors > 0 ? "  ERRORS" : "");
    if (bare) {
      results.back()["bare"] = *bare;
      results.back()["ratio_to_bare"] = rate.per_second / *bare;
      std::printf("%-12s %3d in flight  %8.0f/s of a bare server, %.2f of the limit: the service does %.2f of it\n", "",
                  in_flight, *bare, *bare / limit, rate.per_second / *bare);
    }
    std::fflush(stdout);
  }

  void Run() {
    const auto get = [this](v1::GetMemberRequest& request, int64_t call) {
      request.set_name(MemberName(call * 7919 % members));
    };
    const auto list = [](v1::ListMembersRequest& request, int64_t) {
      request.set_parent(absl::StrCat("counties/", kCounty));
      request.set_page_size(50);
    };
    const auto get_call = [](auto& stub, auto* context, auto* request, auto* response, auto done) {
      stub.async()->GetMember(context, request, response, std::move(done));
    };
    const auto list_call = [](auto& stub, auto* context, auto* request, auto* response, auto done) {
      stub.async()->ListMembers(context, request, response, std::move(done));
    };
    for (const int in_flight : in_flights) {
      const double check = Health(in_flight).per_second;
      const int clients = std::min(in_flight, 16);
      const double get_limit = Pgbench(dsn, Script("get_member.sql", members), clients, seconds);
      const auto bare = Members<v1::GetMemberRequest, v1::Member>(bare_channels, get_call, get, in_flight);
      Report("GetMember", in_flight, Members<v1::GetMemberRequest, v1::Member>(channels, get_call, get, in_flight),
             check, get_limit, bare.first.per_second);
      const double list_limit = Pgbench(dsn, Script("list_members.sql", members), clients, seconds);
      Report("ListMembers", in_flight,
             Members<v1::ListMembersRequest, v1::ListMembersResponse>(channels, list_call, list, in_flight), check,
             list_limit);
    }
  }
};

int Main(int argc, char** argv) {
  CLI::App cli("Benchmark rpc: the adapter beside its limits");
  bool quick = false;
  int pool = Config{}.pool;
  std::vector<int> in_flights = {1, 16, 64};
  std::string out;
  cli.add_flag("--quick", quick, "One second a measurement instead of four");
  cli.add_option("--pool", pool, "Connections of the server, and threads that use them");
  cli.add_option("--in-flight", in_flights, "Calls in flight; several may be given");
  cli.add_option("--out", out, "Write the measurements here, JSON");
  CLI11_PARSE(cli, argc, argv);

  const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
  Config config = testing::TestConfig("membership", database, {});
  config.pool = pool;
  testing::ServiceProcess server(config);
  Bench bench{.seconds = quick ? 1 : 4,
              .members = 10'000,
              .server_pid = server.pid(),
              .postgres_pid = testing::TestPostgres::Get().pid(),
              .in_flights = in_flights};
  bench.token = testing::MintTestToken({.scopes = {kRoot}});
  bench.dsn = testing::TestPostgres::Get().Dsn(database, "membership", "app");
  for (int i = 0; i < kConnections; ++i)
    bench.channels.push_back(Must(rpc::OpenChannel(server.address(), testing::ClientTls())));
  Config bare_config = config;
  bare_config.service = "bare";
  testing::ServiceProcess bare(bare_config);
  for (int i = 0; i < kConnections; ++i)
    bench.bare_channels.push_back(Must(rpc::OpenChannel(bare.address(), testing::ClientTls())));
  rpc::Client client(bench.channels[0], bench.token);
  client.set_wait_for_ready(true);
  Load(client, bench.members);
  testing::TestPostgres::Get().Psql(database, test_sql::kTakeStatistics);
  bench.Run();
  if (!out.empty()) std::ofstream(out) << bench.results.dump(2) << "\n";
  return 0;
}

}  // namespace
}  // namespace xf::bench

int main(int argc, char** argv) { return xf::bench::Main(argc, argv); }
