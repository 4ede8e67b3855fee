#include "common/auth/jwt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/auth/jwk.h"
#include "common/auth/key_for_test.h"
#include "common/base/file.h"
#include "common/testing/matchers.h"
#include "nlohmann/json.hpp"

namespace xf::auth {
namespace {

using testing::IsError;
using testing::IsOk;

class JwtTest : public ::testing::Test {
 protected:
  std::shared_ptr<const KeySet> Publish(const std::vector<std::string>& private_files) {
    EXPECT_THAT(WriteJwks(private_files, jwks_), IsOk());
    auto keys = KeySet::Parse(*ReadFile(jwks_));
    EXPECT_THAT(keys, IsOk());
    return *keys;
  }
  absl::StatusOr<Claims> Verify(absl::string_view token, absl::Time now = kTestNow) {
    return set_->Verify(token, "xianfeng-local", "xianfeng", now);
  }
  std::string Mint(const Claims& claims) { return *MintToken(key_.private_file, "", claims); }

  // Good claims under any key and header.
  std::string SignWith(const Jwk& key, jwa_alg algorithm, nlohmann::json header) {
    const std::vector<std::string> parts = absl::StrSplit(Mint(GoodClaims()), '.');
    std::string payload;
    EXPECT_TRUE(absl::WebSafeBase64Unescape(parts[1], &payload));
    const Jwt jwt = NewJwt();
    header["alg"] = r_jwa_alg_to_str(algorithm);
    EXPECT_EQ(r_jwt_set_full_header_json_str(jwt.get(), header.dump().c_str()), RHN_OK);
    EXPECT_EQ(r_jwt_set_full_claims_json_str(jwt.get(), payload.c_str()), RHN_OK);
    r_jwt_set_sign_alg(jwt.get(), algorithm);
    const std::string token = TakeText(r_jwt_serialize_signed(jwt.get(), key.get(), R_FLAG_IGNORE_REMOTE));
    EXPECT_FALSE(token.empty());
    return token;
  }

  TestKeys keys_;
  const std::string jwks_ = keys_.dir() + "/jwks.json";
  const SigningKey key_ = keys_.Make();
  const std::shared_ptr<const KeySet> set_ = Publish({key_.private_file});
};

const auto kInvalid = IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID);
const auto kExpired = IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_EXPIRED);
const auto kScope = IsError(absl::StatusCode::kUnauthenticated, errors::REASON_SCOPE_INVALID);

TEST_F(JwtTest, AMintedTokenSaysWhatItWasGiven) {
  const auto claims = Verify(Mint(GoodClaims()));
  ASSERT_THAT(claims, IsOk());
  EXPECT_EQ(claims->subject, "li-qing");
  EXPECT_EQ(claims->roles, std::vector<std::string>{"clerk"});
  EXPECT_EQ(claims->scopes, std::vector<std::string>{"43.4311.431123.o1"});
  EXPECT_EQ(claims->expires, kTestNow + absl::Hours(1));
  EXPECT_EQ(claims->not_before, kTestNow);
  EXPECT_EQ(claims->issued, kTestNow);
}

TEST_F(JwtTest, EveryAllowedAlgorithmWorks) {
  for (const KeyType type : {KeyType::kEs256, KeyType::kRs256, KeyType::kEdDsa}) {
    const SigningKey key = keys_.Make(type);
    const auto set = Publish({key.private_file});
    EXPECT_THAT(set->Verify(*MintToken(key.private_file, "", GoodClaims()), "xianfeng-local", "xianfeng", kTestNow),
                IsOk());
  }
}

TEST_F(JwtTest, TimesHaveHalfAMinuteOfLeeway) {
  const std::string token = Mint(GoodClaims());
  const absl::Time end = kTestNow + absl::Hours(1);
  EXPECT_THAT(Verify(token, end + absl::Seconds(29)), IsOk());
  EXPECT_THAT(Verify(token, end + absl::Seconds(30)), kExpired);
  EXPECT_THAT(Verify(token, kTestNow - absl::Seconds(30)), IsOk());
  EXPECT_THAT(Verify(token, kTestNow - absl::Seconds(31)), kExpired);
}

TEST_F(JwtTest, ATokenWithoutNotBeforeIsGoodAtOnce) {
  Claims claims = GoodClaims();
  claims.not_before = absl::InfinitePast();
  EXPECT_THAT(Verify(Mint(claims), kTestNow - absl::Hours(100)), IsOk());
}

TEST_F(JwtTest, IssuerAudienceAndSubjectMustFit) {
  Claims claims = GoodClaims();
  claims.issuer = "someone-else";
  EXPECT_THAT(Verify(Mint(claims)), kInvalid);
  claims = GoodClaims();
  claims.audience = "another-system";
  EXPECT_THAT(Verify(Mint(claims)), kInvalid);
  claims = GoodClaims();
  claims.subject = "";
  EXPECT_THAT(Verify(Mint(claims)), kInvalid);
}

TEST_F(JwtTest, ScopesAreOneToFourPaths) {
  for (const std::vector<std::string>& scopes :
       {std::vector<std::string>{}, {"1", "2", "3", "4", "5"}, {"43.A"}, {"43", ""}, {"%"}}) {
    Claims claims = GoodClaims();
    claims.scopes = scopes;
    EXPECT_THAT(Verify(Mint(claims)), kScope);
  }
  Claims claims = GoodClaims();
  claims.scopes = {"1", "2", "3", "4"};
  EXPECT_THAT(Verify(Mint(claims)), IsOk());
}

TEST_F(JwtTest, AKeyThatIsNotPublishedIsRefused) {
  const SigningKey stranger = keys_.Make();
  EXPECT_THAT(Verify(*MintToken(stranger.private_file, "", GoodClaims())), kInvalid);
  // Under a kid that is known, too.
  EXPECT_THAT(Verify(*MintToken(stranger.private_file, key_.kid, GoodClaims())), kInvalid);
}

TEST_F(JwtTest, AnyChangedCharacterIsNoticed) {
  const std::string token = Mint(GoodClaims());
  for (size_t i = 0; i < token.size(); i += 3) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'Q' : 'A';
    EXPECT_THAT(Verify(changed), kInvalid) << "at " << i;
  }
}

TEST_F(JwtTest, UnsignedTokensAreRefused) {
  const std::vector<std::string> parts = absl::StrSplit(Mint(GoodClaims()), '.');
  for (const char* algorithm : {"none", "None", "ES512", "RS256", ""}) {
    const std::string header = nlohmann::json({{"alg", algorithm}, {"kid", key_.kid}}).dump();
    for (const std::string& signature : {std::string(), parts[2]}) {
      EXPECT_THAT(Verify(absl::StrCat(absl::WebSafeBase64Escape(header), ".", parts[1], ".", signature)), kInvalid);
    }
  }
}

TEST_F(JwtTest, ThePublicKeyIsNoSecretToSignWith) {
  // HMAC under the public key's text: accepted by verifiers that let the token choose the algorithm.
  const std::string public_key = nlohmann::json::parse(*ReadFile(jwks_))["keys"][0].dump();
  const Jwk secret = NewJwk();
  ASSERT_EQ(r_jwk_import_from_symmetric_key(secret.get(), reinterpret_cast<const unsigned char*>(public_key.data()),
                                            public_key.size()),
            RHN_OK);
  EXPECT_THAT(Verify(SignWith(secret, R_JWA_ALG_HS256, {{"kid", key_.kid}})), kInvalid);
}

TEST_F(JwtTest, AKeyInsideTheTokenIsNotTrusted) {
  // Signed by a stranger who puts the public key into the header, as RFC 7515 allows.
  const Jwk stranger = *ImportJwk(*ReadFile(keys_.Make().private_file));
  auto jwk = nlohmann::json::parse(TakeText(r_jwk_export_to_json_str(stranger.get(), 0)));
  jwk.erase("d");
  EXPECT_THAT(Verify(SignWith(stranger, R_JWA_ALG_ES256, {{"kid", key_.kid}, {"jwk", jwk}})), kInvalid);
  EXPECT_THAT(Verify(SignWith(stranger, R_JWA_ALG_ES256, {{"jwk", jwk}})), kInvalid);
}

TEST_F(JwtTest, ACriticalHeaderIsNotIgnored) {
  const Jwk key = *ImportJwk(*ReadFile(key_.private_file));
  EXPECT_THAT(Verify(SignWith(key, R_JWA_ALG_ES256, {{"kid", key_.kid}})), IsOk());
  EXPECT_THAT(Verify(SignWith(key, R_JWA_ALG_ES256, {{"kid", key_.kid}, {"crit", {"b64"}}, {"b64", false}})), kInvalid);
}

TEST_F(JwtTest, RubbishIsRefused) {
  for (const std::string& token : {std::string("x"), std::string("a.b.c"), std::string("..."), std::string("{}"),
                                   std::string(9000, 'a'), std::string("\0\0", 2)}) {
    EXPECT_THAT(Verify(token), kInvalid);
  }
}

TEST_F(JwtTest, PemKeysSignUnderTheirThumbprint) {
  // Made with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`, for this test only.
  const std::string pem = keys_.dir() + "/key.pem";
  ASSERT_THAT(WriteFile(pem,
                        "-----BEGIN PRIVATE KEY-----\n"
                        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbn3alz4abnBzxNCa\n"
                        "TsV3lgjeofF5GWqjVJi793+MgIKhRANCAAQ3C0aoDF8NnxhkbUJGOECs9IxpAwjE\n"
                        "Dp9E/vuf+viWT9OR+Nk6I/KqjuEa+esHmaUoSxG2VkjtT2u5HGnEXPqi\n"
                        "-----END PRIVATE KEY-----\n",
                        0600),
              IsOk());
  const auto set = Publish({pem});
  EXPECT_THAT(set->Verify(*MintToken(pem, "", GoodClaims()), "xianfeng-local", "xianfeng", kTestNow), IsOk());
}

TEST_F(JwtTest, PrivateKeysAreOnlyForTheirOwner) {
  EXPECT_EQ(std::filesystem::status(key_.private_file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THAT(*ReadFile(jwks_), ::testing::Not(::testing::HasSubstr("\"d\"")));
}

TEST_F(JwtTest, KeySetsThatAreBrokenOrUnsafeAreRefused) {
  const std::string whole = *ReadFile(jwks_);
  const std::string private_key = *ReadFile(key_.private_file);
  auto twice = nlohmann::json::parse(whole);
  twice["keys"].push_back(twice["keys"][0]);
  auto nameless = nlohmann::json::parse(whole);
  nameless["keys"][0].erase("kid");
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"), std::string(R"({"keys":[]})"),
        whole.substr(0, whole.size() / 2), absl::StrCat(R"({"keys":[)", private_key, "]}"), twice.dump(),
        nameless.dump(), std::string(R"({"keys":[{"kty":"oct","kid":"k","k":"c2VjcmV0"}]})")}) {
    EXPECT_FALSE(KeySet::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace xf::auth
