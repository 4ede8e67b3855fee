#include "common/crypto/sealer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/crypto/key_file.h"
#include "common/crypto/primitives.h"
#include "common/crypto/sealed_value.h"

namespace xf::crypto {
namespace {

constexpr size_t kIndexSize = 16;

absl::Status CheckKeys(const Sealer::Keys& keys) {
  if (!keys.seal.contains(keys.active)) {
    return absl::InvalidArgumentError(absl::StrCat("the active key \"", keys.active, "\" is missing"));
  }
  for (const auto& [id, key] : keys.seal) {
    if (id.empty() || id.size() > 255) return absl::InvalidArgumentError("a key id has 1 to 255 bytes");
    if (key.size() != kKeySize) return absl::InvalidArgumentError(absl::StrCat("key \"", id, "\" has not 32 bytes"));
  }
  if (keys.index.size() != kKeySize) return absl::InvalidArgumentError("the index key has not 32 bytes");
  return absl::OkStatus();
}

}  // namespace

Sealer::Sealer(Keys keys) : keys_(std::make_shared<const Keys>(std::move(keys))) {}
Sealer::~Sealer() = default;

absl::StatusOr<std::shared_ptr<const Sealer>> Sealer::Create(Keys keys) {
  RETURN_IF_ERROR(CheckKeys(keys));
  return std::shared_ptr<const Sealer>(new Sealer(std::move(keys)));
}

absl::StatusOr<std::shared_ptr<const Sealer>> Sealer::FromFile(const std::string& path) {
  auto watch = std::make_unique<FileWatch>(path);
  watch->Changed();
  ASSIGN_OR_RETURN(Keys keys, ReadKeyFile(path));
  RETURN_IF_ERROR(CheckKeys(keys));
  std::shared_ptr<Sealer> sealer(new Sealer(std::move(keys)));
  sealer->watch_ = std::move(watch);
  return std::shared_ptr<const Sealer>(sealer);
}

absl::Status Sealer::Reload() const {
  std::lock_guard lock(mutex_);
  if (watch_ != nullptr && watch_->Changed()) read_ = Read();
  return read_;
}

absl::Status Sealer::Read() const {
  ASSIGN_OR_RETURN(Keys keys, ReadKeyFile(watch_->path()));
  RETURN_IF_ERROR(CheckKeys(keys));
  // An index under another key would find nothing any more.
  if (keys.index != keys_->index || keys.index_profile != keys_->index_profile) {
    return absl::FailedPreconditionError(absl::StrCat(watch_->path(), ": the index key must not change"));
  }
  keys_ = std::make_shared<const Keys>(std::move(keys));
  return absl::OkStatus();
}

std::shared_ptr<const Sealer::Keys> Sealer::keys() const {
  std::lock_guard lock(mutex_);
  return keys_;
}

std::string Sealer::Seal(absl::string_view plain, absl::string_view context) const {
  const auto keys = this->keys();
  return SealUnder(keys->profile, keys->active, keys->seal.at(keys->active), plain, context);
}

absl::StatusOr<std::string> Sealer::Open(absl::string_view sealed, absl::string_view context) const {
  ASSIGN_OR_RETURN(const std::string id, KeyIdOf(sealed));
  auto keys = this->keys();
  auto key = keys->seal.find(id);
  if (key == keys->seal.end()) {
    // Another process of this service may have begun with a new key a moment ago.
    (void)Reload();
    keys = this->keys();
    key = keys->seal.find(id);
  }
  if (key == keys->seal.end()) return absl::NotFoundError(absl::StrCat("sealed under a key that is missing: ", id));
  return OpenUnder(key->second, sealed, context);
}

std::string Sealer::active_prefix() const {
  const auto keys = this->keys();
  return SealedPrefix(keys->profile, keys->active);
}

std::string Sealer::digest() const { return keys()->profile == Profile::kGm ? "sm3" : "sha256"; }

std::string Sealer::Index(absl::string_view plain, absl::string_view context) const {
  const auto keys = this->keys();
  const auto hmac = keys->index_profile == Profile::kGm ? HmacSm3 : HmacSha256;
  return hmac(keys->index, {LengthPrefix(context), context, plain}).substr(0, kIndexSize);
}

}  // namespace xf::crypto
