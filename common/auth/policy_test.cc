#include "common/auth/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace xf::auth {
namespace {

using ::testing::HasSubstr;

constexpr char kPolicy[] = R"(
roles:
  clerk: ["membership.*.*", "!*.*.export"]
  auditor: ["audit.*.*"]
  keeper: ["system.*.*"]
separate: [auditor, keeper]
services:
  spiffe://xianfeng/report: {description: reports, permissions: [sync.feed.read], scopes: ["43", "99"]}
)";

TEST(PolicyTest, RolesGiveTogetherWhatEachGives) {
  const auto policy = *Policy::Parse(kPolicy);
  const PermissionSet both = policy->PermissionsOf({"clerk", "auditor"});
  EXPECT_TRUE(both.Allows("membership.members.write"));
  EXPECT_TRUE(both.Allows("audit.entries.read"));
  EXPECT_FALSE(both.Allows("membership.members.export"));
  EXPECT_FALSE(policy->PermissionsOf({"nobody"}).Allows("membership.members.read"));
}

TEST(PolicyTest, OnlyListedServicesAreKnown) {
  const auto policy = *Policy::Parse(kPolicy);
  const ServicePolicy* report = policy->Service("spiffe://xianfeng/report");
  ASSERT_NE(report, nullptr);
  EXPECT_TRUE(report->grant.Allows("sync.feed.read"));
  EXPECT_EQ(report->scopes, (std::vector<std::string>{"43", "99"}));
  EXPECT_EQ(policy->Service("spiffe://xianfeng/reports"), nullptr);
  EXPECT_EQ(policy->Service(""), nullptr);
}

TEST(PolicyTest, SeparateRolesMayNotMeet) {
  const auto policy = *Policy::Parse(kPolicy);
  EXPECT_TRUE(policy->Conflict({"auditor", "clerk", "keeper"}));
  EXPECT_FALSE(policy->Conflict({"auditor", "clerk", "auditor"}));
}

TEST(PolicyTest, ErrorsSayWhatIsWrong) {
  const struct {
    const char* yaml;
    const char* error;
  } cases[] = {
      {"", "no roles"},
      {"roles: [", "yaml"},
      {"roles: {clerk: [x]}", "\"x\""},
      {"roles: {clerk: {a: b}}", "bad conversion"},
      {"rules: {clerk: ['*']}", "unknown key \"rules\""},
      {"roles: {clerk: ['*']}\nseparate: [clark]", "unknown role \"clark\""},
      {"roles: {clerk: ['*']}\nservices: {s: {description: d, permissions: ['*'], scopes: []}}", "1 to 4"},
      {"roles: {clerk: ['*']}\nservices: {s: {description: d, permissions: ['*'], scopes: [A]}}", "1 to 4"},
      {"roles: {clerk: ['*']}\nservices: {s: {description: d, permissions: ['*'], scope: [a]}}",
       "unknown key \"scope\""},
  };
  for (const auto& test : cases) {
    const auto policy = Policy::Parse(test.yaml);
    ASSERT_FALSE(policy.ok()) << test.yaml;
    EXPECT_THAT(std::string(policy.status().message()), HasSubstr(test.error)) << test.yaml;
  }
}

// What the policy that we ship promises.
class LocalPolicyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* source = std::getenv("XF_SOURCE_DIR");
    ASSERT_NE(source, nullptr) << "run by ctest, or set XF_SOURCE_DIR to the repository";
    auto policy = Policy::FromFile(std::string(source) + "/deploy/local/policy.yaml");
    ASSERT_TRUE(policy.ok()) << policy.status();
    policy_ = *policy;
  }
  bool Allows(const std::string& role, const std::string& permission) {
    return policy_->PermissionsOf({role}).Allows(permission);
  }
  std::shared_ptr<const Policy> policy_;
};

TEST_F(LocalPolicyTest, ClerksReadAndWriteButNeitherRevealNorExport) {
  for (const std::string service : {"membership", "training", "rotation", "volunteer", "report"}) {
    EXPECT_TRUE(Allows("clerk", service + ".things.read"));
    EXPECT_TRUE(Allows("clerk", service + ".things.write"));
    EXPECT_FALSE(Allows("clerk", service + ".things.reveal"));
    EXPECT_FALSE(Allows("clerk", service + ".things.export"));
  }
  EXPECT_FALSE(Allows("clerk", "sync.feed.read"));
  EXPECT_FALSE(Allows("clerk", "audit.entries.read"));
}

TEST_F(LocalPolicyTest, IntegratorsOnlyRead) {
  EXPECT_TRUE(Allows("integrator", "sync.feed.read"));
  EXPECT_TRUE(Allows("integrator", "membership.members.read"));
  EXPECT_FALSE(Allows("integrator", "membership.members.write"));
  EXPECT_FALSE(Allows("integrator", "sync.feed.reveal"));
}

TEST_F(LocalPolicyTest, TheThreeAdministratorsAreThreePersonsWithoutBusinessData) {
  for (const std::string role : {"system_admin", "security_admin", "audit_admin"}) {
    EXPECT_FALSE(Allows(role, "membership.members.read")) << role;
  }
  EXPECT_TRUE(policy_->Conflict({"system_admin", "audit_admin"}));
  EXPECT_TRUE(policy_->Conflict({"system_admin", "security_admin"}));
  EXPECT_TRUE(policy_->Conflict({"security_admin", "audit_admin"}));
  EXPECT_TRUE(Allows("audit_admin", "audit.entries.read"));
  EXPECT_FALSE(Allows("system_admin", "audit.entries.read"));
}

TEST_F(LocalPolicyTest, ServicesFollowFeedsAndReadButNeverWrite) {
  for (const std::string name : {"membership", "training", "rotation", "volunteer", "report"}) {
    const ServicePolicy* service = policy_->Service("spiffe://xianfeng/" + name);
    ASSERT_NE(service, nullptr) << name;
    EXPECT_TRUE(service->grant.Allows("sync.feed.read"));
    EXPECT_TRUE(service->grant.Allows("membership.organizations.read"));
    EXPECT_FALSE(service->grant.Allows("membership.organizations.write"));
  }
}

}  // namespace
}  // namespace xf::auth
