#include "common/auth/scope.h"

#include <gtest/gtest.h>

namespace xf::auth {
namespace {

TEST(ScopeTest, AScopeCoversItselfAndWhatIsBelow) {
  EXPECT_TRUE(Covers("43.4311", "43.4311"));
  EXPECT_TRUE(Covers("43.4311", "43.4311.431123.o1"));
  EXPECT_FALSE(Covers("43.4311", "43.43110"));
  EXPECT_FALSE(Covers("43.4311", "43"));
  EXPECT_FALSE(Covers("43.4311", "44.4311"));
  EXPECT_FALSE(Covers("", "43"));
}

TEST(ScopeTest, AnyOfSeveralScopesIsEnough) {
  EXPECT_TRUE(CoversAny({"43.1", "43.2"}, "43.2.x"));
  EXPECT_FALSE(CoversAny({"43.1", "43.2"}, "43.3"));
  EXPECT_FALSE(CoversAny({}, "43"));
}

TEST(ScopeTest, PathsAreDottedLabels) {
  EXPECT_TRUE(IsOrgPath("43"));
  EXPECT_TRUE(IsOrgPath("43.4311.431123.o_1"));
  EXPECT_TRUE(IsOrgPath(std::string(40, 'a')));
  for (const std::string& path : {std::string(), std::string("."), std::string("43."), std::string(".43"),
                                  std::string("43..1"), std::string("43.A"), std::string("43.a-b"), std::string("43/1"),
                                  std::string("43. 1"), std::string("%"), std::string(41, 'a')}) {
    EXPECT_FALSE(IsOrgPath(path)) << path;
  }
}

TEST(ScopeTest, CommonAncestorIsTheLowestThatCoversBoth) {
  EXPECT_EQ(CommonAncestor("43.4311.431123.a.x", "43.4311.431123.b"), "43.4311.431123");
  EXPECT_EQ(CommonAncestor("43.4311", "43.4311.431123"), "43.4311");
  EXPECT_EQ(CommonAncestor("43.4311.431123", "43.4311"), "43.4311");
  EXPECT_EQ(CommonAncestor("43.43", "43.431"), "43");
  EXPECT_EQ(CommonAncestor("43.1", "44.1"), "");
}

}  // namespace
}  // namespace xf::auth
