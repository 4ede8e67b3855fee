// The policy file: what each role may do, and which services may call without a person. YAML:
//
//   roles:
//     clerk: ["membership.*.*", "!*.*.export"]
//   separate: [system_admin, security_admin, audit_admin]   # a token may carry at most one of these
//   services:
//     spiffe://xianfeng/report: {description: …, permissions: ["sync.feed.read"], scopes: ["43"]}
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/permission.h"

namespace xf::auth {

// What a service may do when it speaks for itself.
struct ServicePolicy {
  std::string description;
  Grant grant;
  std::vector<std::string> scopes;
};

class Policy {
 public:
  // Errors name what is wrong: an unknown key, a malformed pattern or scope, a role of `separate` that does not exist.
  static absl::StatusOr<std::shared_ptr<const Policy>> Parse(const std::string& yaml);
  static absl::StatusOr<std::shared_ptr<const Policy>> FromFile(const std::string& path);

  // What the roles allow together; a role that the file does not know allows nothing.
  PermissionSet PermissionsOf(const std::vector<std::string>& roles) const;

  // Whether two of the roles must not meet in one person (three administrators, GB/T 22239-2019 8.1.5).
  bool Conflict(const std::vector<std::string>& roles) const;

  // The entry of a SAN, nullptr when the file does not list it.
  const ServicePolicy* Service(absl::string_view san) const;

 private:
  std::map<std::string, Grant> roles_;
  std::set<std::string> separate_;
  std::map<std::string, ServicePolicy> services_;
};

}  // namespace xf::auth
