// Who a call is made by and for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/auth/permission.h"

namespace xf::auth {

// How often somebody may call one process.
struct Limit {
  // Calls a second, on average.
  double per_second = 0;
  // Calls at once.
  double burst = 0;
  // Calls a day; 0 is no such limit.
  int64_t per_day = 0;
};

struct Principal {
  // The person: `sub` of the token. Of a service that speaks for itself: its SAN.
  std::string subject;
  // URI SAN of the client certificate ("spiffe://xianfeng/report"), "" when it has none.
  std::string service;
  // Roles of the person; none of a service.
  std::vector<std::string> roles;
  // Organization paths, 1 to 4.
  std::vector<std::string> scopes;
  PermissionSet permissions;
  // None: as often as they like.
  std::optional<Limit> limit;
  // For log and audit: "li-qing (clerk)" or "spiffe://xianfeng/report".
  std::string display;
  // Whether a service speaks for itself, without a token.
  bool is_service = false;
};

// Whether the principal's roles carry a permission, e.g. "membership.members.read".
inline bool Allows(const Principal& principal, absl::string_view permission) {
  return principal.permissions.Allows(permission);
}

}  // namespace xf::auth
