#include "services/ctl/cli/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/error.h"

namespace xf::ctl {
namespace {

using ::testing::HasSubstr;

TEST(DisplayWidthTest, ChineseTakesTwoColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("红色教育阵地"), 12);
  EXPECT_EQ(DisplayWidth("“六好”党支部"), 14);
  EXPECT_EQ(DisplayWidth("𠮷"), 2);
  EXPECT_EQ(DisplayWidth("\xE7"), 1);
}

TEST(TableTest, AlignsByDisplayWidth) {
  EXPECT_EQ(Table({{"a", "红色", "5"}, {"bb", "x", "123"}}, {2}),
            "a   红色    5\n"
            "bb  x     123\n");
}

TEST(DescribeErrorTest, SaysReasonBothLanguagesAndEveryViolation) {
  const std::string text = DescribeError(
      InvalidError({{"member.phone", {"is no number", "号码有误"}}, {"member.education", {"is no code", "代码有误"}}}));
  EXPECT_THAT(text, HasSubstr("INVALID_ARGUMENT FIELD_INVALID: "));
  EXPECT_THAT(text, HasSubstr("member.phone: is no number / 号码有误"));
  EXPECT_THAT(text, HasSubstr("member.education: is no code / 代码有误"));
}

TEST(DescribeErrorTest, SaysWhenToTryAgainAndWhatIsMeant) {
  EXPECT_THAT(DescribeError(ExhaustedError(errors::REASON_QUEUE_FULL, {"busy", "繁忙"}, absl::Milliseconds(1500))),
              HasSubstr("try again in 1.5 s"));
  EXPECT_THAT(DescribeError(NotFoundError("counties/431123/members/x")),
              HasSubstr("resource: counties/431123/members/x"));
}

}  // namespace
}  // namespace xf::ctl
