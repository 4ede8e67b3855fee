// What a server refuses to start with, and what it survives while it runs.
#include <nlohmann/json.hpp>

#include "common/crypto/key_file.h"
#include "common/rpc/register.h"
#include "common/rpc/service.h"
#include "health/v1/health.pb.h"
#include "tests/guards/own_server.h"

namespace xf::membership {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using ::testing::Not;

// A service whose methods have no access option.
class Unannotated final : public rpc::Service<"grpc.health.v1.Health"> {};

TEST(StartTest, AMethodWithoutAccessOptionIsNamedAndNothingIsServed) {
  OwnServer own;
  rpc::Definition definition = Definition();
  definition.start = [start = definition.start](rpc::App& app) {
    app.Serve<Unannotated>();
    return start(app);
  };
  const auto server = rpc::Server::Start(own.config, definition);
  ASSERT_EQ(server.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(server.status().message()),
              AllOf(HasSubstr("grpc.health.v1.Health.Check"), HasSubstr("grpc.health.v1.Health.Watch"),
                    Not(HasSubstr("MemberService"))));
}

TEST(StartTest, AFileThatIsMissingIsNamed) {
  for (std::string Config::*file :
       {&Config::jwks, &Config::policy, &Config::keys, &Config::tls_ca, &Config::tls_cert, &Config::tls_key}) {
    OwnServer own;
    std::filesystem::remove(own.config.*file);
    const auto server = rpc::Server::Start(own.config, Definition());
    ASSERT_FALSE(server.ok()) << own.config.*file;
    EXPECT_THAT(std::string(server.status().message()), HasSubstr(own.config.*file));
  }
}

TEST(StartTest, AHalfWrittenFileRefusesToStartAndItsTextIsNotShown) {
  for (std::string Config::*file : {&Config::jwks, &Config::policy, &Config::keys}) {
    OwnServer own;
    const std::string text = testing::Must(ReadFile(own.config.*file));
    ASSERT_THAT(WriteFile(own.config.*file, text.substr(0, text.size() - 5)), IsOk());
    const auto server = rpc::Server::Start(own.config, Definition());
    ASSERT_FALSE(server.ok()) << own.config.*file;
    EXPECT_THAT(std::string(server.status().message()),
                AllOf(HasSubstr(own.config.*file), Not(HasSubstr(text.substr(text.size() / 2, 16)))));
  }
}

TEST(KeySetTest, AHalfWrittenKeySetIsLoggedOnceAndTheOldKeysGoOn) {
  OwnServer own;
  own.Start();
  const LogLines log;
  const std::string whole = own.Read("jwks.json");
  const std::string token = own.Token(own.signing_key());
  const rpc::Client client = own.Connect(token);
  own.Write("jwks.json", whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(Eventually([&] {
    EXPECT_THAT(OwnServer::Ask(client), IsOk());
    return log.Has("policy or key set not reloaded");
  }));
  EXPECT_FALSE(log.Has(whole.substr(whole.size() / 4, 24)));
  EXPECT_FALSE(log.Has(token));

  // The next key: the old one's tokens are refused from now on, those of the new one taken.
  const std::string next = testing::Must(auth::GenerateKey(own.File(""), auth::KeyType::kEdDsa)).private_file;
  own.Publish({next});
  EXPECT_TRUE(Eventually([&] { return OwnServer::Ask(own.Connect(own.Token(next))).ok(); }));
  EXPECT_THAT(OwnServer::Ask(client), IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
  EXPECT_TRUE(Eventually([&] { return log.Has("policy and key set reloaded"); }));
}

TEST(KeySetTest, AValueWhoseSealingKeyIsMissingIsAnErrorOfOursAndNothingElseStops) {
  OwnServer own;
  own.Start();
  const rpc::Client before = own.Connect(own.Token(own.signing_key()));
  v1::CreateOrganizationRequest root;
  root.set_parent(OwnServer::kCounty);
  root.set_organization_id("990001");
  root.mutable_organization()->set_display_name("中共测试县委员会");
  root.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
  ASSERT_THAT(before.Call(&OrganizationStub::CreateOrganization, root), IsOk());
  v1::CreateOrganizationRequest branch = root;
  branch.set_organization_id("b1");
  branch.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_BRANCH);
  branch.mutable_organization()->set_superior("counties/990001/organizations/990001");
  ASSERT_THAT(before.Call(&OrganizationStub::CreateOrganization, branch), IsOk());
  v1::CreateMemberRequest member;
  member.set_parent(OwnServer::kCounty);
  *member.mutable_member() = TestPerson(1, "counties/990001/organizations/b1");
  ASSERT_THAT(before.Call(&MemberStub::CreateMember, member), IsOk());

  own.server.reset();
  const std::string used = testing::Must(crypto::ReadKeyFile(own.config.keys)).active;
  ASSERT_THAT(crypto::AddDataKey(own.config.keys, crypto::Profile::kIntl), IsOk());
  auto keys = nlohmann::json::parse(own.Read("keys.json"));
  keys["keys"].erase(used);
  own.Write("keys.json", keys.dump());
  own.Start();
  const LogLines log;
  const rpc::Client after = own.Connect(own.Token(own.signing_key()));
  EXPECT_THAT(OwnServer::Ask(after), IsError(absl::StatusCode::kInternal, errors::REASON_INTERNAL));
  EXPECT_TRUE(log.Has("sealed under a key that is missing: " + used));
  v1::ListOrganizationsRequest others;
  others.set_parent(OwnServer::kCounty);
  EXPECT_THAT(after.Call(&OrganizationStub::ListOrganizations, others), IsOk());
}

TEST(LimitTest, APrincipalsLimitRefusesWithTheTimeToWaitAndIsCounted) {
  OwnServer own;
  own.Write("policy.yaml",
            "roles: {county_admin: ['*'], clerk: ['membership.*.*']}\n"
            "limits: {clerk: {per_second: 0.01, burst: 3, per_day: 100}}\n");
  own.Start();
  const rpc::Client clerk = own.Connect(own.Token(own.signing_key(), {"clerk"}));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(OwnServer::Ask(clerk), IsOk());
  const absl::Status refused = OwnServer::Ask(clerk);
  EXPECT_THAT(refused, IsError(absl::StatusCode::kResourceExhausted, errors::REASON_RATE_LIMITED));
  EXPECT_TRUE(refused.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  EXPECT_THAT(obs::MetricsText(), HasSubstr("xf_limited_calls_total{limit=\"rate\"} 1"));
}

}  // namespace
}  // namespace xf::membership
