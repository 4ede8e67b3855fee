// xfctl report: makes the county's work report and prints it.
#include <iostream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"
#include "xianfeng/report/v1/report.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace report = xianfeng::report::v1;

struct ReportOptions {};

absl::Status Run(const Globals& globals, const ReportOptions&) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("report"));
  // The request id is that of the figures, so that asking again on one day without a change makes no second report.
  report::ListFiguresRequest figures;
  figures.set_parent(globals.parent());
  ASSIGN_OR_RETURN(const report::ListFiguresResponse current,
                   client.Call(&report::FigureService::Stub::ListFigures, figures));
  report::GenerateReportRequest request;
  request.set_parent(globals.parent());
  request.set_request_id(
      absl::StrCat("xfctl-", absl::BytesToHexString(crypto::Sha256(current.SerializeAsString()).substr(0, 16))));
  ASSIGN_OR_RETURN(const report::Report report, client.Call(&report::ReportService::Stub::GenerateReport, request));
  std::cout << report.title() << "\n\n" << report.text() << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddReport(CLI::App& app, Globals& globals) {
  CLI::App* command = app.add_subcommand("report", "make the county's work report as of today and print it");
  OnChosen(*command, globals, std::make_shared<ReportOptions>(), Run);
}

}  // namespace xf::ctl
