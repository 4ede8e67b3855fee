#include "services/membership/domain/prefix.h"

#include <gtest/gtest.h>

#include <random>

namespace xf::membership {
namespace {

TEST(PrefixEndTest, IsThePrefixWithItsLastCharacterRaised) {
  EXPECT_EQ(PrefixEnd("ab"), "ac");
  EXPECT_EQ(PrefixEnd("李"), "杏");
  EXPECT_EQ(PrefixEnd("欧阳"), "欧阴");
}

TEST(PrefixEndTest, CrossesTheLengthsOfUtf8) {
  EXPECT_EQ(PrefixEnd("\x7F"), "\u0080");
  EXPECT_EQ(PrefixEnd("\u07FF"), "\u0800");
  EXPECT_EQ(PrefixEnd("\uFFFF"), "\U00010000");
}

TEST(PrefixEndTest, KnowsTheSupplementaryPlanes) { EXPECT_EQ(PrefixEnd("王\U00020BB7"), "王\U00020BB8"); }

TEST(PrefixEndTest, StepsOverSurrogates) { EXPECT_EQ(PrefixEnd("\uD7FF"), "\uE000"); }

TEST(PrefixEndTest, DropsTheLastCodePointOfAll) {
  EXPECT_EQ(PrefixEnd("a\U0010FFFF"), "b");
  EXPECT_EQ(PrefixEnd("\U0010FFFF"), "");
  EXPECT_EQ(PrefixEnd(""), "");
}

// For any texts over a few awkward characters: t begins with p exactly when p ≤ t < PrefixEnd(p), compared by bytes.
TEST(PrefixEndTest, BoundsExactlyTheTextsThatBeginSo) {
  const std::string characters[] = {"a",  "z",      "\u00B7", "\u07FF",     "一",
                                    "龥", "\uD7FF", "\uE000", "\U00020000", "\U0010FFFF"};
  std::mt19937 random(7);
  const auto text = [&](size_t least) {
    std::string made;
    for (size_t i = least + random() % 3; i > 0; --i) made += characters[random() % std::size(characters)];
    return made;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string prefix = text(1);
    const std::string candidate = text(0);
    const std::string end = PrefixEnd(prefix);
    const bool inside = prefix <= candidate && (end.empty() || candidate < end);
    EXPECT_EQ(inside, candidate.substr(0, prefix.size()) == prefix) << prefix << " / " << candidate;
  }
}

}  // namespace
}  // namespace xf::membership
