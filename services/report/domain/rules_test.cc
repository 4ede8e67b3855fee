#include "services/report/domain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "common/testing/matchers.h"
#include "services/report/domain/render.h"
#include "services/report/domain/testing.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using xf::testing::IsOk;

// A folder of rule files of this test's own.
class RulesTest : public ::testing::Test {
 protected:
  RulesTest() : folder_(std::filesystem::path(::testing::TempDir()) / "report_rules") {
    std::filesystem::create_directories(folder_);
    Write("report_zh.tmpl", "标题\n{{figure:9}}处\n");
    Write("figures.yaml", kFigures);
    Write("identities.yaml", "version: \"1\"\nidentities: []\n");
  }

  void Write(const char* name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  absl::StatusOr<Rules> Load() const { return LoadRules(folder_.string()); }
  void ExpectRefused(const char* why) const {
    const auto rules = Load();
    ASSERT_FALSE(rules.ok());
    EXPECT_THAT(std::string(rules.status().message()), HasSubstr(why));
  }

  static constexpr const char* kFigures =
      "version: \"1\"\nsince: \"2022-01-01\"\nfigures:\n"
      "  - {row: \"9\", title: 红色教育阵地, unit: 处, step: 10, type: x.Venue, definition: 数}\n";

 private:
  std::filesystem::path folder_;
};

TEST_F(RulesTest, AFigureHasItsDefaults) {
  const auto rules = Load();
  ASSERT_THAT(rules, IsOk());
  ASSERT_EQ(rules->figures.size(), 1U);
  const FigureRule& rule = rules->figures[0];
  EXPECT_EQ(rule.step, 10);
  EXPECT_EQ(rule.counts, Counts::kRows);
  EXPECT_FALSE(rule.since);
  EXPECT_FALSE(rule.labelled());
  EXPECT_EQ(rules->since, absl::CivilDay(2022, 1, 1));
  EXPECT_EQ(rules->Find("10"), nullptr);
}

TEST_F(RulesTest, AMissingFieldIsRefused) {
  Write("figures.yaml", "version: \"1\"\nsince: \"2022-01-01\"\nfigures:\n  - {row: \"9\", title: 红色教育阵地}\n");
  ExpectRefused("report_rules");
}

TEST_F(RulesTest, TheSameRowTwiceIsRefused) {
  const std::string text(kFigures);
  Write("figures.yaml", text + text.substr(text.find("  - ")));
  ExpectRefused("row 9 twice");
}

TEST_F(RulesTest, AnIdentityOfAnUnknownFigureIsRefused) {
  Write("identities.yaml", "version: \"1\"\nidentities:\n  - {id: a, title: 甲, formula: \"[9] = [99]\"}\n");
  ExpectRefused("unknown figure 99");
}

TEST_F(RulesTest, FilesOfDifferentVersionsAreRefused) {
  Write("identities.yaml", "version: \"2\"\nidentities: []\n");
  ExpectRefused("version");
}

TEST(OwnRulesTest, EveryNumberedRowOfTheReportIsAFigure) {
  std::vector<std::string> rows;
  for (const FigureRule& rule : OwnRules().figures) rows.push_back(rule.row);
  EXPECT_THAT(rows, ElementsAre("6", "7", "8", "9", "10", "11", "12", "13", "11-13", "14", "18", "19", "23", "24", "25",
                                "28", "30", "31", "32", "34", "36", "37", "38", "39", "41", "43", "44", "45", "47"));
}

TEST(OwnRulesTest, OnlyTheAgreedFiguresHaveAClaimStep) {
  for (const FigureRule& rule : OwnRules().figures) {
    const int64_t step = std::set<std::string>{"9", "19", "44", "45"}.contains(rule.row) ? 10
                         : std::set<std::string>{"10", "25"}.contains(rule.row)          ? 100
                         : rule.row == "41"                                              ? 10000
                                                                                         : 1;
    EXPECT_EQ(rule.step, step) << rule.row;
  }
}

TEST(OwnRulesTest, FiguresThatCountKindsAreThoseOfTheContract) {
  std::vector<std::string> rows;
  for (const FigureRule& rule : OwnRules().figures) {
    if (rule.counts == Counts::kKinds) rows.push_back(rule.row);
  }
  EXPECT_THAT(rows, ElementsAre("6", "14", "23", "28", "37", "38", "43", "47"));
}

TEST(OwnRulesTest, PersonsAreNeverNamedBesideANumber) {
  for (const FigureRule& rule : OwnRules().figures) {
    if (rule.counts == Counts::kPersons || rule.row == "32" || rule.row == "34") {
      EXPECT_FALSE(rule.labelled()) << rule.row;
    }
  }
}

TEST(OwnRulesTest, TheTemplateNamesOnlyWhatThereIs) { EXPECT_THAT(CheckTemplate(OwnRules()), IsOk()); }

TEST(OwnRulesTest, TheTemplateSaysEveryFigure) {
  for (const FigureRule& rule : OwnRules().figures) {
    EXPECT_THAT(OwnRules().report_template, HasSubstr("{{figure:" + rule.row + "}}"));
    for (const Statement& statement : rule.statements) {
      EXPECT_THAT(OwnRules().report_template, HasSubstr("{{claim:" + rule.row + "." + statement.id + "}}"));
    }
  }
}

}  // namespace
}  // namespace xf::report
