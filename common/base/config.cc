#include "common/base/config.h"

#include <yaml-cpp/yaml.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace xf {
namespace {

// 网络安全法: logs are kept for six months at least.
constexpr int kLeastRetentionDays = 183;

// Reads fields and remembers which required ones are missing.
class Fields {
 public:
  Fields(YAML::Node root, std::filesystem::path folder) : root_(std::move(root)), folder_(std::move(folder)) {}

  std::string Text(absl::string_view section, absl::string_view field, bool required = true) {
    const YAML::Node node = Node(section, field);
    if (node && node.IsScalar()) return node.as<std::string>();
    if (required) missing_.push_back(section.empty() ? std::string(field) : absl::StrCat(section, ".", field));
    return "";
  }
  std::string Path(absl::string_view section, absl::string_view field) {
    const std::string path = Text(section, field);
    return path.empty() ? path : (folder_ / path).lexically_normal().string();
  }
  template <typename T>
  T Or(absl::string_view section, absl::string_view field, T fallback) {
    const YAML::Node node = Node(section, field);
    return node ? node.as<T>(fallback) : fallback;
  }
  YAML::Node Node(absl::string_view section, absl::string_view field) const {
    if (section.empty()) return root_[std::string(field)];
    const YAML::Node parent = root_[std::string(section)];
    return parent && parent.IsMap() ? parent[std::string(field)] : YAML::Node(YAML::NodeType::Undefined);
  }
  const std::vector<std::string>& missing() const { return missing_; }

 private:
  YAML::Node root_;
  std::filesystem::path folder_;
  std::vector<std::string> missing_;
};

}  // namespace

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  try {
    Fields fields(YAML::LoadFile(path), std::filesystem::absolute(path).parent_path());
    Config config;
    config.service = fields.Text("", "service");
    config.listen = fields.Text("", "listen");
    config.ops = fields.Text("", "ops", false);
    config.database_app = fields.Text("database", "app");
    config.database_owner = fields.Text("database", "owner");
    config.pool = fields.Or("database", "pool", config.pool);
    config.queue = fields.Or("", "queue", config.queue);
    config.tls_ca = fields.Path("tls", "ca");
    config.tls_cert = fields.Path("tls", "cert");
    config.tls_key = fields.Path("tls", "key");
    config.tls_reload_seconds = fields.Or("tls", "reload_seconds", config.tls_reload_seconds);
    config.jwks = fields.Path("jwt", "jwks");
    config.issuer = fields.Text("jwt", "issuer");
    config.audience = fields.Text("jwt", "audience");
    config.policy = fields.Path("", "policy");
    config.keys = fields.Path("", "keys");
    config.audit_key = fields.Path("audit", "key");
    config.audit_trust = fields.Path("audit", "trust");
    config.audit_retention_days = fields.Or("audit", "retention_days", config.audit_retention_days);
    config.rules = fields.Path("", "rules");
    config.feed_retention_days = fields.Or("feed", "retention_days", config.feed_retention_days);
    config.feed_checkpoint_ms = fields.Or("feed", "checkpoint_ms", config.feed_checkpoint_ms);
    config.feed_slow_consumer_ms = fields.Or("feed", "slow_consumer_ms", config.feed_slow_consumer_ms);
    config.reflection = fields.Or("", "reflection", false);
    for (const auto& peer : fields.Node("", "peers")) {
      config.peers[peer.first.as<std::string>()] = peer.second.as<std::string>();
    }
    for (const auto& county : fields.Node("", "follow")) config.follow.push_back(county.as<std::string>());
    if (!fields.missing().empty()) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": missing ", absl::StrJoin(fields.missing(), ", ")));
    }
    if (config.audit_retention_days < kLeastRetentionDays) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": audit.retention_days must be ", kLeastRetentionDays, " at least"));
    }
    return config;
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

}  // namespace xf
