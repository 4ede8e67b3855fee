#include "services/report/domain/county.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/auth/scope.h"

namespace xf::report {

std::string RootPath(absl::string_view county) {
  return absl::StrCat(county.substr(0, 2), ".", county.substr(0, 4), ".", county);
}

bool Touches(const std::vector<std::string>& scopes, absl::string_view county) {
  const std::string root = RootPath(county);
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const std::string& scope) { return auth::Covers(scope, root) || auth::Covers(root, scope); });
}

}  // namespace xf::report
