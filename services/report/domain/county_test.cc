#include "services/report/domain/county.h"

#include <gtest/gtest.h>

namespace xf::report {
namespace {

TEST(CountyTest, RootPathIsProvinceCityCounty) { EXPECT_EQ(RootPath("431123"), "43.4311.431123"); }

TEST(CountyTest, AScopeTouchesTheCountyFromAboveOrFromWithin) {
  EXPECT_TRUE(Touches({"43"}, "431123"));
  EXPECT_TRUE(Touches({"43.4311.431123"}, "431123"));
  EXPECT_TRUE(Touches({"43.4311.431123.t7.v9"}, "431123"));
  EXPECT_TRUE(Touches({"43.4311.431122", "43.4311.431123.t7"}, "431123"));
}

TEST(CountyTest, AnotherCountysScopeDoesNotTouch) {
  EXPECT_FALSE(Touches({"43.4311.431122"}, "431123"));
  EXPECT_FALSE(Touches({"43.4311.4311231"}, "431123"));
  EXPECT_FALSE(Touches({}, "431123"));
}

}  // namespace
}  // namespace xf::report
