#include "services/report/handlers/report_fixture.h"
#include "xianfeng/report/v1/report.grpc.pb.h"

namespace xf::report {
namespace {

using ::testing::HasSubstr;
using xf::testing::IsError;
using xf::testing::IsOk;

class WorkReportTest : public ReportTest {
 protected:
  absl::StatusOr<v1::Report> Generate(const std::string& request_id = "", const std::string& as_of = "") {
    v1::GenerateReportRequest request;
    request.set_parent(county());
    request.set_request_id(request_id);
    if (!as_of.empty()) *request.mutable_as_of() = Day(as_of.c_str());
    return Admin(county()).Call(&v1::ReportService::Stub::GenerateReport, request);
  }

  v1::ListReportsResponse List() {
    v1::ListReportsRequest request;
    request.set_parent(county());
    return Must(Admin(county()).Call(&v1::ReportService::Stub::ListReports, request));
  }

  absl::StatusOr<v1::CompareReportsResponse> Compare(const std::string& name, const std::string& other) {
    v1::CompareReportsRequest request;
    request.set_name(name);
    request.set_other(other);
    return Admin(county()).Call(&v1::ReportService::Stub::CompareReports, request);
  }
};

TEST_F(WorkReportTest, SaysTheCountyNumbersAndKeepsThem) {
  for (int i = 0; i < 23; ++i) Tell(Venue(absl::StrCat("v", i), training::VENUE_KIND_RED));
  const auto report = Must(Generate());
  EXPECT_THAT(report.text(), HasSubstr("红色教育阵地20余处"));
  EXPECT_EQ(report.org_path(), root());
  EXPECT_EQ(report.figures_size(), 29);
  EXPECT_GT(report.spans_size(), 29);
  EXPECT_GT(report.identities_size(), 0);
  v1::GetReportRequest get;
  get.set_name(report.name());
  EXPECT_THAT(Must(Admin(county()).Call(&v1::ReportService::Stub::GetReport, get)),
              xf::testing::EqualsProto(report.DebugString()));
}

TEST_F(WorkReportTest, ReportsOnTheDayAsked) {
  Tell(Instructor("a", training::INSTRUCTOR_CATEGORY_FULL_TIME));
  EXPECT_THAT(Must(Generate("", "2022-08-31")).text(), HasSubstr("专职教师0名"));
  const auto report = Must(Generate("", "2022-09-01"));
  EXPECT_THAT(report.text(), HasSubstr("专职教师1名"));
  EXPECT_THAT(report.text(), HasSubstr("截至2022年9月1日"));
}

TEST_F(WorkReportTest, StaysAsItWasSaid) {
  Tell(Venue("a", training::VENUE_KIND_RED));
  const auto before = Must(Generate());
  Tell(Venue("b", training::VENUE_KIND_RED));
  v1::GetReportRequest get;
  get.set_name(before.name());
  EXPECT_EQ(Must(Admin(county()).Call(&v1::ReportService::Stub::GetReport, get)).text(), before.text());
}

TEST_F(WorkReportTest, IsRefusedAndNotStoredWhenAClaimIsNotProven) {
  rotation::Placement too_long = Shadowing("a", "m1");
  too_long.set_months(9);
  Tell(too_long);
  const auto report = Generate();
  EXPECT_THAT(report, IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_CLAIM_NOT_PROVEN));
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("longest_months = 9"));
  EXPECT_EQ(List().reports_size(), 0);
}

TEST_F(WorkReportTest, IsRefusedToACallerWhoSeesAPartOfTheCounty) {
  v1::GenerateReportRequest request;
  request.set_parent(county());
  EXPECT_THAT(Clerk(root() + ".t1").Call(&v1::ReportService::Stub::GenerateReport, request),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(Admin(NewCounty()).Call(&v1::ReportService::Stub::GenerateReport, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(WorkReportTest, TheSameRequestAnswersTheSameReport) {
  const auto first = Must(Generate("report-2024"));
  Tell(Venue("a", training::VENUE_KIND_RED));
  EXPECT_EQ(Must(Generate("report-2024")).name(), first.name());
  EXPECT_EQ(List().reports_size(), 1);
}

TEST_F(WorkReportTest, TheListIsShort) {
  const auto report = Must(Generate());
  const auto list = List();
  ASSERT_EQ(list.reports_size(), 1);
  EXPECT_EQ(list.reports(0).name(), report.name());
  EXPECT_EQ(list.reports(0).title(), report.title());
  EXPECT_TRUE(list.reports(0).text().empty());
  EXPECT_EQ(list.reports(0).figures_size(), 0);
}

TEST_F(WorkReportTest, AComparisonNamesWhatMoved) {
  const auto before = Must(Generate());
  Tell(Venue("a", training::VENUE_KIND_RED));
  const auto after = Must(Generate());
  const auto comparison = Must(Compare(before.name(), after.name()));
  ASSERT_EQ(comparison.differences_size(), 1);
  EXPECT_EQ(comparison.differences(0).figure(), Name("figures", "9"));
  EXPECT_EQ(comparison.differences(0).before(), 0);
  EXPECT_EQ(comparison.differences(0).after(), 1);
}

TEST_F(WorkReportTest, ReportsOfTwoCountiesAreNotCompared) {
  EXPECT_THAT(Compare(Name("reports", "a"), NewCounty() + "/reports/b"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace xf::report
