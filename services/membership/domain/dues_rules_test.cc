#include "services/membership/domain/dues_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::CivilDay kJoined(2010, 7, 15);

class DuesRulesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* root = std::getenv("XF_SOURCE_DIR");
    auto rules = DuesRules::Load(std::string(root == nullptr ? "" : root) + "/services/membership/rules/dues.yaml");
    ASSERT_TRUE(rules.ok()) << rules.status();
    rules_ = *std::move(rules);
  }
  static v1::DuesAssessment Of(v1::DuesBasis basis, int64_t base) {
    v1::DuesAssessment assessment;
    assessment.set_basis(basis);
    assessment.set_base_fen(base);
    assessment.set_first_month("2026-01");
    return assessment;
  }
  // Monthly dues in fen; -1 when there is a violation.
  int64_t Monthly(v1::DuesBasis basis, int64_t base) const {
    v1::DuesAssessment assessment = Of(basis, base);
    return Assess(assessment, rules_, kJoined).empty() ? assessment.monthly_fen() : -1;
  }
  std::vector<std::string> Fields(v1::DuesAssessment assessment) const {
    std::vector<std::string> fields;
    for (const Violation& violation : Assess(assessment, rules_, kJoined)) fields.push_back(violation.field);
    return fields;
  }
  std::vector<std::string> Fields(const v1::DuesPayment& payment) const {
    std::vector<std::string> fields;
    for (const auto& violation : CheckPayment(payment, rules_, absl::CivilDay(2026, 11, 25)))
      fields.push_back(violation.field);
    return fields;
  }
  DuesRules rules_;
};

TEST_F(DuesRulesTest, TheRateOfTheBracketAppliesToTheWholeBase) {
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 300000), 1500);  // 3,000 yuan at 0.5 %.
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 300100), 3000);  // 3,001 yuan at 1 %: 30.01, rounded to 0.1 yuan.
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 500000), 5000);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 500100), 7500);  // 75.015 → 75.0.
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 1000000), 15000);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 1000100), 20000);  // 200.02 → 200.0.
  EXPECT_EQ(Monthly(v1::DUES_BASIS_ANNUAL_SALARY, 2000000), 40000);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_QUARTERLY_INCOME, 400000), 4000);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_PENSION, 500000), 2500);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_PENSION, 500100), 5000);
}

TEST_F(DuesRulesTest, AmountsAreRoundedHalfUpToTenFen) {
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 301000), 3010);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 301400), 3010);  // 30.14 → 30.1.
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 301500), 3020);  // 30.15 → 30.2.
}

TEST_F(DuesRulesTest, FarmersChooseWithinTheRangeAndOthersPayTheMinimum) {
  EXPECT_EQ(Monthly(v1::DUES_BASIS_FARMER, 20), 20);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_FARMER, 100), 100);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_FARMER, 19), -1);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_FARMER, 101), -1);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_MINIMUM, 0), 20);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_MINIMUM, 1), -1);
  EXPECT_EQ(Monthly(v1::DUES_BASIS_WAGE, 0), -1);
}

TEST_F(DuesRulesTest, DuesBeginWithTheMonthOfJoining) {
  v1::DuesAssessment assessment = Of(v1::DUES_BASIS_WAGE, 300000);
  assessment.set_first_month("2010-07");
  EXPECT_THAT(Fields(assessment), IsEmpty());
  assessment.set_first_month("2010-06");
  EXPECT_THAT(Fields(assessment), ElementsAre("assessment.first_month"));
}

TEST_F(DuesRulesTest, AReductionIsLessAndApproved) {
  v1::DuesAssessment assessment = Of(v1::DUES_BASIS_WAGE, 300000);
  assessment.set_reduced_fen(0);
  EXPECT_THAT(Fields(assessment), ElementsAre("assessment.reduction_document"));
  assessment.set_reduction_document("双组〔2026〕1号");
  EXPECT_THAT(Fields(assessment), IsEmpty());
  EXPECT_TRUE(Assess(assessment, rules_, kJoined).empty());
  EXPECT_EQ(assessment.monthly_fen(), 0);
  EXPECT_EQ(assessment.rule_version(), "2008");
  assessment.set_reduced_fen(1500);
  EXPECT_THAT(Fields(assessment), ElementsAre("assessment.reduced_fen"));
  assessment.clear_reduced_fen();
  EXPECT_THAT(Fields(assessment), ElementsAre("assessment.reduced_fen"));
}

TEST_F(DuesRulesTest, BackPaymentOfMoreThanSixMonthsNeedsAnApproval) {
  v1::DuesPayment payment;
  *payment.mutable_payment_date() = ToDate(absl::CivilDay(2026, 11, 20));
  payment.set_first_month("2026-05");
  payment.set_last_month("2026-11");
  EXPECT_THAT(Fields(payment), IsEmpty());
  payment.set_first_month("2026-04");
  EXPECT_THAT(Fields(payment), ElementsAre("payment.first_month"));
  payment.set_document("同意补交");
  EXPECT_THAT(Fields(payment), IsEmpty());
}

TEST_F(DuesRulesTest, APaymentsMonthsAreInOrderAndItsDayHasCome) {
  v1::DuesPayment payment;
  *payment.mutable_payment_date() = ToDate(absl::CivilDay(2026, 11, 26));
  payment.set_first_month("2026-11");
  payment.set_last_month("2026-10");
  EXPECT_THAT(Fields(payment), ElementsAre("payment.payment_date", "payment.last_month"));
  *payment.mutable_payment_date() = ToDate(absl::CivilDay(2026, 11, 25));
  payment.set_last_month("2027-12");
  EXPECT_THAT(Fields(payment), ElementsAre("payment.last_month"));
}

TEST(DuesRuleFileTest, BracketsRiseAndTheLastIsOpen) {
  const auto load = [](const std::string& wage) {
    const std::string path = ::testing::TempDir() + "/dues_test.yaml";
    std::ofstream(path) << "tables:\n  - {version: x, effective_from: 2008-04-01, wage: " << wage
                        << ", pension: [{rate: 50}], farmer: {least: 20, most: 100}, minimum: 20, rounding: 10, "
                           "back_months: 6, central_gift: 100000, warning_months: 6}";
    return std::string(DuesRules::Load(path).status().message());
  };
  EXPECT_EQ(load("[{up_to: 5, rate: 1}, {rate: 2}]"), "");
  EXPECT_THAT(load("[{up_to: 5, rate: 1}]"), HasSubstr("last bracket"));
  EXPECT_THAT(load("[{up_to: 5, rate: 1}, {up_to: 5, rate: 2}, {rate: 3}]"), HasSubstr("rise"));
  EXPECT_THAT(load("[{rate: 0}]"), HasSubstr("rate is not positive"));
}

}  // namespace
}  // namespace xf::membership
