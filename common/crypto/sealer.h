// Sealing of sensitive values at rest, and the blind index that finds them again.
//
// A sealed value is: version byte 1 | length of key id | key id | 12-byte nonce | ciphertext | 16-byte tag, AES-256-GCM
// (NIST SP 800-38D) with the caller's context as associated data, so that a value can't be moved to another column.
// The blind index is HMAC-SHA-256 (RFC 2104) over context and value under a key of its own, cut to 16 bytes: equal
// values of one column give equal indexes, nothing else can be learned without the key.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf::crypto {

class Sealer {
 public:
  // Key ids with their 32-byte keys, the id that seals new values, and the 32-byte key of the blind index.
  struct Keys {
    std::map<std::string, std::string> seal;
    std::string active;
    std::string index;
  };

  // Refuses keys of a wrong length and an active id without a key.
  static absl::StatusOr<std::shared_ptr<const Sealer>> Create(Keys keys);

  // Reads {"profile":"intl","active":"k1","keys":{"k1":"<base64>"},"index_key":"<base64>"}.
  static absl::StatusOr<std::shared_ptr<const Sealer>> FromFile(const std::string& path);

  // Seals `plain` under the active key.
  std::string Seal(absl::string_view plain, absl::string_view context) const;

  // Opens what Seal made under any key of the set. Error: the key is missing, or the bytes or context were changed.
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view context) const;

  // 16-byte blind index of `plain` in `context`.
  std::string Index(absl::string_view plain, absl::string_view context) const;

 private:
  explicit Sealer(Keys keys) : keys_(std::move(keys)) {}
  Keys keys_;
};

// SHA-256, 32 bytes.
std::string Sha256(absl::string_view bytes);

}  // namespace xf::crypto
