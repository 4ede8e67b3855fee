#include "services/ctl/tables/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xf::ctl {
namespace {

using ::testing::HasSubstr;

TEST(EncodingTest, BothEncodingsAreRead) {
  EXPECT_EQ(ToUtf8("姓名,民族\n盘山石,瑶\n").value(), "姓名,民族\n盘山石,瑶\n");
  EXPECT_EQ(ToUtf8(ToGb18030("姓名,民族\n盘山石,瑶\n")).value(), "姓名,民族\n盘山石,瑶\n");
}

TEST(EncodingTest, AFileMayMixThemLineByLine) {
  const std::string mixed = ToGb18030("姓名,民族\n") + "欧阳青松,汉族\n" + ToGb18030("盘山石,瑶族\n");
  EXPECT_EQ(ToUtf8(mixed).value(), "姓名,民族\n欧阳青松,汉族\n盘山石,瑶族\n");
}

TEST(EncodingTest, RareCharactersAndTheDotOfMinorityNamesSurvive) {
  const std::string rare = "𠮷娜·买买提㐀";
  EXPECT_EQ(ToUtf8(ToGb18030(rare)).value(), rare);
}

TEST(EncodingTest, MarksAndEndsOfLinesAreTakenOff) {
  EXPECT_EQ(ToUtf8("\xEF\xBB\xBF甲\r\n乙\r丙").value(), "甲\n乙\n丙");
}

TEST(EncodingTest, WhatIsNeitherIsRefusedByLine) {
  EXPECT_THAT(ToUtf8("a\nb\n\xFF\xFF\n").status().message(), HasSubstr("第 3 行"));
  EXPECT_THAT(ToUtf8("\xFF\xFE\x66\x00").status().message(), HasSubstr("UTF-16"));
}

}  // namespace
}  // namespace xf::ctl
