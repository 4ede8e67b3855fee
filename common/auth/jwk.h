// RAII for librhonabwy, and the few questions that we ask of a key. Private to common/auth.
#pragma once

#include <rhonabwy.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace xf::auth {

template <auto kFree>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Jwk = std::unique_ptr<jwk_t, Freer<r_jwk_free>>;
using Jwt = std::unique_ptr<jwt_t, Freer<r_jwt_free>>;

// New and empty.
Jwk NewJwk();
Jwt NewJwt();

// Takes a text that rhonabwy allocated; "" for nullptr.
std::string TakeText(char* text);

// The key of a JWK text. Error when it does not parse or is not a valid key.
absl::StatusOr<Jwk> ImportJwk(const std::string& text);

// The one algorithm that we use a key with: RSA of 2048 bits and more RS256, P-256 ES256, Ed25519 EdDSA. Error for
// others.
absl::StatusOr<jwa_alg> AlgorithmOf(const Jwk& key);

}  // namespace xf::auth
