#include "services/membership/domain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace xf::membership {
namespace {

using ::testing::HasSubstr;

std::string FileWith(const std::string& text) {
  const std::string path = ::testing::TempDir() + "/rules_test.yaml";
  std::ofstream(path) << text;
  return path;
}

constexpr char kTerm[] =
    "term: {committee_years: 5, branch_years: 3, village_or_community_years: 5}\n"
    "export: {rows_without_approval: 1000, approval_hours: 72}\n";

TEST(RulesTest, TheShippedFileSaysWhatTheRegulationsSay) {
  const char* root = std::getenv("XF_SOURCE_DIR");
  ASSERT_NE(root, nullptr);
  const auto rules = LoadRules(std::string(root) + "/services/membership/rules/membership.yaml");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->minimum_age, 18);
  EXPECT_EQ(rules->probation_months, 12);
  EXPECT_EQ(rules->probation_since, absl::CivilDay(1977, 8, 18));
  EXPECT_EQ(rules->committee_term_years, 5);
  EXPECT_EQ(rules->branch_term_years, 3);
  EXPECT_EQ(rules->village_term_years, 5);
  EXPECT_EQ(rules->export_rows_without_approval, 1000);
  EXPECT_EQ(rules->export_approval_hours, 72);
  EXPECT_EQ(rules->transfer_letter_days, 90);
  EXPECT_EQ(rules->still_lost_months, 24);
  EXPECT_EQ(rules->branch_full_members, 3);
  EXPECT_EQ(rules->secretary_months, 12);
  EXPECT_EQ(rules->general_branch_committee_least, 5);
  EXPECT_EQ(rules->general_branch_committee_most, 7);
  EXPECT_EQ(rules->committee_officers_least, 5);
  EXPECT_EQ(rules->committee_officers_most, 9);
  EXPECT_EQ(rules->small_branch_officers_most, 2);
  EXPECT_EQ(rules->joint_branch_units, 5);
  EXPECT_EQ(rules->task_branch_months, 6);
  EXPECT_EQ(rules->founding_reply_months, 1);
  EXPECT_EQ(rules->election_quorum_percent, 80);
  EXPECT_EQ(rules->election_postpone_months, 12);
}

TEST(RulesTest, AFileThatIsNotThereIsAnErrorWithItsPath) {
  EXPECT_THAT(LoadRules("/nowhere/membership.yaml").status().message(), HasSubstr("/nowhere/membership.yaml"));
}

TEST(RulesTest, AMissingNumberIsAnError) {
  const auto rules =
      LoadRules(FileWith(absl::StrCat("minimum_age: {years: 18}\nprobation: {since: 1977-08-18}\n", kTerm)));
  EXPECT_EQ(rules.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(RulesTest, ANumberThatIsNotPositiveIsNamed) {
  const auto rules =
      LoadRules(FileWith(absl::StrCat("minimum_age: {years: 0}\nprobation: {months: 12, since: 1977-08-18}\n", kTerm)));
  EXPECT_THAT(rules.status().message(), HasSubstr("minimum_age.years"));
}

TEST(RulesTest, ADayThatIsNoDateIsNamed) {
  const auto rules = LoadRules(
      FileWith(absl::StrCat("minimum_age: {years: 18}\nprobation: {months: 12, since: 1977-02-30}\n", kTerm)));
  EXPECT_THAT(rules.status().message(), HasSubstr("probation.since"));
}

}  // namespace
}  // namespace xf::membership
