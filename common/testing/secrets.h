// Certificates, signing and sealing keys of a test process, made once with the launcher's own script; and the config
// that a service needs to run with them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/config.h"
#include "common/rpc/client.h"

namespace xf::testing {

// Who a test's caller is.
struct Who {
  std::string subject = "test-admin";
  // Roles of deploy/local/policy.yaml.
  std::vector<std::string> roles = {"county_admin"};
  // Organization paths; at most four.
  std::vector<std::string> scopes;
};

// A signed token, valid for an hour.
std::string MintTestToken(const Who& who);

// Certificate of a plain client, nobody of the policy.
rpc::TlsFiles ClientTls();

// Config of `service` on a database of TestPostgres, on a free port, with these peers.
Config TestConfig(const std::string& service, const std::string& database, std::map<std::string, std::string> peers);

}  // namespace xf::testing
