#include "services/rotation/domain/planning_rules.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/file.h"
#include "common/testing/matchers.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using ::testing::HasSubstr;
using xf::testing::IsOk;

std::string FileText() {
  const char* source = std::getenv("XF_SOURCE_DIR");
  auto text = ReadFile(absl::StrCat(source == nullptr ? "." : source, "/services/rotation/rules/planning.yaml"));
  EXPECT_THAT(text, IsOk());
  return text.ok() ? *text : "";
}

TEST(PlanningRulesTest, TheFileOfTheServiceHasEveryTypeAndGrade) {
  const auto rules = PlanningRules::Parse(FileText());
  ASSERT_THAT(rules, IsOk());
  const PlanningRule& rule = rules->For(CivilDay(2020, 1, 1));
  EXPECT_EQ(rule.version, "2024") << "the first version judges what is before it";
  EXPECT_EQ(rule.max_age.at(v1::PROGRAM_TYPE_SHADOWING), 45);
  EXPECT_GT(rule.appraisal.at(v1::APPRAISAL_GRADE_EXCELLENT), rule.appraisal.at(v1::APPRAISAL_GRADE_POOR));
}

TEST(PlanningRulesTest, AFileThatLacksSomethingIsRefused) {
  const std::string text = FileText();
  const auto without = [&](const std::string& part, const std::string& instead = "") {
    return std::string(PlanningRules::Parse(absl::StrReplaceAll(text, {{part, instead}})).status().message());
  };
  EXPECT_THAT(without("SHADOWING: 45, "), HasSubstr("PROGRAM_TYPE_SHADOWING"));
  EXPECT_THAT(without("FAIR: 0, "), HasSubstr("APPRAISAL_GRADE_FAIR"));
  EXPECT_THAT(without("GOOD: 10", "BEST: 10"), HasSubstr("BEST"));
  EXPECT_NE(without("  base: 100\n"), "");
  EXPECT_NE(without("absent_percent: 20", "absent_percent: 200"), "");
  EXPECT_FALSE(PlanningRules::Parse("versions: []").ok());
  EXPECT_FALSE(PlanningRules::Load("/nowhere.yaml").ok());
}

TEST(PlanningRulesTest, ALaterVersionHoldsFromItsDayOn) {
  std::string text = FileText();
  const size_t first = text.find("  - version");
  text += absl::StrReplaceAll(text.substr(first), {{"\"2024\"", "\"2030\""}, {"2022-01-01", "2030-01-01"}});
  const auto rules = PlanningRules::Parse(text);
  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ(rules->For(CivilDay(2029, 12, 31)).version, "2024");
  EXPECT_EQ(rules->For(CivilDay(2030, 1, 1)).version, "2030");
}

}  // namespace
}  // namespace xf::rotation
