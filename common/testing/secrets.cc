#include "common/testing/secrets.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/auth/mint.h"
#include "common/crypto/key_file.h"
#include "common/crypto/signer.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"

namespace xf::testing {
namespace {

constexpr const char* kIssuer = "xianfeng-test";
constexpr const char* kAudience = "xianfeng";

struct Secrets {
  std::string dir = absl::StrCat(ScratchDir(), "/secrets");
  std::string jwks = dir + "/jwks.json";
  std::string keys = dir + "/keys.json";
  std::string audit_key = dir + "/audit-key.pem";
  std::string audit_trust = dir + "/audit-trust.pem";
  std::string signing_key;

  static const Secrets& Get() {
    static const Secrets& secrets = *new Secrets;
    return secrets;
  }

  Secrets() {
    std::filesystem::create_directory(dir);
    MustRun({"bash", "-c",
             absl::StrCat("set -e; . '", SourceDir(), "/deploy/local/certificates.sh'; make_certificates '", dir,
                          "' membership training rotation volunteer report")});
    signing_key = Must(auth::GenerateKey(dir)).private_file;
    if (!auth::WriteJwks({signing_key}, jwks).ok()) std::abort();
    const crypto::SigningKeyPair audit = crypto::NewSigningKeyPair();
    std::ofstream(audit_key) << audit.private_pem;
    std::ofstream(audit_trust) << audit.public_pem;
    if (!crypto::CreateKeyFile(keys, crypto::Profile::kIntl).ok()) std::abort();
  }
};

}  // namespace

std::string MintTestToken(const Who& who) {
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

rpc::TlsFiles ClientTls() {
  const std::string& dir = Secrets::Get().dir;
  return {dir + "/ca.pem", dir + "/client.pem", dir + "/client.key"};
}

Config TestConfig(const std::string& service, const std::string& database, std::map<std::string, std::string> peers) {
  const Secrets& secrets = Secrets::Get();
  Config config;
  config.service = service;
  config.database_app = TestPostgres::Get().Dsn(database, service, "app");
  config.database_owner = TestPostgres::Get().Dsn(database, service, "owner");
  config.tls_ca = secrets.dir + "/ca.pem";
  config.tls_cert = absl::StrCat(secrets.dir, "/", service, ".pem");
  config.tls_key = absl::StrCat(secrets.dir, "/", service, ".key");
  config.jwks = secrets.jwks;
  config.issuer = kIssuer;
  config.audience = kAudience;
  config.policy = SourceDir() + "/deploy/local/policy.yaml";
  config.keys = secrets.keys;
  config.audit_key = secrets.audit_key;
  config.audit_trust = secrets.audit_trust;
  config.rules = absl::StrCat(SourceDir(), "/services/", service, "/rules");
  config.peers = std::move(peers);
  config.reflection = true;
  return config;
}

}  // namespace xf::testing
