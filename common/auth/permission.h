// Permissions "service.nouns.verb" and the patterns of the policy file that grant them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf::auth {

// What one role or service may do. A pattern has three parts, each a word or "*": "membership.*.*", "*.*.read"; "*"
// alone is everything. A pattern after "!" takes away again: {"membership.*.*", "!*.*.export"}.
class Grant {
 public:
  static absl::StatusOr<Grant> Parse(const std::vector<std::string>& patterns);

  // Whether some pattern gives `permission` and none takes it away.
  bool Allows(absl::string_view permission) const;

  // Whether some permission could match a pattern of both; what they take away is not looked at.
  bool Overlaps(const Grant& other) const;

 private:
  std::vector<std::string> given_;
  std::vector<std::string> taken_;
};

// What a caller may do: whatever one of the grants allows. What one role takes away, another may still give.
class PermissionSet {
 public:
  PermissionSet() = default;
  explicit PermissionSet(std::vector<Grant> grants) : grants_(std::move(grants)) {}
  bool Allows(absl::string_view permission) const;

 private:
  std::vector<Grant> grants_;
};

}  // namespace xf::auth
