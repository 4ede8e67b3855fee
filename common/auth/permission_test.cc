#include "common/auth/permission.h"

#include <gtest/gtest.h>

namespace xf::auth {
namespace {

bool Allows(const std::vector<std::string>& patterns, absl::string_view permission) {
  return Grant::Parse(patterns)->Allows(permission);
}

TEST(PermissionTest, AStarStandsForOnePart) {
  EXPECT_TRUE(Allows({"membership.members.read"}, "membership.members.read"));
  EXPECT_FALSE(Allows({"membership.members.read"}, "membership.members.write"));
  EXPECT_TRUE(Allows({"membership.*.*"}, "membership.organizations.write"));
  EXPECT_FALSE(Allows({"membership.*.*"}, "training.classes.write"));
  EXPECT_TRUE(Allows({"*.*.read"}, "training.classes.read"));
  EXPECT_FALSE(Allows({"*.*.read"}, "training.classes.reader"));
}

TEST(PermissionTest, AStarAloneIsEverything) { EXPECT_TRUE(Allows({"*"}, "membership.members.reveal")); }

TEST(PermissionTest, NothingGivenIsNothingAllowed) {
  EXPECT_FALSE(Allows({}, "membership.members.read"));
  EXPECT_FALSE(PermissionSet().Allows("membership.members.read"));
}

TEST(PermissionTest, PartsMustBeAsMany) {
  EXPECT_FALSE(Allows({"*.*.*"}, "membership.members"));
  EXPECT_FALSE(Allows({"*.*.*"}, "membership.members.read.all"));
  EXPECT_FALSE(Allows({"*.*.*"}, ""));
}

TEST(PermissionTest, AnExclamationMarkTakesAwayWithinItsRole) {
  const std::vector<std::string> clerk = {"membership.*.*", "!*.*.export"};
  EXPECT_TRUE(Allows(clerk, "membership.members.write"));
  EXPECT_FALSE(Allows(clerk, "membership.members.export"));
  const PermissionSet both({*Grant::Parse(clerk), *Grant::Parse({"*.*.export"})});
  EXPECT_TRUE(both.Allows("membership.members.export"));
}

TEST(PermissionTest, MalformedPatternsAreRefused) {
  for (const char* pattern : {"", "membership", "membership.members", "a.b.c.d", "a..c", "membership.mem*.read",
                              "A.b.c", "!", "**", "a.b.c "}) {
    EXPECT_FALSE(Grant::Parse({pattern}).ok()) << pattern;
  }
}

}  // namespace
}  // namespace xf::auth
