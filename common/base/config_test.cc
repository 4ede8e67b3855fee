#include "common/base/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"

namespace xf {
namespace {

using ::testing::HasSubstr;

class ConfigTest : public ::testing::Test {
 protected:
  ~ConfigTest() override { std::filesystem::remove(path_); }

  absl::StatusOr<Config> Load(const std::string& audit) {
    const std::string text = absl::StrCat(
        "service: membership\nlisten: 127.0.0.1:0\ndatabase: {app: a, owner: o}\ntls: {ca: c, cert: c, key: k}\n",
        "jwt: {jwks: j, issuer: i, audience: a}\npolicy: p\nkeys: k\nrules: r\n", audit);
    EXPECT_TRUE(WriteFile(path_, text).ok());
    return LoadConfig(path_);
  }

  const std::string path_ = absl::StrCat(::testing::TempDir(), "config_", ::getpid(), ".yaml");
};

TEST_F(ConfigTest, PathsStandBesideTheFile) {
  const auto config = Load("audit: {key: k.pem, trust: t.pem}\n");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->audit_key, (std::filesystem::path(path_).parent_path() / "k.pem").string());
  EXPECT_EQ(config->audit_retention_days, 1095);
}

TEST_F(ConfigTest, WhatIsMissingIsNamedAtOnce) {
  EXPECT_THAT(std::string(Load("").status().message()), HasSubstr("missing audit.key, audit.trust"));
}

TEST_F(ConfigTest, AuditEntriesAreKeptForSixMonthsAtLeast) {
  EXPECT_TRUE(Load("audit: {key: k.pem, trust: t.pem, retention_days: 183}\n").ok());
  EXPECT_THAT(std::string(Load("audit: {key: k.pem, trust: t.pem, retention_days: 182}\n").status().message()),
              HasSubstr("audit.retention_days must be 183 at least"));
}

}  // namespace
}  // namespace xf
