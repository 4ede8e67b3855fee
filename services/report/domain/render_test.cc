#include "services/report/domain/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "common/testing/matchers.h"
#include "services/report/domain/testing.h"

namespace xf::report {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Property;
using xf::testing::IsError;
using xf::testing::IsOk;

constexpr absl::CivilDay kDay(2024, 3, 1);

// Characters [start, end) of a text in UTF-8.
std::string Characters(const std::string& text, int start, int end) {
  std::string out;
  int at = -1;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++at;
    if (at >= start && at < end) out += c;
  }
  return out;
}

// The own rules with another template.
Rules WithTemplate(std::string text) {
  Rules rules = OwnRules();
  rules.report_template = std::move(text);
  return rules;
}

v1::Report Rendered(const std::string& body, const std::vector<v1::Figure>& figures = FiguresOf(SeedCounts())) {
  auto report = Render(WithTemplate("标题\n" + body), kDay, figures);
  EXPECT_THAT(report, IsOk());
  return report.value_or(v1::Report());
}

TEST(RenderTest, AFigureIsSaidByItsClaim) {
  EXPECT_EQ(Rendered("建成{{figure:9}}处,教师{{figure:11}}名").text(), "建成20余处,教师66名");
}

TEST(RenderTest, TheFirstLineIsTheTitle) {
  const v1::Report report = Rendered("正文");
  EXPECT_EQ(report.title(), "标题");
  EXPECT_EQ(report.text(), "正文");
}

TEST(RenderTest, SpansCountUnicodeCharactersOfEveryPlane) {
  const v1::Report report = Rendered("𠮷村有阵地{{figure:9}}处、栏目{{figure:19}}个");
  ASSERT_EQ(report.spans_size(), 2);
  EXPECT_EQ(report.spans(0).start(), 5);
  EXPECT_EQ(report.spans(0).end(), 8);
  for (const v1::Span& span : report.spans()) {
    EXPECT_EQ(Characters(report.text(), span.start(), span.end()), span.claim());
  }
  EXPECT_EQ(report.spans(1).figure(), "counties/431123/figures/19");
  EXPECT_EQ(report.spans(1).value(), 22);
}

TEST(RenderTest, NamesAreThoseOfTheRowsUpToTheLimit) {
  EXPECT_EQ(Rendered("在{{names:18}}上").text(), "在组工在线、县委发布上");
  EXPECT_EQ(Rendered("在{{names:18:1}}上").text(), "在组工在线上");
  EXPECT_EQ(Rendered("在{{names:18:9}}上").text(), "在组工在线、县委发布上");
  EXPECT_EQ(Rendered("有{{names:9}}").text(), "有暂无");
}

TEST(RenderTest, ANameIsNeverReadAsAPlaceholder) {
  auto counts = SeedCounts();
  counts["18"].named = {{"x", "{{figure:9}}"}};
  EXPECT_EQ(Rendered("{{names:18}}", FiguresOf(counts)).text(), "{{figure:9}}");
}

TEST(RenderTest, TheDayAndThePeriodAreWrittenInChinese) {
  EXPECT_EQ(Rendered("截至{{as_of}}").text(), "截至2024年3月1日");
  EXPECT_EQ(Rendered("{{since}}以来").text(), "2022年以来");
}

TEST(RenderTest, AClaimMadeTwiceIsListedOnce) {
  const v1::Report report = Rendered("{{figure:9}}和{{figure:9}}");
  EXPECT_EQ(report.spans_size(), 2);
  EXPECT_EQ(report.claims_size(), 1);
}

TEST(RenderTest, AStatementThatTheRowsDoNotProveIsRefusedByName) {
  auto counts = SeedCounts();
  counts["24"].profile.set_longest_months(8);
  counts["25"].profile.set_shortest_months(1);
  const auto report = Render(OwnRules(), kDay, FiguresOf(counts));
  ASSERT_THAT(report, IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_CLAIM_NOT_PROVEN));
  EXPECT_THAT(std::string(report.status().message()),
              AllOf(HasSubstr("figures/24 \"3至6个月\" (longest_months = 8)"),
                    HasSubstr("figures/25 \"2至3个月\" (shortest_months = 1)")));
}

TEST(RenderTest, AStatementThatTheTextDoesNotMakeNeedsNoProof) {
  auto counts = SeedCounts();
  counts["24"].profile.set_longest_months(8);
  EXPECT_THAT(Render(WithTemplate("标题\n{{figure:24}}名"), kDay, FiguresOf(counts)), IsOk());
}

TEST(RenderTest, ABrokenIdentityIsRefusedWithItsNumbers) {
  const auto report = Render(OwnRules(), kDay, FiguresOf(SeedCounts({{"13", 94}})));
  ASSERT_THAT(report, IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_IDENTITY_BROKEN));
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("instructors (66 + 74 + 94 = 235)"));
}

TEST(RenderTest, ATemplateThatNamesWhatThereIsNotIsRefused) {
  for (const char* body : {"{{figure:99}}", "{{claim:24.colour}}", "{{claim:9.age}}", "{{names:99}}", "{{names:9:0}}",
                           "{{names:9:many}}", "{{number:9}}", "{{figure:9", "{{figure}}"}) {
    EXPECT_FALSE(CheckTemplate(WithTemplate(std::string("标题\n") + body)).ok()) << body;
  }
}

TEST(OwnReportTest, SaysTheSeedReportsNumbersInThreeParts) {
  const auto report = Render(OwnRules(), kDay, FiguresOf(SeedCounts()));
  ASSERT_THAT(report, IsOk());
  for (const char* words :
       {"一、多点",   "二、众线",  "三、全面",     "7个方面",   "1所县委党校", "12所乡镇",    "20余处",
        "100余处",    "235人",     "66名",         "74人",      "95名",        "4个方向",     "2个官方平台",
        "20余个专栏", "4类培训",   "67名35岁左右", "3至6个月",  "200余名",     "2至3个月",    "3个主战场",
        "“6好”",      "先进村6个", "好队伍9支",    "好书记6名", "285名",       "1个网格体系", "“3联”",
        "“4强”",      "72支",      "20000余件",    "120余条",   "280余次"}) {
    EXPECT_THAT(report->text(), HasSubstr(words));
  }
  EXPECT_THAT(report->text(), Not(HasSubstr("{{")));
}

TEST(OwnReportTest, EveryNumberOfTheTextIsAFigureOrADate) {
  const auto report = Render(OwnRules(), kDay, FiguresOf(SeedCounts()));
  ASSERT_THAT(report, IsOk());
  std::string rest;
  int at = 0;
  for (const v1::Span& span : report->spans()) {
    EXPECT_EQ(Characters(report->text(), span.start(), span.end()), span.claim());
    rest += Characters(report->text(), at, span.start());
    at = span.end();
  }
  rest += Characters(report->text(), at, CharacterCount(report->text()));
  rest = std::regex_replace(rest, std::regex("2024年3月1日|2022年以来"), "");
  EXPECT_FALSE(std::regex_search(rest, std::regex("[0-9]"))) << rest;
}

TEST(OwnReportTest, KeepsItsEvidence) {
  const auto report = Render(OwnRules(), kDay, FiguresOf(SeedCounts()));
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->figures_size(), static_cast<int>(OwnRules().figures.size()));
  EXPECT_THAT(report->identities(), Each(Property(&v1::Identity::holds, true)));
  EXPECT_THAT(report->claims(), Each(Property(&v1::Claim::proven, true)));
  EXPECT_EQ(report->claims_size(), static_cast<int>(OwnRules().figures.size()) + 5);
  EXPECT_EQ(report->rule_version(), OwnRules().version);
}

TEST(OwnReportTest, ACountyWithoutRowsHasAReportToo) { EXPECT_THAT(Render(OwnRules(), kDay, FiguresOf({})), IsOk()); }

}  // namespace
}  // namespace xf::report
