#include "common/api/resource_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/matchers.h"

namespace xf::api {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::ViolatesFields;
using MemberName = ResourceName<"members">;

TEST(ResourceNameTest, PartsAndTextRoundTrip) {
  const auto name = MemberName::Parse("counties/431123/members/a-1_z");
  ASSERT_THAT(name, testing::IsOk());
  EXPECT_EQ(name->county(), "431123");
  EXPECT_EQ(name->id(), "a-1_z");
  EXPECT_EQ(name->ToString(), "counties/431123/members/a-1_z");
}

TEST(ResourceNameTest, MalformedNamesAreRefusedAboutTheirField) {
  const std::string long_id(65, 'a');
  for (const std::string& text :
       {std::string(), std::string("members/x"), std::string("counties/43112/members/x"),
        std::string("counties/4311234/members/x"), std::string("counties/43112a/members/x"),
        std::string("counties/431123/members/"), std::string("counties/431123/members/X"),
        std::string("counties/431123/members/x/y"), std::string("counties/431123/members/x "),
        std::string("/counties/431123/members/x"), std::string("counties/431123/organizations/x"),
        std::string("counties/431123/members/张"), std::string("counties/431123"),
        "counties/431123/members/" + long_id}) {
    const auto name = MemberName::Parse(text, "member.name");
    EXPECT_THAT(name, IsError(absl::StatusCode::kInvalidArgument, errors::REASON_RESOURCE_NAME_INVALID)) << text;
    EXPECT_THAT(name, ViolatesFields(ElementsAre("member.name")));
  }
}

TEST(ResourceNameTest, GivesCountyIdAndItselfToAStatement) {
  db::Args args;
  MemberName("431123", "x").BindTo(args);
  ASSERT_EQ(args.named().size(), 2u);
  EXPECT_EQ(args.named()[0].name, "county");
  EXPECT_EQ(args.named()[0].value, "431123");
  EXPECT_EQ(args.named()[1].name, "id");
  EXPECT_EQ(args.named()[1].value, "x");
  EXPECT_EQ(args.resource(), "counties/431123/members/x");
}

TEST(ResourceNameTest, CountyOfAnyNameBelowIt) {
  EXPECT_EQ(CountyOf("counties/431123"), "431123");
  EXPECT_EQ(CountyOf("counties/431123/members/x"), "431123");
  for (const char* text : {"", "counties/", "counties/43112", "counties/4311234", "county/431123", "counties/x31123"}) {
    EXPECT_EQ(CountyOf(text), "") << text;
  }
}

TEST(ResourceNameTest, AParentIsACountyAndNothingBelowIt) {
  EXPECT_EQ(CountyName::Parse("counties/431123")->ToString(), "counties/431123");
  EXPECT_THAT(CountyName::Parse("counties/431123/members/x"), ViolatesFields(ElementsAre("parent")));
}

}  // namespace
}  // namespace xf::api
