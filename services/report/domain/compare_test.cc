#include "services/report/domain/compare.h"

#include <gtest/gtest.h>

#include "common/testing/matchers.h"

namespace xf::report {
namespace {

using xf::testing::EqualsProto;

v1::Report ReportOf(const std::vector<std::pair<const char*, int64_t>>& figures, const char* version = "1") {
  v1::Report report;
  report.set_rule_version(version);
  for (const auto& [row, value] : figures) {
    v1::Figure& figure = *report.add_figures();
    figure.set_name(std::string("counties/431123/figures/") + row);
    figure.set_title(std::string("指标") + row);
    figure.set_value(value);
  }
  return report;
}

TEST(CompareTest, OnlyFiguresThatMovedAreNamed) {
  EXPECT_THAT(Compare(ReportOf({{"9", 23}, {"10", 108}}), ReportOf({{"9", 24}, {"10", 108}})), EqualsProto(R"pb(
                differences { figure: "counties/431123/figures/9" title: "指标9" before: 23 after: 24 }
              )pb"));
}

TEST(CompareTest, AFigureThatOneReportLacksCountsZeroThere) {
  EXPECT_THAT(Compare(ReportOf({{"9", 23}}), ReportOf({{"10", 5}})), EqualsProto(R"pb(
                differences { figure: "counties/431123/figures/10" title: "指标10" after: 5 }
                differences { figure: "counties/431123/figures/9" title: "指标9" before: 23 }
              )pb"));
}

TEST(CompareTest, DifferentRulesAreSaidBeside) {
  EXPECT_TRUE(Compare(ReportOf({{"9", 1}}, "1"), ReportOf({{"9", 2}}, "2")).differences(0).rules_changed());
}

}  // namespace
}  // namespace xf::report
