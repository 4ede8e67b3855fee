#include "common/base/ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace xf {
namespace {

using ::testing::MatchesRegex;

TEST(IdsTest, IdsOfLaterMillisecondsSortLater) {
  const absl::Time start = absl::FromUnixMillis(1'700'000'000'000);
  std::string last = NewId(start);
  for (int i = 1; i <= 1000; ++i) {
    std::string next = NewId(start + absl::Milliseconds(i));
    EXPECT_LT(last, next);
    last = std::move(next);
  }
}

TEST(IdsTest, IdsFitAnOrgPathLabel) {
  EXPECT_THAT(NewId(absl::FromUnixMillis(1'700'000'000'000)), MatchesRegex("[0-9a-z]{20}"));
  EXPECT_THAT(NewId(absl::InfinitePast()), MatchesRegex("0000000000[0-9a-z]{10}"));
}

TEST(IdsTest, IdsOfOneMillisecondDiffer) {
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.insert(NewId(absl::UnixEpoch()));
  EXPECT_EQ(ids.size(), 10'000u);
}

TEST(IdsTest, UuidsAreOfVersionFourAndDiffer) {
  EXPECT_THAT(NewUuid(), MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(NewUuid(), NewUuid());
}

TEST(IdsTest, RandomBytesAreAsManyAsAsked) {
  EXPECT_EQ(RandomBytes(0), "");
  EXPECT_EQ(RandomBytes(1000).size(), 1000u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

}  // namespace
}  // namespace xf
