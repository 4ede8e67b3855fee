#include "common/api/text.h"

#include <gtest/gtest.h>

namespace xf::api {
namespace {

TEST(TextTest, CharactersAreCountedNotBytes) {
  EXPECT_EQ(CharacterCount(""), 0u);
  EXPECT_EQ(CharacterCount("abc"), 3u);
  EXPECT_EQ(CharacterCount("张三·𠮷"), 4u);
}

TEST(TextTest, FirstCharactersNeverSplitOne) {
  EXPECT_EQ(FirstCharacters("张三𠮷x", 0), "");
  EXPECT_EQ(FirstCharacters("张三𠮷x", 2), "张三");
  EXPECT_EQ(FirstCharacters("张三𠮷x", 3), "张三𠮷");
  EXPECT_EQ(FirstCharacters("张三", 9), "张三");
}

TEST(TextTest, DecodeGivesCodePointsAndMarksMalformedBytes) {
  EXPECT_EQ(Decode("aé张𠮷"), U"aé张𠮷");
  EXPECT_EQ(Decode("\xe5\xbc"), U"\uFFFD\uFFFD");
  EXPECT_EQ(Decode("\xc0\x80"), U"\uFFFD\uFFFD");
}

TEST(TextTest, ControlCharactersAreFoundButNewlineAndTabAreText) {
  EXPECT_FALSE(HasControlCharacter("一行\n二行\t表"));
  EXPECT_FALSE(HasControlCharacter("\u00A0·"));
  EXPECT_TRUE(HasControlCharacter(absl::string_view("a\0b", 3)));
  EXPECT_TRUE(HasControlCharacter("a\rb"));
  EXPECT_TRUE(HasControlCharacter("\x7f"));
  EXPECT_TRUE(HasControlCharacter("\u0085"));
}

}  // namespace
}  // namespace xf::api
