// The RPCs of the report service, one line each; the handlers are in handlers/.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/report/v1/assessment.pb.h"
#include "xianfeng/report/v1/figure.pb.h"
#include "xianfeng/report/v1/report.pb.h"

namespace xf::report {

namespace v1 = xianfeng::report::v1;

class FigureService final : public rpc::Service<"xianfeng.report.v1.FigureService"> {
 public:
  RPC(ListFigures, v1::ListFiguresResponse)
  RPC(GetFigure, v1::Figure)
  RPC(ListFigureRecords, v1::ListFigureRecordsResponse)
  RPC(CheckIdentities, v1::CheckIdentitiesResponse)
};

class ReportService final : public rpc::Service<"xianfeng.report.v1.ReportService"> {
 public:
  RPC(GenerateReport, v1::Report)
  RPC(GetReport, v1::Report)
  RPC(ListReports, v1::ListReportsResponse)
  RPC(CompareReports, v1::CompareReportsResponse)
};

class AssessmentService final : public rpc::Service<"xianfeng.report.v1.AssessmentService"> {
 public:
  RPC(CreateScheme, v1::Scheme)
  RPC(GetScheme, v1::Scheme)
  RPC(ListSchemes, v1::ListSchemesResponse)
  RPC(RetireScheme, v1::Scheme)
  RPC(RecordScore, v1::Score)
  RPC(NameBranch, v1::Naming)
  RPC(CreateAward, v1::Award)
  RPC(ListAwards, v1::ListAwardsResponse)
  RPC(RevokeAward, v1::Award)
};

}  // namespace xf::report
