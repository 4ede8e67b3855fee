// Sealing of sensitive values at rest, and the blind index that finds them again, under one of two profiles:
//
//   intl  AES-256-GCM (NIST SP 800-38D); HMAC-SHA-256 (RFC 2104); SHA-256
//   gm    SM4-CTR (GB/T 32907) with HMAC-SM3 over context, header and ciphertext (encrypt-then-MAC); HMAC-SM3; SM3
//   (GB/T 32905)
//
// A sealed value says what it was sealed under: version byte (1 intl, 2 gm) | length of key id | key id | nonce |
// ciphertext | tag. The caller's context is authenticated, so that a value can't be moved to another column. Data keys
// lie wrapped by a master key in the key file (key_file.h); a new one may become active at any time, old ones go on
// opening. The blind index is an HMAC over context and value under a key of its own, cut to 16 bytes: equal values of
// one column give equal indexes, nothing else can be learned without the key. It does not rotate, so it survives
// rotation.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf {
class FileWatch;
}

namespace xf::crypto {

enum class Profile { kIntl, kGm };

// Thread safe.
class Sealer {
 public:
  // Key ids with their 32-byte keys, the id that seals new values, and the 32-byte key of the blind index.
  struct Keys {
    std::map<std::string, std::string> seal;
    std::string active;
    std::string index;
    // Under which new values are sealed, and under which the index was begun: that one never changes.
    Profile profile = Profile::kIntl;
    Profile index_profile = Profile::kIntl;
  };

  ~Sealer();

  // Refuses keys of a wrong length and an active id without a key.
  static absl::StatusOr<std::shared_ptr<const Sealer>> Create(Keys keys);

  // Reads a key file (key_file.h), and reads it anew when it changes.
  static absl::StatusOr<std::shared_ptr<const Sealer>> FromFile(const std::string& path);

  // Reads the key file anew when it has changed; a file that does not parse changes nothing, and its error is told
  // until it changes again. Open does it by itself when it meets a key id that it does not know.
  absl::Status Reload() const;

  // Seals `plain` under the active key.
  std::string Seal(absl::string_view plain, absl::string_view context) const;

  // Opens what Seal made under any key of the set. Error: the key is missing, or the bytes or context were changed.
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view context) const;

  // What every value begins with that the active key has sealed.
  std::string active_prefix() const;

  // Digest of the profile, for common/crypto/digest.h: "sha256" or "sm3".
  std::string digest() const;

  // 16-byte blind index of `plain` in `context`.
  std::string Index(absl::string_view plain, absl::string_view context) const;

 private:
  explicit Sealer(Keys keys);
  std::shared_ptr<const Keys> keys() const;
  absl::Status Read() const;

  mutable std::mutex mutex_;  // Guards what follows.
  mutable std::shared_ptr<const Keys> keys_;
  mutable std::unique_ptr<FileWatch> watch_;
  mutable absl::Status read_;  // How the last reading ended.
};

// SHA-256, 32 bytes.
std::string Sha256(absl::string_view bytes);

}  // namespace xf::crypto
