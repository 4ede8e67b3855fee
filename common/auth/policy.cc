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

absl::StatusOr<Limit> ParseLimit(const std::string& name, const YAML::Node& node) {
  RETURN_IF_ERROR(OnlyKeys(node, {"per_second", "burst", "per_day"}));
  Limit limit{.per_second = node["per_second"].as<double>(), .burst = node["burst"].as<double>()};
  if (node["per_day"]) limit.per_day = node["per_day"].as<int64_t>();
  // Written so that NaN is refused too.
  if (!(limit.per_second > 0 && limit.burst >= 1) || limit.per_day < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("the limit of ", name, " needs per_second above 0, burst from 1 on, per_day not negative"));
  }
  return limit;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Policy>> Policy::Parse(const std::string& yaml) try {
  const YAML::Node root = YAML::Load(yaml);
  RETURN_IF_ERROR(OnlyKeys(root, {"roles", "separate", "services", "limits"}));
  auto policy = std::make_shared<Policy>();
  for (const auto& entry : root["roles"]) {
    ASSIGN_OR_RETURN(policy->roles_[entry.first.as<std::string>()],
                     Grant::Parse(entry.second.as<std::vector<std::string>>()));
  }
  if (policy->roles_.empty()) return absl::InvalidArgumentError("the policy has no roles");
  for (const auto& entry : root["separate"]) {
    const std::string role = entry.as<std::string>();
    if (!policy->roles_.contains(role)) return absl::InvalidArgumentError(absl::StrCat("unknown role \"", role, "\""));
    for (const std::string& other : policy->separate_) {
      if (other != role && policy->roles_[role].Overlaps(policy->roles_[other])) {
        return absl::InvalidArgumentError(absl::StrCat("separate roles share a permission: ", other, ", ", role));
      }
    }
    policy->separate_.insert(role);
  }
  for (const auto& entry : root["services"]) {
    const std::string san = entry.first.as<std::string>();
    ASSIGN_OR_RETURN(policy->services_[san], ParseService(san, entry.second));
  }
  for (const auto& entry : root["limits"]) {
    const std::string name = entry.first.as<std::string>();
    if (!policy->roles_.contains(name) && !policy->services_.contains(name)) {
      return absl::InvalidArgumentError(absl::StrCat("limits: neither a role nor a service: \"", name, "\""));
    }
    ASSIGN_OR_RETURN(policy->limits_[name], ParseLimit(name, entry.second));
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
  return distinct.size() > 1 && std::any_of(distinct.begin(), distinct.end(),
                                            [&](const std::string& role) { return separate_.contains(role); });
}

std::optional<Limit> Policy::LimitOf(const std::vector<std::string>& names) const {
  std::optional<Limit> most;
  for (const std::string& name : names) {
    const auto found = limits_.find(name);
    if (found == limits_.end()) return std::nullopt;
    const Limit& limit = found->second;
    if (!most) {
      most = limit;
      continue;
    }
    const bool unlimited_days = most->per_day == 0 || limit.per_day == 0;
    most->per_second = std::max(most->per_second, limit.per_second);
    most->burst = std::max(most->burst, limit.burst);
    most->per_day = unlimited_days ? 0 : std::max(most->per_day, limit.per_day);
  }
  return most;
}

const ServicePolicy* Policy::Service(absl::string_view san) const {
  const auto found = services_.find(std::string(san));
  return found == services_.end() ? nullptr : &found->second;
}

}  // namespace xf::auth
