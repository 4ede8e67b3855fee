// xfctl figures: the numbers of the work report with what the report says of them.
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace report = xianfeng::report::v1;

struct FiguresOptions {
  bool json = false;
};

// Row of the report's table: the last part of the figure's name.
std::string RowOf(const report::Figure& figure) { return figure.name().substr(figure.name().rfind('/') + 1); }

std::string AsTable(const report::ListFiguresResponse& response) {
  std::vector<std::vector<std::string>> rows = {{"row", "指标 figure", "value", "claim"}};
  for (const report::Figure& figure : response.figures()) {
    rows.push_back(
        {RowOf(figure), figure.title(), absl::StrCat(figure.value()), absl::StrCat(figure.claim(), figure.unit())});
  }
  return Table(rows, {0, 2, 3});
}

// An array of figures; numbers as numbers, and the row by itself.
std::string AsJson(const report::ListFiguresResponse& response) {
  nlohmann::ordered_json figures = nlohmann::ordered_json::array();
  for (const report::Figure& figure : response.figures()) {
    nlohmann::ordered_json json = {{"row", RowOf(figure)}};
    json.update(nlohmann::ordered_json::parse(ToJson(figure, false)));
    json["value"] = figure.value();
    json["step"] = figure.step();
    figures.push_back(std::move(json));
  }
  return figures.dump(2) + "\n";
}

absl::Status Run(const Globals& globals, const FiguresOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("report"));
  report::ListFiguresRequest request;
  request.set_parent(globals.parent());
  ASSIGN_OR_RETURN(const report::ListFiguresResponse response,
                   client.Call(&report::FigureService::Stub::ListFigures, request));
  std::cout << (options.json ? AsJson(response) : AsTable(response));
  return absl::OkStatus();
}

}  // namespace

void AddFigures(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<FiguresOptions>();
  CLI::App* command = app.add_subcommand("figures", "every figure of the work report with its value and claim");
  command->add_flag("--json", options->json, "a JSON array instead of a table");
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl
