// The policy file: what each role may do, and which services may call without a person. YAML:
//
//   roles:
//     clerk: ["membership.*.*", "!*.*.export"]
//   separate: [system_admin, security_admin, audit_admin]   # a token that carries one of these carries nothing else
//   limits:                                                 # by role or SAN; who is not listed has none
//     clerk: {per_second: 50, burst: 200, per_day: 100000}  # per_day is optional
//   services:
//     spiffe://xianfeng/report: {description: …, permissions: ["sync.feed.read"], scopes: ["43"]}
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/permission.h"
#include "common/auth/principal.h"

namespace xf::auth {

// What a service may do when it speaks for itself.
struct ServicePolicy {
  std::string description;
  Grant grant;
  std::vector<std::string> scopes;
};

class Policy {
 public:
  // Errors name what is wrong: an unknown key, a malformed pattern, scope or limit, a role of `separate` or `limits`
  // that does not exist, two separate roles that may do the same thing.
  static absl::StatusOr<std::shared_ptr<const Policy>> Parse(const std::string& yaml);
  static absl::StatusOr<std::shared_ptr<const Policy>> FromFile(const std::string& path);

  // What the roles allow together; a role that the file does not know allows nothing.
  PermissionSet PermissionsOf(const std::vector<std::string>& roles) const;

  // Whether a separate role (one of three administrators, GB/T 22239-2019 8.1.5) is joined with any other: a person who
  // keeps the system, its security or its audit has no other part in it.
  bool Conflict(const std::vector<std::string>& roles) const;

  // What roles, or a service's SAN, may call: of several roles the most generous; none when one of them has none.
  std::optional<Limit> LimitOf(const std::vector<std::string>& names) const;

  // The entry of a SAN, nullptr when the file does not list it.
  const ServicePolicy* Service(absl::string_view san) const;

 private:
  std::map<std::string, Grant> roles_;
  std::set<std::string> separate_;
  std::map<std::string, ServicePolicy> services_;
  std::map<std::string, Limit> limits_;
};

}  // namespace xf::auth
