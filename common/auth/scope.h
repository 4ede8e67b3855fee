// Scopes: the organization paths ("43.4311.431123.o7") below which a caller may see and act. The same rule as the
// row-level security policy of PostgreSQL: a scope covers its own path and everything below it.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace xf::auth {

// More than four would be more than four index ranges a query (architecture §3).
inline constexpr size_t kMaxScopes = 4;

// Labels of [a-z0-9_], 1 to 40 characters each, separated by dots.
bool IsOrgPath(absl::string_view path);

// Whether `path` is `scope` or lies below it. "43.4311" covers "43.4311.431123", not "43.43110".
bool Covers(absl::string_view scope, absl::string_view path);

// Whether any of the scopes covers the path.
bool CoversAny(const std::vector<std::string>& scopes, absl::string_view path);

// The lowest path that covers both, "" when they have nothing in common.
std::string CommonAncestor(absl::string_view a, absl::string_view b);

}  // namespace xf::auth
