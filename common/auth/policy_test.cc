#include "common/auth/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace xf::auth {
namespace {

using ::testing::HasSubstr;

constexpr char kTwoRoles[] = R"(
roles:
  clerk: ["membership.*.*", "!*.*.export"]
  auditor: ["audit.*.*"]
  keeper: ["system.*.*"]
separate: [auditor, keeper]
services:
  spiffe://xianfeng/report: {description: reports, permissions: [sync.feed.read], scopes: ["43", "99"]}
)";

TEST(PolicyTest, RolesGiveTogetherWhatEachGives) {
  const auto policy = *Policy::Parse(kTwoRoles);
  const PermissionSet both = policy->PermissionsOf({"clerk", "auditor"});
  EXPECT_TRUE(both.Allows("membership.members.write"));
  EXPECT_TRUE(both.Allows("audit.entries.read"));
  EXPECT_FALSE(both.Allows("membership.members.export"));
  EXPECT_FALSE(policy->PermissionsOf({"nobody"}).Allows("membership.members.read"));
}

TEST(PolicyTest, OnlyListedServicesAreKnown) {
  const auto policy = *Policy::Parse(kTwoRoles);
  const ServicePolicy* report = policy->Service("spiffe://xianfeng/report");
  ASSERT_NE(report, nullptr);
  EXPECT_TRUE(report->grant.Allows("sync.feed.read"));
  EXPECT_EQ(report->scopes, (std::vector<std::string>{"43", "99"}));
  EXPECT_EQ(policy->Service("spiffe://xianfeng/reports"), nullptr);
  EXPECT_EQ(policy->Service(""), nullptr);
}

TEST(PolicyTest, ASeparateRoleIsHeldAlone) {
  const auto policy = *Policy::Parse(kTwoRoles);
  EXPECT_TRUE(policy->Conflict({"auditor", "clerk", "keeper"}));
  EXPECT_TRUE(policy->Conflict({"clerk", "auditor"}));
  EXPECT_TRUE(policy->Conflict({"auditor", "nobody"}));
  EXPECT_FALSE(policy->Conflict({"auditor", "auditor"}));
  EXPECT_FALSE(policy->Conflict({"clerk", "clerk2"}));
}

TEST(PolicyTest, OfSeveralRolesTheMostGenerousLimitHolds) {
  const auto policy = *Policy::Parse(R"(
roles: {slow: ['a.b.c'], quick: ['a.b.c'], free: ['a.b.c']}
services: {"spiffe://xianfeng/report": {description: d, permissions: [sync.feed.read], scopes: ["43"]}}
limits:
  slow: {per_second: 0.5, burst: 20, per_day: 7}
  quick: {per_second: 10, burst: 1, per_day: 8}
  spiffe://xianfeng/report: {per_second: 1000, burst: 1000}
)");
  const auto slow = policy->LimitOf({"slow"});
  ASSERT_TRUE(slow.has_value());
  EXPECT_EQ(slow->per_second, 0.5);
  const auto both = policy->LimitOf({"slow", "quick"});
  EXPECT_EQ(both->per_second, 10);
  EXPECT_EQ(both->burst, 20);
  EXPECT_EQ(both->per_day, 8);
  EXPECT_FALSE(policy->LimitOf({"slow", "free"}).has_value());
  EXPECT_EQ(policy->LimitOf({"spiffe://xianfeng/report"})->per_day, 0);
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
      {"roles: {a: ['x.*.read'], b: ['*.y.*', '!x.*.*']}\nseparate: [a, b]", "share a permission: a, b"},
      {"roles: {clerk: ['*']}\nlimits: {clark: {per_second: 1, burst: 1}}", "\"clark\""},
      {"roles: {clerk: ['*']}\nlimits: {clerk: {per_second: 0, burst: 1}}", "above 0"},
      {"roles: {clerk: ['*']}\nlimits: {clerk: {per_second: .nan, burst: 1}}", "above 0"},
      {"roles: {clerk: ['*']}\nlimits: {clerk: {per_second: 1, burst: 1, per_hour: 1}}", "unknown key \"per_hour\""},
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
  // Nor may one of them be a business user besides, with whom they would share rights.
  EXPECT_TRUE(policy_->Conflict({"security_admin", "county_admin"}));
}

TEST_F(LocalPolicyTest, OneWhoAsksForAnExportCantApproveItByRoleAlone) {
  EXPECT_TRUE(Allows("security_admin", "membership.exports.approve"));
  EXPECT_FALSE(Allows("security_admin", "membership.members.export"));
  EXPECT_FALSE(Allows("clerk", "membership.exports.approve"));
  EXPECT_FALSE(Allows("integrator", "membership.members.export"));
}

TEST_F(LocalPolicyTest, WhoCallsFromOutsideHasALimit) {
  for (const std::string role : {"clerk", "integrator", "auditor", "system_admin", "security_admin", "audit_admin"}) {
    EXPECT_TRUE(policy_->LimitOf({role}).has_value()) << role;
  }
  EXPECT_FALSE(policy_->LimitOf({"spiffe://xianfeng/report"}).has_value());
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
