// The RPCs of the report service, one line each; the handlers are in handlers/.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/report/v1/assessment.grpc.pb.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"
#include "xianfeng/report/v1/report.grpc.pb.h"

namespace xf::report {

namespace v1 = xianfeng::report::v1;

class FigureService final : public rpc::Service<v1::FigureService> {
 public:
  RPC(ListFigures)
  RPC(GetFigure)
  RPC(ListFigureRecords)
  RPC(CheckIdentities)
};

class ReportService final : public rpc::Service<v1::ReportService> {
 public:
  RPC(GenerateReport)
  RPC(GetReport)
  RPC(ListReports)
  RPC(CompareReports)
};

class AssessmentService final : public rpc::Service<v1::AssessmentService> {
 public:
  RPC(CreateScheme)
  RPC(GetScheme)
  RPC(ListSchemes)
  RPC(RetireScheme)
  RPC(RecordScore)
  RPC(NameBranch)
  RPC(CreateAward)
  RPC(ListAwards)
  RPC(RevokeAward)
};

}  // namespace xf::report
