#include "common/testing/suite.h"

#include <atomic>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/db/statement.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"

namespace xf::testing {

namespace {

// Statements of the services that this binary has put under test.
std::set<std::pair<std::string, const db::Query*>>& Queries() {
  static auto& queries = *new std::set<std::pair<std::string, const db::Query*>>;
  return queries;
}

// Every .sql file is prepared and executed by some test. Judged when all tests of the binary ran, and only where the
// binary is that of the service: ctest names it XF_EVERY_QUERY.
class EveryQueryRuns : public ::testing::Environment {
  void TearDown() override {
    if (std::getenv("XF_EVERY_QUERY") == nullptr || ::testing::GTEST_FLAG(filter) != "*") return;
    for (const auto& [service, query] : Queries()) {
      EXPECT_TRUE(db::Compile(*query).executed) << service << ": no test runs " << query->name << ".sql";
    }
  }
};

[[maybe_unused]] auto* const every_query = ::testing::AddGlobalTestEnvironment(new EveryQueryRuns);

}  // namespace

std::string RootPath(absl::string_view county) {
  const std::string code = api::CountyOf(county);
  return absl::StrCat(code.substr(0, 2), ".", code.substr(0, 4), ".", code);
}

struct Suite::Impl {
  // A peer, with the config by which it can be started again.
  struct Peer {
    Config config;
    std::unique_ptr<ServiceProcess> process;
  };

  std::string database;
  std::string service;
  rpc::Definition definition;
  Config config;
  std::map<std::string, Peer, std::less<>> peers;
  std::unique_ptr<rpc::Server> server;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels;
};

Suite::Suite(const rpc::Definition& definition, const std::vector<std::string>& peers)
    : impl_(std::make_unique<Impl>()) {
  impl_->service = std::string(definition.name);
  for (const db::Query& query : definition.queries) Queries().insert({impl_->service, &query});
  impl_->database = TestPostgres::Get().CreateDatabase(definition.name);
  std::map<std::string, std::string> addresses;
  for (const std::string& peer : peers) {
    TestPostgres::Get().AddService(impl_->database, peer);
    Impl::Peer& started = impl_->peers[peer];
    started.config = TestConfig(peer, impl_->database, addresses);
    started.process = std::make_unique<ServiceProcess>(started.config);
    started.config.listen = addresses[peer] = started.process->address();
  }
  impl_->definition = definition;
  impl_->config = TestConfig(impl_->service, impl_->database, addresses);
  impl_->config.pool = 4;
  impl_->server = Must(rpc::Server::Start(impl_->config, definition));
  impl_->config.listen = absl::StrCat("127.0.0.1:", impl_->server->port());
  addresses[impl_->service] = absl::StrCat("127.0.0.1:", impl_->server->port());
  for (const auto& [name, address] : addresses) impl_->channels[name] = Must(rpc::OpenChannel(address, ClientTls()));
}

Suite::~Suite() { impl_->server.reset(); }

rpc::Client Suite::As(const Who& who, absl::string_view service) const {
  rpc::Client client(impl_->channels.at(service.empty() ? impl_->service : std::string(service)), Token(who));
  client.set_wait_for_ready(true);
  return client;
}

rpc::Client Suite::Admin(absl::string_view county, absl::string_view service) const {
  return As({.scopes = {RootPath(county)}}, service);
}

rpc::Client Suite::Clerk(absl::string_view org_path, absl::string_view service) const {
  return As({.subject = "test-clerk", .roles = {"clerk"}, .scopes = {std::string(org_path)}}, service);
}

std::string Suite::Token(const Who& who) const { return MintTestToken(who); }

std::string Suite::NewCounty() {
  static std::atomic<int> next = 0;
  return absl::StrCat("counties/99", absl::Dec(++next, absl::kZeroPad4));
}

const std::string& Suite::database() const { return impl_->database; }
std::string Suite::dsn() const { return TestPostgres::Get().Dsn(impl_->database, impl_->service, "superuser"); }
rpc::Server& Suite::server() { return *impl_->server; }

void Suite::Restart() {
  impl_->server.reset();
  impl_->server = Must(rpc::Server::Start(impl_->config, impl_->definition));
}

void Suite::StopPeer(absl::string_view service) { impl_->peers.find(service)->second.process.reset(); }

void Suite::StartPeer(absl::string_view service) {
  Impl::Peer& peer = impl_->peers.find(service)->second;
  peer.process = std::make_unique<ServiceProcess>(peer.config);
}

}  // namespace xf::testing
