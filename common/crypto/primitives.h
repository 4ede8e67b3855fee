// The cryptographic functions under the Sealer, over OpenSSL 3 EVP. For common/ only: services seal through the Sealer.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace xf::crypto {

inline constexpr size_t kKeySize = 32;
inline constexpr size_t kNonceSize = 12;
inline constexpr size_t kTagSize = 16;
inline constexpr size_t kSm4KeySize = 16;
inline constexpr size_t kSm4BlockSize = 16;
inline constexpr size_t kSm3Size = 32;

// AES-256-GCM (NIST SP 800-38D): ciphertext followed by the tag. A nonce must never be used twice under one key.
std::string AesGcmSeal(absl::string_view key, absl::string_view nonce, absl::string_view context,
                       absl::string_view plain);

// The plain text of what AesGcmSeal made; nullopt when key, nonce, context or bytes are not the same.
std::optional<std::string> AesGcmOpen(absl::string_view key, absl::string_view nonce, absl::string_view context,
                                      absl::string_view ciphertext_and_tag);

// HMAC-SHA-256 (RFC 2104) of the parts put together, 32 bytes.
std::string HmacSha256(absl::string_view key, std::initializer_list<absl::string_view> parts);

// HMAC (RFC 2104) with SM3 (GB/T 32905-2016), 32 bytes.
std::string HmacSm3(absl::string_view key, std::initializer_list<absl::string_view> parts);

// SM4 (GB/T 32907-2016) in counter mode under a 16-byte key and counter block: seals and opens alike. Authenticates
// nothing.
std::string Sm4Ctr(absl::string_view key, absl::string_view counter, absl::string_view bytes);

// Random bytes to use once.
std::string NewNonce(size_t size);

}  // namespace xf::crypto
