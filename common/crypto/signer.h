// Signatures under audit checkpoints, anchors and archives: Ed25519 (RFC 8032), or SM2 with SM3 (GB/T 32918) where the
// key is one on the SM2 curve. Keys are PEM files: one private key of ours, and the public keys that we trust.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace xf::crypto {

struct Signature {
  // First 16 hexadecimal digits of the SHA-256 of the public half (SubjectPublicKeyInfo, DER).
  std::string key_id;
  std::string bytes;
};

// Thread safe.
class Signer {
 public:
  // Reads a private key (PKCS#8 PEM) and a file of any number of public keys (PEM, one after the other). Our own public
  // half is trusted too. Error when a file is missing or has a key of another kind.
  static absl::StatusOr<std::shared_ptr<const Signer>> FromFiles(const std::string& private_pem,
                                                                 const std::string& trusted_pem);
  // Knows public keys only: verifies, and must not be asked to sign.
  static absl::StatusOr<std::shared_ptr<const Signer>> VerifierFromFile(const std::string& trusted_pem);

  Signature Sign(absl::string_view text) const;
  // PERMISSION_DENIED when the key is not a trusted one, DATA_LOSS when the signature does not fit the text.
  absl::Status Verify(absl::string_view text, const Signature& signature) const;

 private:
  using Key = std::shared_ptr<EVP_PKEY>;
  Signer() = default;
  absl::Status Trust(const std::string& pem_file);

  Key own_;
  std::string own_id_;
  std::map<std::string, Key> trusted_;
};

// A new key pair: Ed25519, or SM2 for the profile gm. The private half as PKCS#8 PEM, the public half as PEM.
struct SigningKeyPair {
  std::string private_pem, public_pem;
};
SigningKeyPair NewSigningKeyPair(Profile profile = Profile::kIntl);

}  // namespace xf::crypto
