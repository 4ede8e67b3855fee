// A server with files of its own, for tests that change certificates, keys and policy while it runs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/auth/mint.h"
#include "common/base/file.h"
#include "common/base/ids.h"
#include "common/obs/log.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"

namespace xf::membership {

class OwnServer {
 public:
  static constexpr const char* kCounty = "counties/990001";

  OwnServer() : dir_(absl::StrCat(testing::ScratchDir(), "/own-", NewUuid())) {
    std::filesystem::create_directory(dir_);
    const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
    config = testing::TestConfig("membership", database, {});
    const std::filesystem::path secrets = std::filesystem::path(config.tls_ca).parent_path();
    for (const char* name : {"ca.pem", "ca.key", "membership.pem", "membership.key", "client.pem", "client.key"}) {
      std::filesystem::copy_file(secrets / name, File(name));
    }
    config.tls_ca = File("ca.pem");
    config.tls_cert = File("membership.pem");
    config.tls_key = File("membership.key");
    config.tls_reload_seconds = 1;
    signing_key_ = testing::Must(auth::GenerateKey(dir_)).private_file;
    config.jwks = File("jwks.json");
    Publish({signing_key_});
    Copy(config.policy, "policy.yaml");
    config.policy = File("policy.yaml");
    Copy(config.keys, "keys.json");
    Copy(std::filesystem::path(config.keys).parent_path() / "master-1.key", "master-1.key");
    config.keys = File("keys.json");
  }
  ~OwnServer() {
    server.reset();
    std::filesystem::remove_all(dir_);
  }

  // Starts what `config` says.
  void Start() { server = testing::Must(rpc::Server::Start(config, Definition())); }

  std::string File(absl::string_view name) const { return absl::StrCat(dir_, "/", name); }
  void Write(absl::string_view name, absl::string_view text) {
    if (!WriteFile(File(name), text).ok()) std::abort();
  }
  std::string Read(absl::string_view name) const { return testing::Must(ReadFile(File(name))); }
  // Publishes the public halves of private keys as the key set.
  void Publish(const std::vector<std::string>& private_files) {
    if (!auth::WriteJwks(private_files, config.jwks).ok()) std::abort();
  }
  const std::string& signing_key() const { return signing_key_; }

  // A token of the county's administrator, signed by any key.
  std::string Token(const std::string& key, std::vector<std::string> roles = {"county_admin"}) const {
    const absl::Time now = absl::Now();
    return testing::Must(auth::MintToken(key, "",
                                         {.subject = "own-person",
                                          .roles = std::move(roles),
                                          .scopes = {testing::RootPath(kCounty)},
                                          .issuer = config.issuer,
                                          .audience = config.audience,
                                          .expires = now + absl::Hours(1),
                                          .not_before = now - absl::Minutes(1),
                                          .issued = now}));
  }

  // A new connection as the plain client, or with other files.
  rpc::Client Connect(const std::string& token) const {
    return Connect(token, {File("ca.pem"), File("client.pem"), File("client.key")});
  }
  rpc::Client Connect(const std::string& token, const rpc::TlsFiles& tls) const {
    return rpc::Client(testing::Must(rpc::OpenChannel(absl::StrCat("127.0.0.1:", server->port()), tls)), token);
  }
  // A call that needs the database and a token.
  static absl::Status Ask(const rpc::Client& client) {
    v1::ListMembersRequest request;
    request.set_parent(kCounty);
    return client.Call(&MemberStub::ListMembers, request, absl::Seconds(5)).status();
  }

  Config config;
  std::unique_ptr<rpc::Server> server;

 private:
  void Copy(const std::string& from, absl::string_view name) { std::filesystem::copy_file(from, File(name)); }

  const std::string dir_;
  std::string signing_key_;
};

// The log's lines while it lives. One at a time.
class LogLines {
 public:
  LogLines() {
    Lines().clear();
    obs::SetLogSink([](const std::string& line) {
      const std::lock_guard lock(Mutex());
      Lines().push_back(line);
    });
  }
  ~LogLines() {
    obs::FlushLog();
    obs::SetLogSink(nullptr);
  }
  // All so far.
  std::string Text() const {
    obs::FlushLog();
    const std::lock_guard lock(Mutex());
    std::string text;
    for (const std::string& line : Lines()) text += line;
    return text;
  }
  bool Has(const std::string& text) const { return Text().find(text) != std::string::npos; }

 private:
  static std::mutex& Mutex() {
    static std::mutex mutex;
    return mutex;
  }
  static std::vector<std::string>& Lines() {
    static auto& lines = *new std::vector<std::string>;
    return lines;
  }
};

// Asks again until `probe` says so, at most 30 s.
template <typename Probe>
bool Eventually(Probe probe) {
  const absl::Time until = absl::Now() + absl::Seconds(30);
  while (absl::Now() < until) {
    if (probe()) return true;
  }
  return false;
}

}  // namespace xf::membership
