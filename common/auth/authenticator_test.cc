#include "common/auth/authenticator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "common/auth/key_for_test.h"
#include "common/base/file.h"
#include "common/testing/matchers.h"

namespace xf::auth {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;

constexpr char kReport[] = "spiffe://xianfeng/report";
constexpr char kGateway[] = "spiffe://xianfeng/gateway";
constexpr char kPolicy[] = R"(
roles: {clerk: ["membership.*.*"], a: ["audit.*.*"], b: ["system.*.*"]}
separate: [a, b]
services: {"spiffe://xianfeng/report": {description: d, permissions: [sync.feed.read], scopes: ["43"]}}
)";

class SetClock final : public Clock {
 public:
  absl::Time Now() const override { return now; }
  absl::Time now = kTestNow;
};

class AuthenticatorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(WriteFile(policy_, kPolicy), IsOk());
    ASSERT_THAT(WriteJwks({key_.private_file}, jwks_), IsOk());
    auto made = Authenticator::Create({.policy_file = policy_,
                                       .jwks_file = jwks_,
                                       .issuer = "xianfeng-local",
                                       .audience = "xianfeng",
                                       .reload_every = absl::ZeroDuration(),
                                       .clock = &clock_});
    ASSERT_THAT(made, IsOk());
    authenticator_ = *std::move(made);
  }
  std::string Token(const std::vector<std::string>& roles = {"clerk"}) {
    Claims claims = GoodClaims();
    claims.roles = roles;
    return *MintToken(key_.private_file, "", claims);
  }
  bool Allowed(const std::string& token, absl::string_view permission) {
    const auto principal = authenticator_->Authenticate(kGateway, token);
    EXPECT_THAT(principal, IsOk());
    return principal.ok() && Allows(**principal, permission);
  }

  TestKeys keys_;
  SetClock clock_;
  const SigningKey key_ = keys_.Make();
  const std::string policy_ = keys_.dir() + "/policy.yaml";
  const std::string jwks_ = keys_.dir() + "/jwks.json";
  std::unique_ptr<Authenticator> authenticator_;
};

TEST_F(AuthenticatorTest, ATokenIsAPersonWhoCallsThroughAService) {
  const auto principal = authenticator_->Authenticate(kGateway, Token());
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ((*principal)->subject, "li-qing");
  EXPECT_EQ((*principal)->service, kGateway);
  EXPECT_EQ((*principal)->display, "li-qing (clerk)");
  EXPECT_FALSE((*principal)->is_service);
  EXPECT_THAT((*principal)->scopes, ElementsAre("43.4311.431123.o1"));
  EXPECT_TRUE(Allows(**principal, "membership.members.read"));
  EXPECT_FALSE(Allows(**principal, "sync.feed.read"));
}

TEST_F(AuthenticatorTest, AListedServiceSpeaksForItself) {
  const auto principal = authenticator_->Authenticate(kReport, "");
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ((*principal)->subject, kReport);
  EXPECT_TRUE((*principal)->is_service);
  EXPECT_THAT((*principal)->scopes, ElementsAre("43"));
  EXPECT_TRUE(Allows(**principal, "sync.feed.read"));
}

TEST_F(AuthenticatorTest, AListedServiceWithATokenIsThatPersonAndNoMore) {
  const auto principal = authenticator_->Authenticate(kReport, Token());
  ASSERT_THAT(principal, IsOk());
  EXPECT_FALSE((*principal)->is_service);
  EXPECT_FALSE(Allows(**principal, "sync.feed.read"));
  EXPECT_THAT((*principal)->scopes, ElementsAre("43.4311.431123.o1"));
}

TEST_F(AuthenticatorTest, NobodyIsRefused) {
  const auto missing = IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_MISSING);
  EXPECT_THAT(authenticator_->Authenticate(kGateway, ""), missing);
  EXPECT_THAT(authenticator_->Authenticate("", ""), missing);
}

TEST_F(AuthenticatorTest, ABadTokenOfAListedServiceIsNotForgiven) {
  EXPECT_THAT(authenticator_->Authenticate(kReport, "x"),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
}

TEST_F(AuthenticatorTest, SeparateAdministratorsMayNotBeOnePerson) {
  EXPECT_THAT(authenticator_->Authenticate(kGateway, Token({"a", "b"})),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
}

TEST_F(AuthenticatorTest, ARememberedTokenExpiresAllTheSame) {
  const std::string token = Token();
  EXPECT_THAT(authenticator_->Authenticate(kGateway, token), IsOk());
  clock_.now = kTestNow + absl::Hours(1) + kLeeway;
  EXPECT_THAT(authenticator_->Authenticate(kGateway, token),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_EXPIRED));
}

TEST_F(AuthenticatorTest, ARememberedTokenIsTheSamePrincipalPerService) {
  const std::string token = Token();
  const auto first = authenticator_->Authenticate(kGateway, token);
  EXPECT_EQ(*first, *authenticator_->Authenticate(kGateway, token));
  EXPECT_EQ((*authenticator_->Authenticate(kReport, token))->service, kReport);
}

TEST_F(AuthenticatorTest, ANewPolicyHoldsAtOnceForRememberedTokens) {
  const std::string token = Token();
  EXPECT_FALSE(Allowed(token, "training.classes.read"));
  ASSERT_THAT(WriteFile(policy_, "roles: {clerk: ['training.*.*']}"), IsOk());
  EXPECT_TRUE(Allowed(token, "training.classes.read"));
  EXPECT_FALSE(Allowed(token, "membership.members.read"));
  EXPECT_THAT(authenticator_->Authenticate(kReport, ""),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_MISSING));
}

TEST_F(AuthenticatorTest, ABrokenPolicyChangesNothingUntilItIsMended) {
  const std::string token = Token();
  ASSERT_THAT(WriteFile(policy_, "roles: {clerk: [trai"), IsOk());
  EXPECT_TRUE(Allowed(token, "membership.members.read"));
  EXPECT_FALSE(authenticator_->reload_status().ok());
  ASSERT_THAT(WriteFile(policy_, "roles: {clerk: ['training.*.*']}"), IsOk());
  EXPECT_TRUE(Allowed(token, "training.classes.read"));
  EXPECT_THAT(authenticator_->reload_status(), IsOk());
}

TEST_F(AuthenticatorTest, KeysChangeWithoutARestart) {
  const std::string token = Token();
  EXPECT_THAT(authenticator_->Authenticate(kGateway, token), IsOk());
  const SigningKey next = keys_.Make();
  const std::string next_token = *MintToken(next.private_file, "", GoodClaims());
  ASSERT_THAT(WriteJwks({key_.private_file, next.private_file}, jwks_), IsOk());
  EXPECT_THAT(authenticator_->Authenticate(kGateway, token), IsOk());
  EXPECT_THAT(authenticator_->Authenticate(kGateway, next_token), IsOk());

  ASSERT_THAT(WriteJwks({next.private_file}, jwks_), IsOk());
  EXPECT_THAT(authenticator_->Authenticate(kGateway, token),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
  EXPECT_THAT(authenticator_->Authenticate(kGateway, next_token), IsOk());
}

TEST_F(AuthenticatorTest, AHalfWrittenKeySetKeepsTheOldOne) {
  const std::string whole = *ReadFile(jwks_);
  ASSERT_THAT(WriteFile(jwks_, whole.substr(0, whole.size() / 2)), IsOk());
  EXPECT_THAT(authenticator_->Authenticate(kGateway, Token()), IsOk());
  std::filesystem::remove(jwks_);
  EXPECT_THAT(authenticator_->Authenticate(kGateway, Token()), IsOk());
}

TEST_F(AuthenticatorTest, ManyThreadsMayAskWhileThePolicyChanges) {
  const std::string token = Token();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) EXPECT_THAT(authenticator_->Authenticate(kGateway, token), IsOk());
    });
  }
  for (int i = 0; i < 20; ++i) EXPECT_THAT(WriteFile(policy_, kPolicy), IsOk());
  for (std::thread& thread : threads) thread.join();
}

TEST(AuthenticatorCreateTest, MissingFilesRefuseToStart) {
  EXPECT_FALSE(
      Authenticator::Create({.policy_file = "/nonexistent/policy.yaml", .jwks_file = "/nonexistent/jwks"}).ok());
}

}  // namespace
}  // namespace xf::auth
