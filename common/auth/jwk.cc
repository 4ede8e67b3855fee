#include "common/auth/jwk.h"

#include <cstdlib>

#include "absl/strings/string_view.h"

namespace xf::auth {
namespace {

// rhonabwy wants this once before all else.
void Initialize() {
  static const int result = r_global_init();
  if (result != RHN_OK) std::abort();
}

}  // namespace

Jwk NewJwk() {
  Initialize();
  jwk_t* key = nullptr;
  if (r_jwk_init(&key) != RHN_OK) std::abort();  // Out of memory.
  return Jwk(key);
}

Jwt NewJwt() {
  Initialize();
  jwt_t* token = nullptr;
  if (r_jwt_init(&token) != RHN_OK) std::abort();
  return Jwt(token);
}

std::string TakeText(char* text) {
  std::string copy = text == nullptr ? "" : text;
  r_free(text);
  return copy;
}

absl::StatusOr<Jwk> ImportJwk(const std::string& text) {
  Jwk key = NewJwk();
  if (r_jwk_import_from_json_str(key.get(), text.c_str()) != RHN_OK || r_jwk_is_valid(key.get()) != RHN_OK) {
    return absl::InvalidArgumentError("not a JSON Web Key");
  }
  return key;
}

absl::StatusOr<jwa_alg> AlgorithmOf(const Jwk& key) {
  unsigned int bits = 0;
  const int type = r_jwk_key_type(key.get(), &bits, R_FLAG_IGNORE_REMOTE);
  if ((type & R_KEY_TYPE_RSA) != 0 && bits >= 2048) return R_JWA_ALG_RS256;
  if ((type & R_KEY_TYPE_EC) != 0 && bits == 256) return R_JWA_ALG_ES256;
  if ((type & R_KEY_TYPE_EDDSA) != 0) return R_JWA_ALG_EDDSA;
  return absl::InvalidArgumentError("the key is not RSA of at least 2048 bits, P-256 or Ed25519");
}

}  // namespace xf::auth
