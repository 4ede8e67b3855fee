#include "common/crypto/sealer.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"
#include "nlohmann/json.hpp"

namespace xf::crypto {
namespace {

constexpr char kVersion = 1;
constexpr size_t kIndexSize = 16;

// Four bytes, big endian: put before the context, so that ("ab", "c") and ("a", "bc") have different indexes.
std::string LengthPrefix(absl::string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  return {static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
          static_cast<char>(size)};
}

absl::Status Malformed() { return absl::DataLossError("the sealed value is malformed"); }

// Text at `key`, or an error that names the key.
absl::StatusOr<std::string> TextAt(const nlohmann::json& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_string()) {
    return absl::InvalidArgumentError(absl::StrCat("no text \"", key, "\""));
  }
  return object[key].get<std::string>();
}

absl::StatusOr<std::string> Base64At(const nlohmann::json& object, const char* key) {
  ASSIGN_OR_RETURN(const std::string text, TextAt(object, key));
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes))
    return absl::InvalidArgumentError(absl::StrCat("\"", key, "\" is not base64"));
  return bytes;
}

absl::StatusOr<Sealer::Keys> ParseKeys(const std::string& text) {
  const nlohmann::json file = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  ASSIGN_OR_RETURN(const std::string profile, TextAt(file, "profile"));
  if (profile != "intl") return absl::UnimplementedError(absl::StrCat("unknown profile \"", profile, "\""));
  Sealer::Keys keys;
  ASSIGN_OR_RETURN(keys.active, TextAt(file, "active"));
  ASSIGN_OR_RETURN(keys.index, Base64At(file, "index_key"));
  if (!file.contains("keys") || !file["keys"].is_object()) return absl::InvalidArgumentError("no object \"keys\"");
  for (const auto& [id, value] : file["keys"].items()) {
    ASSIGN_OR_RETURN(keys.seal[id], Base64At(file["keys"], id.c_str()));
  }
  return keys;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Sealer>> Sealer::Create(Keys keys) {
  if (!keys.seal.contains(keys.active)) {
    return absl::InvalidArgumentError(absl::StrCat("the active key \"", keys.active, "\" is missing"));
  }
  for (const auto& [id, key] : keys.seal) {
    if (id.empty() || id.size() > 255) return absl::InvalidArgumentError("a key id has 1 to 255 bytes");
    if (key.size() != kKeySize) return absl::InvalidArgumentError(absl::StrCat("key \"", id, "\" has not 32 bytes"));
  }
  if (keys.index.size() != kKeySize) return absl::InvalidArgumentError("the index key has not 32 bytes");
  return std::shared_ptr<const Sealer>(new Sealer(std::move(keys)));
}

absl::StatusOr<std::shared_ptr<const Sealer>> Sealer::FromFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  absl::StatusOr<Keys> keys = ParseKeys(text);
  if (!keys.ok()) return absl::Status(keys.status().code(), absl::StrCat(path, ": ", keys.status().message()));
  return Create(*std::move(keys));
}

std::string Sealer::Seal(absl::string_view plain, absl::string_view context) const {
  const std::string nonce = NewNonce();
  const char id_size = static_cast<char>(keys_.active.size());
  return absl::StrCat(absl::string_view(&kVersion, 1), absl::string_view(&id_size, 1), keys_.active, nonce,
                      AesGcmSeal(keys_.seal.at(keys_.active), nonce, context, plain));
}

absl::StatusOr<std::string> Sealer::Open(absl::string_view sealed, absl::string_view context) const {
  if (sealed.size() < 2 || sealed[0] != kVersion) return Malformed();
  const size_t id_size = static_cast<unsigned char>(sealed[1]);
  if (sealed.size() < 2 + id_size + kNonceSize + kTagSize) return Malformed();
  const std::string id(sealed.substr(2, id_size));
  const auto key = keys_.seal.find(id);
  if (key == keys_.seal.end()) return absl::NotFoundError(absl::StrCat("sealed under a key that is missing: ", id));
  sealed.remove_prefix(2 + id_size);
  auto plain = AesGcmOpen(key->second, sealed.substr(0, kNonceSize), context, sealed.substr(kNonceSize));
  if (!plain) return absl::DataLossError("the sealed value or its context was changed");
  return *std::move(plain);
}

std::string Sealer::Index(absl::string_view plain, absl::string_view context) const {
  return HmacSha256(keys_.index, {LengthPrefix(context), context, plain}).substr(0, kIndexSize);
}

}  // namespace xf::crypto
