// xfctl reconcile: our members against an official list from a table.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/commands/tables.h"
#include "services/ctl/tables/table_reader.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace v1 = xianfeng::membership::v1;
using Stub = v1::MemberService::Stub;

constexpr size_t kChunkRows = 500;

struct Options {
  std::string file;
  std::string organization;
};

absl::Status Reconcile(const Globals& globals, const Options& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("membership"));
  ASSIGN_OR_RETURN(const Sheet sheet, ReadSheet(options.file));
  ASSIGN_OR_RETURN(const OrganizationNames organizations, ReadOrganizations(client, globals.parent()));
  ASSIGN_OR_RETURN(const TableReader table,
                   TableReader::Read(sheet, *FindTemplate("official_members"), organizations, globals.parent(),
                                     [] { return std::make_unique<v1::OfficialMember>(); }));
  std::string organization;
  if (!options.organization.empty()) {
    std::string error;
    organization = organizations.Find(options.organization, error);
    if (!error.empty()) return absl::NotFoundError(error);
  }
  size_t next = 0;
  bool first = true;
  ASSIGN_OR_RETURN(auto answer,
                   (client.Write<Stub, v1::ReconcileMembersRequest, v1::ReconcileMembersResponse>(
                       &Stub::ReconcileMembers, [&](v1::ReconcileMembersRequest& request) {
                         if (next == table.rows().size() && !first) return false;
                         first = false;
                         request.set_parent(globals.parent());
                         request.set_organization(organization);
                         for (; next < table.rows().size() && request.rows_size() < static_cast<int>(kChunkRows);
                              ++next) {
                           *request.add_rows() = static_cast<const v1::OfficialMember&>(*table.rows()[next]);
                         }
                         return true;
                       })));
  for (const CellError& error : table.errors())
    std::cerr << error.address << " " << error.title << ":" << error.text << "\n";
  for (const auto& error : answer.errors()) {
    const CellError placed = table.Place(error);
    std::cerr << placed.address << " " << placed.title << ":" << placed.text << "\n";
  }
  // Rows as the file counts them.
  for (auto& entry : *answer.mutable_missing()) entry.set_row(table.RowOf(entry.row()));
  for (auto& entry : *answer.mutable_differences()) entry.set_row(table.RowOf(entry.row()));
  answer.clear_errors();
  std::cout << ToJson(answer, true) << "\n";
  if (table.failed() > 0) return absl::InvalidArgumentError(absl::StrCat(table.failed(), " rows could not be read"));
  return absl::OkStatus();
}

}  // namespace

void AddReconcile(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("reconcile", "compare the members with an official list: missing, extra, differing");
  command->add_option("file", options->file, "the list, .csv or .xlsx, with the titles of the national collection")
      ->required();
  command->add_option("--organization", options->organization, "the list is of this organization: its name or id");
  OnChosen(*command, globals, options, Reconcile);
}

}  // namespace xf::ctl
