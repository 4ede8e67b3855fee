// The form of a sealed value under each profile; see sealer.h. Private to common/crypto.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"

namespace xf::crypto {

// Version byte, length of key id, key id: what a sealed value begins with.
std::string SealedPrefix(Profile profile, absl::string_view key_id);

// Seals under a 32-byte key.
std::string SealUnder(Profile profile, absl::string_view key_id, absl::string_view key, absl::string_view plain,
                      absl::string_view context);
// Opens under the key that KeyIdOf names, whatever the profile of its version byte.
absl::StatusOr<std::string> OpenUnder(absl::string_view key, absl::string_view sealed, absl::string_view context);
// Id of the key that a value was sealed under. DATA_LOSS when it has not the form of a sealed value.
absl::StatusOr<std::string> KeyIdOf(absl::string_view sealed);

// Four bytes, big endian: put before a text, so that ("ab", "c") and ("a", "bc") are different inputs.
std::string LengthPrefix(absl::string_view text);

}  // namespace xf::crypto
