#include "services/ctl/sample/facts.h"

#include <gtest/gtest.h>

#include <fstream>

namespace xf::sample {
namespace {

std::string Written(const std::string& text) {
  const std::string path = ::testing::TempDir() + "/facts.yaml";
  std::ofstream(path) << text;
  return path;
}

TEST(YamlToJsonTest, ScalarsBecomeTextButTrueAndFalse) {
  EXPECT_EQ(*YamlToJson("{a: 5, b: [x, true], c: \"true\"}"), R"({"a":"5","b":["x",true],"c":"true"})");
  EXPECT_TRUE(absl::IsInvalidArgument(YamlToJson("{a: [").status()));
}

TEST(ReadFactsTest, ReadsTheForm) {
  const auto facts = ReadFacts(Written("county: '431123'\nyear: 2025\nvolunteer: {party_member_teams: 72}\n"));
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->county(), "431123");
  EXPECT_EQ(facts->volunteer().party_member_teams(), 72);
}

TEST(ReadFactsTest, RefusesAFieldThatTheFormDoesNotHave) {
  const auto facts = ReadFacts(Written("county: '431123'\nvolunteer: {teams: 72}\n"));
  EXPECT_TRUE(absl::IsInvalidArgument(facts.status())) << facts.status();
}

}  // namespace
}  // namespace xf::sample
