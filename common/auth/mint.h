// Making of keys and tokens, for deploy/up, xfctl and tests. A running service never signs.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/jwt.h"

namespace xf::auth {

enum class KeyType { kEs256, kRs256, kEdDsa };

// Where GenerateKey put a key pair.
struct SigningKey {
  std::string kid;           // RFC 7638 thumbprint
  std::string private_file;  // <dir>/<kid>.jwk.json, mode 0600
};

// Makes a key pair in `dir`, which exists. Publish it with WriteJwks.
absl::StatusOr<SigningKey> GenerateKey(const std::string& dir, KeyType type = KeyType::kEs256);

// Writes the public halves of private key files (JWK or PEM) as a JWKS. A PEM key gets its thumbprint as kid.
absl::Status WriteJwks(const std::vector<std::string>& private_files, const std::string& path);

// Signs a token with a private key file (JWK or PEM). An empty `kid` takes that of the key, or its thumbprint.
absl::StatusOr<std::string> MintToken(const std::string& private_file, absl::string_view kid, const Claims& claims);

}  // namespace xf::auth
