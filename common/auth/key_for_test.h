// A signing key in a folder of its own, for the tests of common/auth.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "common/auth/mint.h"
#include "common/base/ids.h"

namespace xf::auth {

inline constexpr absl::Time kTestNow = absl::FromUnixSeconds(1'780'000'000);

class TestKeys {
 public:
  TestKeys() { std::filesystem::create_directories(dir_); }
  ~TestKeys() { std::filesystem::remove_all(dir_); }

  // Makes a key pair.
  SigningKey Make(KeyType type = KeyType::kEs256) {
    auto key = GenerateKey(dir_, type);
    EXPECT_TRUE(key.ok()) << key.status();
    return *key;
  }
  const std::string& dir() const { return dir_; }

 private:
  const std::string dir_ = ::testing::TempDir() + "xf-keys-" + NewUuid();
};

// A clerk's claims that are good at kTestNow.
inline Claims GoodClaims() {
  return {.subject = "li-qing",
          .roles = {"clerk"},
          .scopes = {"43.4311.431123.o1"},
          .issuer = "xianfeng-local",
          .audience = "xianfeng",
          .expires = kTestNow + absl::Hours(1),
          .not_before = kTestNow,
          .issued = kTestNow};
}

}  // namespace xf::auth
