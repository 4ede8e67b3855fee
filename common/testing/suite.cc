#include "common/testing/suite.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/mint.h"
#include "common/base/config.h"
#include "common/base/ids.h"
#include "common/rpc/server.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"

namespace xf::testing {
namespace {

constexpr const char* kIssuer = "xianfeng-test";
constexpr const char* kAudience = "xianfeng";

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "test suite: %s %s\n", value.status().ToString().c_str(), TruthOf(value.status()).c_str());
    std::abort();
  }
  return *std::move(value);
}

// Certificates, signing and sealing keys of this process, made once with the launcher's own script.
struct Secrets {
  std::string dir = absl::StrCat(ScratchDir(), "/secrets");
  std::string signing_key, jwks, keys;

  static const Secrets& Get() {
    static const Secrets& secrets = *new Secrets;
    return secrets;
  }

  Secrets() : jwks(dir + "/jwks.json"), keys(dir + "/keys.json") {
    std::filesystem::create_directory(dir);
    MustRun({"bash", "-c", absl::StrCat("set -e; . '", SourceDir(), "/deploy/local/certificates.sh'; make_certificates '",
                                        dir, "' membership training rotation volunteer report")});
    signing_key = Must(auth::GenerateKey(dir)).private_file;
    if (!auth::WriteJwks({signing_key}, jwks).ok()) std::abort();
    std::ofstream(keys) << R"({"profile":"intl","active":"k1","keys":{"k1":")" << absl::Base64Escape(RandomBytes(32))
                        << R"("},"index_key":")" << absl::Base64Escape(RandomBytes(32)) << R"("})";
  }
};

}  // namespace

std::string RootPath(absl::string_view county) {
  const std::string code = api::CountyOf(county);
  return absl::StrCat(code.substr(0, 2), ".", code.substr(0, 4), ".", code);
}

struct Suite::Impl {
  std::string database;
  std::string service;
  std::map<std::string, std::string> addresses;
  std::vector<std::unique_ptr<ServiceProcess>> peers;
  std::unique_ptr<rpc::Server> server;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels;

  Config ConfigOf(const std::string& name) const {
    const Secrets& secrets = Secrets::Get();
    Config config;
    config.service = name;
    config.database_app = TestPostgres::Get().Dsn(database, name, "app");
    config.database_owner = TestPostgres::Get().Dsn(database, name, "owner");
    config.pool = 4;
    config.tls_ca = secrets.dir + "/ca.pem";
    config.tls_cert = absl::StrCat(secrets.dir, "/", name, ".pem");
    config.tls_key = absl::StrCat(secrets.dir, "/", name, ".key");
    config.jwks = secrets.jwks;
    config.issuer = kIssuer;
    config.audience = kAudience;
    config.policy = SourceDir() + "/deploy/local/policy.yaml";
    config.keys = secrets.keys;
    config.rules = absl::StrCat(SourceDir(), "/services/", name, "/rules");
    config.peers = addresses;
    config.reflection = true;
    return config;
  }
};

Suite::Suite(const rpc::Definition& definition, const std::vector<std::string>& peers)
    : impl_(std::make_unique<Impl>()) {
  impl_->service = std::string(definition.name);
  impl_->database = TestPostgres::Get().CreateDatabase(definition.name);
  for (const std::string& peer : peers) {
    TestPostgres::Get().AddService(impl_->database, peer);
    Config config = impl_->ConfigOf(peer);
    impl_->peers.push_back(std::make_unique<ServiceProcess>(config));
    impl_->addresses[peer] = impl_->peers.back()->address();
  }
  impl_->server = Must(rpc::Server::Start(impl_->ConfigOf(impl_->service), definition));
  impl_->addresses[impl_->service] = absl::StrCat("127.0.0.1:", impl_->server->port());
  const Secrets& secrets = Secrets::Get();
  const rpc::TlsFiles tls{secrets.dir + "/ca.pem", secrets.dir + "/client.pem", secrets.dir + "/client.key"};
  for (const auto& [name, address] : impl_->addresses) impl_->channels[name] = Must(rpc::OpenChannel(address, tls));
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

std::string Suite::Token(const Who& who) const {
  const absl::Time now = absl::Now();
  return Must(auth::MintToken(Secrets::Get().signing_key, "",
                              {.subject = who.subject,
                               .roles = who.roles,
                               .scopes = who.scopes,
                               .issuer = kIssuer,
                               .audience = kAudience,
                               .expires = now + absl::Hours(1),
                               .not_before = now - absl::Minutes(1),
                               .issued = now}));
}

std::string Suite::NewCounty() {
  static std::atomic<int> next = 0;
  return absl::StrCat("counties/99", absl::Dec(++next, absl::kZeroPad4));
}

std::string Suite::dsn() const { return TestPostgres::Get().Dsn(impl_->database, impl_->service, "superuser"); }
rpc::Server& Suite::server() { return *impl_->server; }

}  // namespace xf::testing
