#include "services/ctl/sample/divisions.h"

#include <gtest/gtest.h>

namespace xf::sample {
namespace {

TEST(PlaceNameTest, TakesTheCommitteesSuffixOff) {
  EXPECT_EQ(PlaceName("廖家村"), "廖家村");
  EXPECT_EQ(PlaceName("大路口村委会"), "大路口村");
  EXPECT_EQ(PlaceName("良村村委会"), "良村");
  EXPECT_EQ(PlaceName("林峰社区居委会"), "林峰社区");
  EXPECT_EQ(PlaceName("塘基上（青山里）村"), "塘基上（青山里）村");
}

TEST(ReadDivisionsTest, FindsTheCountysTownshipsAndVillages) {
  const auto divisions = ReadDivisions(XF_SAMPLE_DIR "/divisions-hunan.csv", "431123");
  ASSERT_TRUE(divisions.ok()) << divisions.status();
  EXPECT_EQ(divisions->county_name, "双牌县");
  EXPECT_EQ(divisions->city_name, "永州市");
  EXPECT_EQ(divisions->province_name, "湖南省");
  ASSERT_EQ(divisions->townships.size(), 14u);
  size_t villages = 0, communities = 0;
  for (const Township& township : divisions->townships) {
    villages += township.villages.size();
    for (const Village& village : township.villages) communities += village.community;
  }
  EXPECT_EQ(villages, 119u);
  EXPECT_EQ(communities, 3u);
}

TEST(ReadDivisionsTest, RefusesAnUnknownCountyAndAMissingFile) {
  EXPECT_TRUE(absl::IsNotFound(ReadDivisions(XF_SAMPLE_DIR "/divisions-hunan.csv", "431199").status()));
  EXPECT_TRUE(absl::IsNotFound(ReadDivisions("/nowhere.csv", "431123").status()));
}

}  // namespace
}  // namespace xf::sample
