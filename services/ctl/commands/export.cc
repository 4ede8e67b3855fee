// xfctl export: members as JSON lines, each with the export's watermark.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace v1 = xianfeng::membership::v1;

struct Options {
  std::string out;
  std::string filter;
  std::string approval;
};

// The row with its mark as one field more: a line that is copied elsewhere still says who took it.
std::string Marked(const v1::Member& member, const v1::ExportWatermark& mark) {
  auto row = nlohmann::ordered_json::parse(ToJson(member, false));
  row["watermark"] = mark.text();
  return row.dump();
}

absl::Status ExportMembers(const Globals& globals, const Options& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("membership"));
  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out);
    if (!file) return absl::PermissionDeniedError(absl::StrCat("can't write ", options.out));
  }
  std::ostream& out = options.out.empty() ? std::cout : file;
  v1::ExportMembersRequest request;
  request.set_parent(globals.parent());
  request.set_filter(options.filter);
  request.set_approval(options.approval);
  RETURN_IF_ERROR((client.Read<v1::MemberService::Stub, v1::ExportMembersRequest, v1::ExportMembersResponse>(
      &v1::MemberService::Stub::ExportMembers, request, [&](v1::ExportMembersResponse& batch) {
        for (const v1::Member& member : batch.members()) out << Marked(member, batch.watermark()) << "\n";
        return out.good();
      })));
  out.flush();
  return out.good() ? absl::OkStatus() : absl::DataLossError("the output could not be written");
}

}  // namespace

void AddExport(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("export", "take rows away; audited");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* members = group->add_subcommand("members", "members as JSON lines, ordered by organization path and id");
  members->add_option("--out", options->out, "file to write; default: stdout");
  members->add_option("--filter", options->filter, "as in ListMembers, e.g. \"sector = RURAL\"");
  members->add_option("--approval", options->approval,
                      "name of an approved request (ExportService/RequestExport), for many rows");
  OnChosen(*members, globals, options, ExportMembers);
}

}  // namespace xf::ctl
