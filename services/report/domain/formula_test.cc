#include "services/report/domain/formula.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/matchers.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;
using xf::testing::IsOk;

// Figures 11, 12, 13 and their sum as the seed report has them; row 24 with its longest placement.
double Seed(absl::string_view row, absl::string_view measure) {
  if (row == "11") return 66;
  if (row == "12") return 74;
  if (row == "13") return 95;
  if (row == "11-13") return 235;
  if (row == "24" && measure == "longest_months") return 6;
  return 0;
}

bool Holds(absl::string_view text) {
  const auto formula = Formula::Parse(text);
  EXPECT_THAT(formula, IsOk());
  return formula.ok() && formula->Holds(Seed);
}

TEST(FormulaTest, TheThreeTeachingTeamsMakeUpTheWhole) {
  EXPECT_TRUE(Holds("[11] + [12] + [13] = [11-13]"));
  EXPECT_FALSE(Holds("[11] + [12] = [11-13]"));
}

TEST(FormulaTest, EachRelationHasItsTruth) {
  EXPECT_TRUE(Holds("[11] <= 66"));
  EXPECT_FALSE(Holds("[11] <= 65"));
  EXPECT_TRUE(Holds("[11] >= 66"));
  EXPECT_FALSE(Holds("[11] >= 67"));
  EXPECT_FALSE(Holds("[11] = 67"));
}

TEST(FormulaTest, SignsBelongToTheTermThatFollows) {
  EXPECT_TRUE(Holds("[11-13] - [12] - [13] = [11]"));
  EXPECT_TRUE(Holds("[11] = [11-13] - [12] - [13]"));
}

TEST(FormulaTest, AMeasureIsReadAfterTheDot) { EXPECT_TRUE(Holds("[24.longest_months] = 6")); }

TEST(FormulaTest, EvidenceShowsTheNumbers) {
  EXPECT_EQ(Formula::Parse("[11] + [12] + [13] = [11-13]")->WithNumbers(Seed), "66 + 74 + 95 = 235");
  EXPECT_EQ(Formula::Parse("[11-13] - [13] >= 0.5")->WithNumbers(Seed), "235 - 95 >= 0.5");
}

TEST(FormulaTest, RowsAreThoseOfBothSides) {
  EXPECT_THAT(Formula::Parse("[11] + 1 = [11-13]")->Rows(), ElementsAre("11", "11-13"));
}

TEST(FormulaTest, WhatIsNoFormulaIsRefused) {
  for (const char* text : {"", "[11]", "[11] =", "= [11]", "[11] + = 3", "[11] [12] = 3", "[11] = 3 = 4", "eleven = 3",
                           "[11] < 3", "[] = 3"}) {
    EXPECT_FALSE(Formula::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace xf::report
