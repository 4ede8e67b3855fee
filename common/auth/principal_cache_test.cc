#include "common/auth/principal_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace xf::auth {
namespace {

const absl::Time kNow = absl::UnixEpoch();
const absl::Time kLater = absl::UnixEpoch() + absl::Hours(1);

std::shared_ptr<const Principal> Someone(const std::string& subject) {
  auto principal = std::make_shared<Principal>();
  principal->subject = subject;
  return principal;
}

TEST(PrincipalCacheTest, KeepsUntilExpiry) {
  PrincipalCache cache(10);
  cache.Put("k", Someone("a"), kLater, cache.generation());
  EXPECT_EQ(cache.Find("k", kNow)->subject, "a");
  EXPECT_EQ(cache.Find("k", kLater), nullptr);
  EXPECT_EQ(cache.Find("other", kNow), nullptr);
}

TEST(PrincipalCacheTest, StaysBoundedAndKeepsWhatIsUsed) {
  PrincipalCache cache(100);
  cache.Put("hot", Someone("hot"), kLater, cache.generation());
  for (int i = 0; i < 10'000; ++i) {
    cache.Put(std::to_string(i), Someone("cold"), kLater, cache.generation());
    ASSERT_NE(cache.Find("hot", kNow), nullptr) << i;
    ASSERT_LE(cache.size(), 100u);
  }
  EXPECT_EQ(cache.Find("0", kNow), nullptr);
  EXPECT_NE(cache.Find("9999", kNow), nullptr);
}

TEST(PrincipalCacheTest, WhatWasProvedBeforeAClearIsNotKept) {
  PrincipalCache cache(10);
  const int64_t before = cache.generation();
  cache.Put("a", Someone("a"), kLater, before);
  cache.Clear();
  EXPECT_EQ(cache.Find("a", kNow), nullptr);
  cache.Put("a", Someone("a"), kLater, before);
  EXPECT_EQ(cache.Find("a", kNow), nullptr);
  cache.Put("a", Someone("a"), kLater, cache.generation());
  EXPECT_NE(cache.Find("a", kNow), nullptr);
}

}  // namespace
}  // namespace xf::auth
