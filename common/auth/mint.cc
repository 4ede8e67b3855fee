#include "common/auth/mint.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/auth/jwk.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "nlohmann/json.hpp"

namespace xf::auth {
namespace {

std::string Property(const Jwk& key, const char* name) {
  const char* value = r_jwk_get_property_str(key.get(), name);
  return value == nullptr ? "" : value;
}

std::string KidOf(const Jwk& key) {
  std::string kid = Property(key, "kid");
  return kid.empty() ? TakeText(r_jwk_thumbprint(key.get(), R_JWK_THUMB_SHA256, R_FLAG_IGNORE_REMOTE)) : kid;
}

// Names the key and what it is for.
absl::Status Label(const Jwk& key) {
  ASSIGN_OR_RETURN(const jwa_alg algorithm, AlgorithmOf(key));
  const std::string kid = KidOf(key);
  if (r_jwk_set_property_str(key.get(), "kid", kid.c_str()) != RHN_OK ||
      r_jwk_set_property_str(key.get(), "alg", r_jwa_alg_to_str(algorithm)) != RHN_OK ||
      r_jwk_set_property_str(key.get(), "use", "sig") != RHN_OK) {
    return absl::InternalError("the key can't be labelled");
  }
  return absl::OkStatus();
}

absl::StatusOr<Jwk> ReadPrivateKey(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  Jwk key = NewJwk();
  if (!absl::StartsWith(text, "-----BEGIN")) {
    ASSIGN_OR_RETURN(key, ImportJwk(text));
  } else if (r_jwk_import_from_pem_der(key.get(), R_X509_TYPE_PRIVKEY, R_FORMAT_PEM,
                                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) != RHN_OK) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a PEM private key"));
  }
  if (Property(key, "d").empty()) return absl::InvalidArgumentError(absl::StrCat(path, " is not a private key"));
  return key;
}

nlohmann::json ToJson(const Claims& claims) {
  nlohmann::json json = {{"sub", claims.subject},
                         {"roles", claims.roles},
                         {"scopes", claims.scopes},
                         {"iss", claims.issuer},
                         {"aud", claims.audience},
                         {"exp", absl::ToUnixSeconds(claims.expires)},
                         {"iat", absl::ToUnixSeconds(claims.issued)}};
  if (claims.not_before > absl::UnixEpoch()) json["nbf"] = absl::ToUnixSeconds(claims.not_before);
  return json;
}

}  // namespace

absl::StatusOr<SigningKey> GenerateKey(const std::string& dir, KeyType type) {
  const Jwk private_key = NewJwk();
  const Jwk public_key = NewJwk();
  const auto [kind, bits] = type == KeyType::kRs256   ? std::pair(R_KEY_TYPE_RSA, 2048)
                            : type == KeyType::kEdDsa ? std::pair(R_KEY_TYPE_EDDSA, 256)
                                                      : std::pair(R_KEY_TYPE_EC, 256);
  if (r_jwk_generate_key_pair(private_key.get(), public_key.get(), kind, bits, nullptr) != RHN_OK) {
    return absl::InternalError("a key pair can't be made");
  }
  RETURN_IF_ERROR(Label(private_key));
  SigningKey key{.kid = KidOf(private_key)};
  key.private_file = absl::StrCat(dir, "/", key.kid, ".jwk.json");
  RETURN_IF_ERROR(WriteFile(key.private_file, TakeText(r_jwk_export_to_json_str(private_key.get(), 0)), 0600));
  return key;
}

absl::Status WriteJwks(const std::vector<std::string>& private_files, const std::string& path) {
  nlohmann::json keys = nlohmann::json::array();
  for (const std::string& file : private_files) {
    ASSIGN_OR_RETURN(const Jwk private_key, ReadPrivateKey(file));
    const Jwk public_key = NewJwk();
    if (r_jwk_extract_pubkey(private_key.get(), public_key.get(), R_FLAG_IGNORE_REMOTE) != RHN_OK) {
      return absl::InvalidArgumentError(absl::StrCat(file, " has no public half"));
    }
    RETURN_IF_ERROR(Label(public_key));
    keys.push_back(nlohmann::json::parse(TakeText(r_jwk_export_to_json_str(public_key.get(), 0)), nullptr, false));
  }
  return WriteFile(path, nlohmann::json{{"keys", keys}}.dump(2) + "\n");
}

absl::StatusOr<std::string> MintToken(const std::string& private_file, absl::string_view kid, const Claims& claims) {
  ASSIGN_OR_RETURN(const Jwk key, ReadPrivateKey(private_file));
  ASSIGN_OR_RETURN(const jwa_alg algorithm, AlgorithmOf(key));
  const std::string name = kid.empty() ? KidOf(key) : std::string(kid);
  const Jwt jwt = NewJwt();
  if (r_jwt_set_sign_alg(jwt.get(), algorithm) != RHN_OK ||
      r_jwt_set_header_str_value(jwt.get(), "kid", name.c_str()) != RHN_OK ||
      r_jwt_set_full_claims_json_str(jwt.get(), ToJson(claims).dump().c_str()) != RHN_OK) {
    return absl::InternalError("the token can't be made");
  }
  std::string token = TakeText(r_jwt_serialize_signed(jwt.get(), key.get(), R_FLAG_IGNORE_REMOTE));
  if (token.empty()) return absl::InternalError("the token can't be signed");
  return token;
}

}  // namespace xf::auth
