#include "common/auth/policy.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/auth/scope.h"
#include "common/base/file.h"
#include "common/base/status.h"

namespace xf::auth {
namespace {

// Error unless every key of a mapping is one of `known`: a misspelt key must not pass for a missing one.
absl::Status OnlyKeys(const YAML::Node& node, const std::set<std::string>& known) {
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (!known.contains(key)) return absl::InvalidArgumentError(absl::StrCat("unknown key \"", key, "\""));
  }
  return absl::OkStatus();
}

absl::StatusOr<ServicePolicy> ParseService(const std::string& san, const YAML::Node& node) {
  RETURN_IF_ERROR(OnlyKeys(node, {"description", "permissions", "scopes"}));
  ServicePolicy service;
  service.description = node["description"].as<std::string>();
  ASSIGN_OR_RETURN(service.grant, Grant::Parse(node["permissions"].as<std::vector<std::string>>()));
  service.scopes = node["scopes"].as<std::vector<std::string>>();
  if (service.scopes.empty() || service.scopes.size() > kMaxScopes ||
      !std::all_of(service.scopes.begin(), service.scopes.end(), [](const std::string& s) { return IsOrgPath(s); })) {
    return absl::InvalidArgumentError(absl::StrCat(san, " needs 1 to 4 organization paths as scopes"));
  }
  return service;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Policy>> Policy::Parse(const std::string& yaml) try {
  const YAML::Node root = YAML::Load(yaml);
  RETURN_IF_ERROR(OnlyKeys(root, {"roles", "separate", "services"}));
  auto policy = std::make_shared<Policy>();
  for (const auto& entry : root["roles"]) {
    ASSIGN_OR_RETURN(policy->roles_[entry.first.as<std::string>()],
                     Grant::Parse(entry.second.as<std::vector<std::string>>()));
  }
  if (policy->roles_.empty()) return absl::InvalidArgumentError("the policy has no roles");
  for (const auto& entry : root["separate"]) {
    const std::string role = entry.as<std::string>();
    if (!policy->roles_.contains(role)) return absl::InvalidArgumentError(absl::StrCat("unknown role \"", role, "\""));
    policy->separate_.insert(role);
  }
  for (const auto& entry : root["services"]) {
    const std::string san = entry.first.as<std::string>();
    ASSIGN_OR_RETURN(policy->services_[san], ParseService(san, entry.second));
  }
  return policy;
} catch (const YAML::Exception& error) {
  return absl::InvalidArgumentError(error.what());
}

absl::StatusOr<std::shared_ptr<const Policy>> Policy::FromFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string yaml, ReadFile(path));
  auto policy = Parse(yaml);
  if (policy.ok()) return policy;
  return absl::Status(policy.status().code(), absl::StrCat(path, ": ", policy.status().message()));
}

PermissionSet Policy::PermissionsOf(const std::vector<std::string>& roles) const {
  std::vector<Grant> grants;
  for (const std::string& role : roles) {
    if (const auto found = roles_.find(role); found != roles_.end()) grants.push_back(found->second);
  }
  return PermissionSet(std::move(grants));
}

bool Policy::Conflict(const std::vector<std::string>& roles) const {
  const std::set<std::string> distinct(roles.begin(), roles.end());
  return std::count_if(distinct.begin(), distinct.end(),
                       [&](const std::string& role) { return separate_.contains(role); }) > 1;
}

const ServicePolicy* Policy::Service(absl::string_view san) const {
  const auto found = services_.find(std::string(san));
  return found == services_.end() ? nullptr : &found->second;
}

}  // namespace xf::auth
