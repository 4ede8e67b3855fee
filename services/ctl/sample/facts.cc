#include "services/ctl/sample/facts.h"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"

namespace xf::sample {
namespace {

nlohmann::json ToJson(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map: {
      nlohmann::json object = nlohmann::json::object();
      for (const auto& entry : node) object[entry.first.as<std::string>()] = ToJson(entry.second);
      return object;
    }
    case YAML::NodeType::Sequence: {
      nlohmann::json array = nlohmann::json::array();
      for (const YAML::Node& item : node) array.push_back(ToJson(item));
      return array;
    }
    case YAML::NodeType::Scalar: {
      const std::string& text = node.Scalar();
      if (node.Tag() == "?" && (text == "true" || text == "false")) return text == "true";  // "?": not quoted
      return text;
    }
    default:
      return nullptr;
  }
}

}  // namespace

absl::StatusOr<std::string> YamlToJson(const std::string& yaml) try {
  return ToJson(YAML::Load(yaml)).dump();
} catch (const std::exception& error) {
  return absl::InvalidArgumentError(error.what());
}

absl::StatusOr<facts::County> ReadFacts(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("can't read ", path));
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<std::string> json = YamlToJson(text.str());
  if (!json.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", json.status().message()));
  facts::County county;
  if (const auto parsed = google::protobuf::util::JsonStringToMessage(*json, &county); !parsed.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", std::string(parsed.message())));
  }
  return county;
}

}  // namespace xf::sample
