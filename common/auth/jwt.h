// Tokens of persons: JSON Web Tokens (RFC 7519), signed, checked against a key set that can change while we run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace xf::auth {

// What a token says.
struct Claims {
  std::string subject;              // sub
  std::vector<std::string> roles;   // roles
  std::vector<std::string> scopes;  // scopes: 1 to 4 organization paths
  std::string issuer;               // iss
  std::string audience;             // aud
  absl::Time expires;               // exp
  absl::Time not_before;            // nbf
  absl::Time issued;                // iat
};

// How far the clocks of issuer and server may differ.
inline constexpr absl::Duration kLeeway = absl::Seconds(30);

// The public keys of a JWKS (RFC 7517), by kid. Immutable, hence thread safe.
class KeySet {
 public:
  // Error when the text is not a JWKS (half written, say), or has no key, or one without kid, of an unusable type, or
  // private.
  static absl::StatusOr<std::shared_ptr<const KeySet>> Parse(const std::string& jwks);

  // Checks form, algorithm (RS256, ES256, EdDSA, and the one that the key is for), signature and claims of a token.
  // Errors: TOKEN_INVALID, TOKEN_EXPIRED (also before nbf), SCOPE_INVALID.
  absl::StatusOr<Claims> Verify(absl::string_view token, absl::string_view issuer, absl::string_view audience,
                                absl::Time now) const;

 private:
  struct Key {
    std::string algorithm;
    std::string jwk;
  };
  std::map<std::string, Key> keys_;
};

}  // namespace xf::auth
