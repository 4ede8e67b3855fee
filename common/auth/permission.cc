#include "common/auth/permission.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace xf::auth {
namespace {

// Cuts the part before the next dot off `text`.
absl::string_view NextPart(absl::string_view& text) {
  const absl::string_view part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

bool Matches(absl::string_view pattern, absl::string_view permission) {
  if (pattern == "*") return true;
  while (!pattern.empty() && !permission.empty()) {
    const absl::string_view wanted = NextPart(pattern);
    if (const absl::string_view part = NextPart(permission); wanted != "*" && wanted != part) return false;
  }
  return pattern.empty() && permission.empty();
}

// Whether some permission matches both patterns.
bool Meet(absl::string_view a, absl::string_view b) {
  if (a == "*" || b == "*") return true;
  while (!a.empty() && !b.empty()) {
    const absl::string_view part = NextPart(a);
    const absl::string_view other = NextPart(b);
    if (part != "*" && other != "*" && part != other) return false;
  }
  return true;
}

bool IsWord(absl::string_view part) {
  return !part.empty() && std::all_of(part.begin(), part.end(),
                                      [](unsigned char c) { return absl::ascii_islower(c) || c == '_' || c == '-'; });
}

bool IsPattern(absl::string_view pattern) {
  if (pattern == "*") return true;
  const std::vector<absl::string_view> parts = absl::StrSplit(pattern, '.');
  return parts.size() == 3 &&
         std::all_of(parts.begin(), parts.end(), [](absl::string_view part) { return part == "*" || IsWord(part); });
}

bool AnyMatches(const std::vector<std::string>& patterns, absl::string_view permission) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return Matches(pattern, permission); });
}

}  // namespace

absl::StatusOr<Grant> Grant::Parse(const std::vector<std::string>& patterns) {
  Grant grant;
  for (absl::string_view pattern : patterns) {
    std::vector<std::string>& list = absl::ConsumePrefix(&pattern, "!") ? grant.taken_ : grant.given_;
    if (!IsPattern(pattern)) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", pattern, "\" is not \"service.nouns.verb\", \"*\" for any part"));
    }
    list.emplace_back(pattern);
  }
  return grant;
}

bool Grant::Allows(absl::string_view permission) const {
  return AnyMatches(given_, permission) && !AnyMatches(taken_, permission);
}

bool Grant::Overlaps(const Grant& other) const {
  return std::any_of(given_.begin(), given_.end(), [&](const std::string& mine) {
    return std::any_of(other.given_.begin(), other.given_.end(),
                       [&](const std::string& theirs) { return Meet(mine, theirs); });
  });
}

bool PermissionSet::Allows(absl::string_view permission) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) { return grant.Allows(permission); });
}

}  // namespace xf::auth
