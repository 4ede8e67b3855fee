#include "common/crypto/key_file.h"

#include <filesystem>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"
#include "common/crypto/sealed_value.h"
#include "nlohmann/json.hpp"

namespace xf::crypto {
namespace {

using nlohmann::json;

constexpr const char* kMasterId = "master";

absl::string_view NameOf(Profile profile) { return profile == Profile::kGm ? "gm" : "intl"; }

// Text at `key`, or an error that names the key.
absl::StatusOr<std::string> TextAt(const json& object, const std::string& key) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_string()) {
    return absl::InvalidArgumentError(absl::StrCat("no text \"", key, "\""));
  }
  return object[key].get<std::string>();
}

absl::StatusOr<std::string> Base64At(const json& object, const std::string& key) {
  ASSIGN_OR_RETURN(const std::string text, TextAt(object, key));
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) {
    return absl::InvalidArgumentError(absl::StrCat("\"", key, "\" is not base64"));
  }
  return bytes;
}

absl::StatusOr<std::string> ReadMaster(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::string key;
  if (!absl::Base64Unescape(absl::StripAsciiWhitespace(text), &key) || key.size() != kKeySize) {
    return absl::InvalidArgumentError(absl::StrCat(path.string(), ": not 32 bytes in base64"));
  }
  return key;
}

// The key at `field`: wrapped, or as it is where there is no master key.
absl::StatusOr<std::string> KeyAt(const json& object, const std::string& field, const std::string& master) {
  ASSIGN_OR_RETURN(std::string bytes, Base64At(object, field));
  if (master.empty()) return bytes;
  auto key = OpenUnder(master, bytes, absl::StrCat("key ", field));
  if (!key.ok()) return absl::InvalidArgumentError(absl::StrCat("\"", field, "\" does not open under the master key"));
  return key;
}

absl::StatusOr<Sealer::Keys> Parse(const json& file, const std::string& master) {
  Sealer::Keys keys;
  ASSIGN_OR_RETURN(const std::string profile, TextAt(file, "profile"));
  ASSIGN_OR_RETURN(keys.profile, ParseProfile(profile));
  ASSIGN_OR_RETURN(keys.index_profile, ParseProfile(file.value("index_profile", "intl")));
  ASSIGN_OR_RETURN(keys.active, TextAt(file, "active"));
  ASSIGN_OR_RETURN(keys.index, KeyAt(file, "index_key", master));
  if (!file.contains("keys") || !file["keys"].is_object()) return absl::InvalidArgumentError("no object \"keys\"");
  for (const auto& [id, value] : file["keys"].items()) {
    ASSIGN_OR_RETURN(keys.seal[id], KeyAt(file["keys"], id, master));
  }
  return keys;
}

struct File {
  Sealer::Keys keys;
  // Name of the master key's file; empty when the keys are not wrapped.
  std::string master_file;
  std::string master;
};

absl::StatusOr<File> Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return absl::InvalidArgumentError(absl::StrCat(path, ": not a JSON object"));
  File file;
  file.master_file = object.value("master_key_file", "");
  if (!file.master_file.empty()) {
    ASSIGN_OR_RETURN(file.master, ReadMaster(std::filesystem::path(path).parent_path() / file.master_file));
  }
  auto keys = Parse(object, file.master);
  if (!keys.ok()) return absl::Status(keys.status().code(), absl::StrCat(path, ": ", keys.status().message()));
  file.keys = *std::move(keys);
  return file;
}

absl::Status Save(const std::string& path, const File& file) {
  const auto wrap = [&](const std::string& key, const std::string& field) {
    return absl::Base64Escape(SealUnder(file.keys.profile, kMasterId, file.master, key, absl::StrCat("key ", field)));
  };
  json wrapped = json::object();
  for (const auto& [id, key] : file.keys.seal) wrapped[id] = wrap(key, id);
  const json object = {{"profile", NameOf(file.keys.profile)},
                       {"active", file.keys.active},
                       {"master_key_file", file.master_file},
                       {"index_profile", NameOf(file.keys.index_profile)},
                       {"keys", wrapped},
                       {"index_key", wrap(file.keys.index, "index_key")}};
  return WriteFile(path, object.dump(2) + "\n", 0600);
}

// A new master key under a name that is not taken, written before anything is wrapped by it.
absl::Status NewMaster(const std::string& path, File& file) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  int number = 1;
  do {
    file.master_file = absl::StrCat("master-", number++, ".key");
  } while (std::filesystem::exists(folder / file.master_file));
  file.master = RandomBytes(kKeySize);
  return WriteFile(folder / file.master_file, absl::Base64Escape(file.master) + "\n", 0600);
}

}  // namespace

absl::StatusOr<Profile> ParseProfile(absl::string_view name) {
  if (name == "intl") return Profile::kIntl;
  if (name == "gm") return Profile::kGm;
  return absl::InvalidArgumentError(absl::StrCat("unknown profile \"", name, "\": intl or gm"));
}

absl::StatusOr<Sealer::Keys> ReadKeyFile(const std::string& path) {
  ASSIGN_OR_RETURN(File file, Load(path));
  if (file.master.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": the keys are not wrapped by a master key; xfctl keys init does it"));
  }
  return std::move(file.keys);
}

absl::Status CreateKeyFile(const std::string& path, Profile profile) {
  File file;
  if (std::filesystem::exists(path)) {
    ASSIGN_OR_RETURN(file, Load(path));
    if (!file.master.empty()) return absl::OkStatus();
  } else {
    file.keys = {.seal = {{"k1", RandomBytes(kKeySize)}},
                 .active = "k1",
                 .index = RandomBytes(kKeySize),
                 .profile = profile,
                 .index_profile = profile};
  }
  RETURN_IF_ERROR(NewMaster(path, file));
  return Save(path, file);
}

absl::StatusOr<std::string> AddDataKey(const std::string& path, Profile profile) {
  ASSIGN_OR_RETURN(File file, Load(path));
  if (file.master.empty()) return absl::FailedPreconditionError("the keys are not wrapped; run xfctl keys init first");
  size_t number = file.keys.seal.size() + 1;
  while (file.keys.seal.contains(absl::StrCat("k", number))) ++number;
  file.keys.active = absl::StrCat("k", number);
  file.keys.seal[file.keys.active] = RandomBytes(kKeySize);
  file.keys.profile = profile;
  RETURN_IF_ERROR(Save(path, file));
  return file.keys.active;
}

absl::Status ReplaceMasterKey(const std::string& path) {
  ASSIGN_OR_RETURN(File file, Load(path));
  RETURN_IF_ERROR(NewMaster(path, file));
  return Save(path, file);
}

}  // namespace xf::crypto
