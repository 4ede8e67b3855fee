#include "common/api/list.h"
#include "common/api/resource_name.h"
#include "common/auth/scope.h"
#include "services/report/counting.h"
#include "services/report/domain/compare.h"
#include "services/report/domain/county.h"
#include "services/report/domain/render.h"
#include "services/report/service.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

using ReportName = api::ResourceName<"reports">;

}  // namespace

// Counts all figures and stores the text that they make. Nothing is stored when a claim is not proven, an identity is
// broken, or the caller sees only a part of the county.
absl::StatusOr<v1::Report> ReportService::GenerateReport(rpc::Call& call, const v1::GenerateReportRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckCounty(call, county.county(), county.ToString()));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(call, request.as_of()));
  if (!auth::CoversAny(call.principal().scopes, RootPath(county.county()))) {
    return PermissionError(errors::REASON_SCOPE_VIOLATION,
                           {"a work report needs the whole county in scope", "生成工作报告需要全县范围的权限"});
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Figure> figures, CountFigures(call, county.county(), as_of));
  ASSIGN_OR_RETURN(const v1::Report report, Render(call.Get<Rules>(), as_of, figures));
  const ReportName name(county.county(), call.NewId());
  ASSIGN_OR_RETURN(v1::Report stored, call.db().One<v1::Report>(sql::kCreateReport, name, report,
                                                                db::Arg("org_path", RootPath(county.county()))));
  call.Changed(stored);
  return stored;
}

// Returns one report. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Report> ReportService::GetReport(rpc::Call& call, const v1::GetReportRequest& request) {
  ASSIGN_OR_RETURN(const ReportName name, ReportName::Parse(request.name()));
  return call.db().One<v1::Report>(sql::kGetReport, name);
}

// Returns a page of reports, oldest first, without what makes them long.
absl::StatusOr<v1::ListReportsResponse> ReportService::ListReports(rpc::Call& call,
                                                                   const v1::ListReportsRequest& request) {
  return api::List<v1::ListReportsResponse>(call.db(), sql::kListReports, request);
}

// Returns how figures moved between two reports of a county.
absl::StatusOr<v1::CompareReportsResponse> ReportService::CompareReports(rpc::Call& call,
                                                                         const v1::CompareReportsRequest& request) {
  ASSIGN_OR_RETURN(const ReportName name, ReportName::Parse(request.name()));
  ASSIGN_OR_RETURN(const ReportName other, ReportName::Parse(request.other(), "other"));
  if (name.county() != other.county()) {
    return InvalidError("other", {"a report of another county", "不是同一个县的报告"});
  }
  ASSIGN_OR_RETURN(const v1::Report before, call.db().One<v1::Report>(sql::kGetReport, name));
  ASSIGN_OR_RETURN(const v1::Report after, call.db().One<v1::Report>(sql::kGetReport, other));
  return Compare(before, after);
}

}  // namespace xf::report
