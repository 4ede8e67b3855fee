#include "common/auth/scope.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace xf::auth {
namespace {

constexpr size_t kMaxLabel = 40;

bool IsLabel(absl::string_view label) {
  return !label.empty() && label.size() <= kMaxLabel && std::all_of(label.begin(), label.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

}  // namespace

bool IsOrgPath(absl::string_view path) {
  const std::vector<absl::string_view> labels = absl::StrSplit(path, '.');
  return std::all_of(labels.begin(), labels.end(), IsLabel);
}

bool Covers(absl::string_view scope, absl::string_view path) {
  return !scope.empty() && absl::StartsWith(path, scope) && (path.size() == scope.size() || path[scope.size()] == '.');
}

bool CoversAny(const std::vector<std::string>& scopes, absl::string_view path) {
  return std::any_of(scopes.begin(), scopes.end(), [&](const std::string& scope) { return Covers(scope, path); });
}

std::string CommonAncestor(absl::string_view a, absl::string_view b) {
  while (!Covers(a, b)) {
    const size_t dot = a.rfind('.');
    if (dot == absl::string_view::npos) return "";
    a = a.substr(0, dot);
  }
  return std::string(a);
}

}  // namespace xf::auth
