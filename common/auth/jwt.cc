#include "common/auth/jwt.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/auth/jwk.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "nlohmann/json.hpp"

namespace xf::auth {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxToken = 8 * 1024;
constexpr int64_t kMaxSeconds = 253402300799;  // The end of the year 9999.

absl::Status Invalid(absl::string_view what, absl::string_view what_zh) {
  return UnauthenticatedError(errors::REASON_TOKEN_INVALID,
                              {absl::StrCat("the token is not valid: ", what), absl::StrCat("令牌无效：", what_zh)});
}

Json ParseJson(const std::string& text) { return Json::parse(text, nullptr, /*allow_exceptions=*/false); }

std::string TextAt(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

// A list of texts; nullopt when it is something else. Absent is empty.
std::optional<std::vector<std::string>> TextsAt(const Json& object, const char* key) {
  std::vector<std::string> texts;
  if (!object.contains(key)) return texts;
  if (!object[key].is_array()) return std::nullopt;
  for (const Json& item : object[key]) {
    if (!item.is_string()) return std::nullopt;
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

// A NumericDate; `otherwise` when absent, nullopt when it is not a whole number of our era.
std::optional<absl::Time> TimeAt(const Json& object, const char* key, std::optional<absl::Time> otherwise) {
  if (!object.contains(key)) return otherwise;
  const Json& value = object[key];
  if (!value.is_number_integer() || value < 0 || value > kMaxSeconds) return std::nullopt;
  return absl::FromUnixSeconds(value.get<int64_t>());
}

bool AudienceHas(const Json& claims, absl::string_view audience) {
  if (TextAt(claims, "aud") == audience) return true;
  const auto list = TextsAt(claims, "aud");
  return list && std::find(list->begin(), list->end(), audience) != list->end();
}

absl::Status CheckTime(const Claims& claims, absl::Time now) {
  if (now >= claims.expires + kLeeway) {
    return UnauthenticatedError(errors::REASON_TOKEN_EXPIRED, {"the token has expired", "令牌已过期，请重新登录"});
  }
  if (now < claims.not_before - kLeeway) {
    return UnauthenticatedError(errors::REASON_TOKEN_EXPIRED, {"the token is not valid yet", "令牌尚未生效"});
  }
  return absl::OkStatus();
}

absl::Status CheckScopes(const std::vector<std::string>& scopes) {
  if (!scopes.empty() && scopes.size() <= kMaxScopes && std::all_of(scopes.begin(), scopes.end(), IsOrgPath)) {
    return absl::OkStatus();
  }
  return UnauthenticatedError(errors::REASON_SCOPE_INVALID,
                              {"the token needs one to four organization paths as scopes", "令牌须含一至四个组织范围"});
}

// What a token whose signature is good says, checked.
absl::StatusOr<Claims> ReadClaims(const Json& json, absl::string_view issuer, absl::string_view audience,
                                  absl::Time now) {
  Claims claims;
  claims.subject = TextAt(json, "sub");
  claims.issuer = TextAt(json, "iss");
  if (claims.subject.empty()) return Invalid("no subject", "缺少主体");
  if (claims.issuer != issuer) return Invalid("it is from another issuer", "签发者不符");
  if (!AudienceHas(json, audience)) return Invalid("it is for another audience", "受众不符");
  claims.audience = std::string(audience);

  const auto expires = TimeAt(json, "exp", std::nullopt);
  const auto not_before = TimeAt(json, "nbf", absl::InfinitePast());
  const auto issued = TimeAt(json, "iat", absl::InfinitePast());
  if (!expires || !not_before || !issued) return Invalid("exp, nbf or iat is missing or malformed", "时间字段有误");
  claims.expires = *expires;
  claims.not_before = *not_before;
  claims.issued = *issued;
  RETURN_IF_ERROR(CheckTime(claims, now));

  auto roles = TextsAt(json, "roles");
  auto scopes = TextsAt(json, "scopes");
  if (!roles || !scopes) return Invalid("roles and scopes are lists of texts", "角色或范围格式有误");
  RETURN_IF_ERROR(CheckScopes(*scopes));
  claims.roles = *std::move(roles);
  claims.scopes = *std::move(scopes);
  return claims;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const KeySet>> KeySet::Parse(const std::string& jwks) {
  const Json json = ParseJson(jwks);
  if (!json.is_object() || !json.contains("keys") || !json["keys"].is_array() || json["keys"].empty()) {
    return absl::InvalidArgumentError("not a JSON Web Key Set, or an empty one");
  }
  auto set = std::make_shared<KeySet>();
  for (const Json& item : json["keys"]) {
    const std::string kid = TextAt(item, "kid");
    if (kid.empty()) return absl::InvalidArgumentError("a key has no kid");
    if (item.contains("d")) return absl::InvalidArgumentError(absl::StrCat("key ", kid, " is a private one"));
    ASSIGN_OR_RETURN(const Jwk key, ImportJwk(item.dump()));
    ASSIGN_OR_RETURN(const jwa_alg algorithm, AlgorithmOf(key));
    if (!set->keys_.insert({kid, {r_jwa_alg_to_str(algorithm), item.dump()}}).second) {
      return absl::InvalidArgumentError(absl::StrCat("two keys have the kid ", kid));
    }
  }
  return set;
}

absl::StatusOr<Claims> KeySet::Verify(absl::string_view token, absl::string_view issuer, absl::string_view audience,
                                      absl::Time now) const {
  if (token.size() > kMaxToken) return Invalid("it is too long", "过长");
  // Keys inside the token and unsigned tokens are not even parsed.
  const Jwt jwt = NewJwt();
  if (r_jwt_advanced_parsen(jwt.get(), token.data(), token.size(), R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) != RHN_OK ||
      r_jwt_get_type(jwt.get()) != R_JWT_TYPE_SIGN) {
    return Invalid("it is not a signed JSON Web Token", "不是已签名的 JWT");
  }
  const Json header = ParseJson(TakeText(r_jwt_get_full_header_str(jwt.get())));
  const auto key = keys_.find(TextAt(header, "kid"));
  if (key == keys_.end()) return Invalid("it is signed with an unknown key", "签名密钥未知");
  if (TextAt(header, "alg") != key->second.algorithm) return Invalid("its algorithm is not allowed", "签名算法不允许");
  if (header.contains("crit")) return Invalid("it has a critical header", "含有无法识别的关键头字段");
  ASSIGN_OR_RETURN(const Jwk public_key, ImportJwk(key->second.jwk));
  if (r_jwt_verify_signature(jwt.get(), public_key.get(), R_FLAG_IGNORE_REMOTE) != RHN_OK) {
    return Invalid("its signature is wrong", "签名错误");
  }
  return ReadClaims(ParseJson(TakeText(r_jwt_get_full_claims_str(jwt.get()))), issuer, audience, now);
}

}  // namespace xf::auth
