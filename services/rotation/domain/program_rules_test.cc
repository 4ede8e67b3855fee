#include "services/rotation/domain/program_rules.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using ::testing::HasSubstr;
using xf::testing::IsOk;

// A version of the rules whose shadowing lasts up to `months`.
std::string Version(absl::string_view name, absl::string_view from, int months) {
  return absl::StrCat(
      "  - {version: \"", name, "\", effective_from: ", from,
      ", types: {SHADOWING: {min_months: 3, max_months: ", months,
      "}, POST_ROTATION: {min_months: 2, max_months: 3, batch_required: true}, ",
      "SPECIAL_TRAINING: {min_months: 0, max_months: 3}, FIELD_PRACTICE: {min_months: 1, max_months: 6}}}\n");
}

TEST(ProgramRulesTest, TheFileOfTheServiceSaysWhatTheReportSays) {
  const char* source = std::getenv("XF_SOURCE_DIR");
  ASSERT_NE(source, nullptr);
  const auto rules = ProgramRules::Load(absl::StrCat(source, "/services/rotation/rules/programs.yaml"));
  ASSERT_THAT(rules, IsOk());
  const ProgramRule& shadowing = rules->For(v1::PROGRAM_TYPE_SHADOWING, CivilDay(2024, 1, 1));
  EXPECT_EQ(shadowing.min_months, 3);
  EXPECT_EQ(shadowing.max_months, 6);
  EXPECT_FALSE(shadowing.batch_required);
  const ProgramRule& rotation = rules->For(v1::PROGRAM_TYPE_POST_ROTATION, CivilDay(2024, 1, 1));
  EXPECT_EQ(rotation.min_months, 2);
  EXPECT_EQ(rotation.max_months, 3);
  EXPECT_TRUE(rotation.batch_required);
}

TEST(ProgramRulesTest, APlacementIsJudgedByTheVersionInForceOnItsFirstDay) {
  // In the file the newer one comes first: order does not matter.
  const auto rules = ProgramRules::Parse(
      absl::StrCat("versions:\n", Version("new", "2025-07-01", 12), Version("old", "2022-01-01", 6)));
  ASSERT_THAT(rules, IsOk());
  const auto version = [&](CivilDay day) { return rules->For(v1::PROGRAM_TYPE_SHADOWING, day).version; };
  EXPECT_EQ(version(CivilDay(2021, 5, 1)), "old");
  EXPECT_EQ(version(CivilDay(2025, 6, 30)), "old");
  EXPECT_EQ(version(CivilDay(2025, 7, 1)), "new");
  EXPECT_EQ(rules->For(v1::PROGRAM_TYPE_SHADOWING, CivilDay(2026, 1, 1)).max_months, 12);
}

TEST(ProgramRulesTest, AFileThatSaysTooLittleIsRefusedWithTheReason) {
  const auto message = [](const std::string& yaml) {
    return std::string(ProgramRules::Parse(yaml).status().message());
  };
  EXPECT_THAT(message("versions: []"), HasSubstr("no version"));
  EXPECT_THAT(message(absl::StrCat("versions:\n", Version("v", "2022-13-01", 6))), HasSubstr("effective_from"));
  EXPECT_THAT(message(absl::StrCat("versions:\n", Version("v", "2022-01-01", 2))), HasSubstr("range of months"));
  EXPECT_THAT(
      message("versions: [{version: v, effective_from: 2022-01-01, types: {DANCING: {min_months: 1, max_months: 2}}}]"),
      HasSubstr("DANCING"));
  EXPECT_THAT(
      message(
          "versions: [{version: v, effective_from: 2022-01-01, types: {SHADOWING: {min_months: 3, max_months: 6}}}]"),
      HasSubstr("POST_ROTATION"));
  EXPECT_FALSE(ProgramRules::Load("/nowhere/programs.yaml").ok());
}

}  // namespace
}  // namespace xf::rotation
