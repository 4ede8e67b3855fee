// xfctl reconcile: our members against an official list from a table.
#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/commands/tables.h"
#include "services/ctl/tables/table_reader.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace membership = xianfeng::membership::v1;
using Stub = membership::MemberService::Stub;

constexpr size_t kChunkRows = 500;

struct ReconcileOptions {
  std::string file;
  std::string organization;
  bool json = false;
};

// What a difference says of a field, as people call it: "正式党员" for MEMBER_KIND_FULL, "汉族" for 01.
std::string ValueText(const OrganizationNames& organizations, const std::string& field, const std::string& value) {
  if (value.empty()) return "空";
  const auto& columns = FindTemplate("official_members")->columns;
  const auto column =
      std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.field == field; });
  const auto* descriptor = membership::OfficialMember::descriptor()->FindFieldByName(field);
  if (column == columns.end() || descriptor == nullptr) return value;
  membership::OfficialMember row;
  const auto& reflection = *row.GetReflection();
  if (descriptor->enum_type() != nullptr) {
    const auto* known = descriptor->enum_type()->FindValueByName(value);
    if (known != nullptr) reflection.SetEnum(&row, descriptor, known);
  } else if (descriptor->message_type() != nullptr) {
    if (const auto day = ParseIsoDate(value)) reflection.MutableMessage(&row, descriptor)->CopyFrom(ToDate(*day));
  } else {
    reflection.SetString(&row, descriptor, value);
  }
  const std::string text = WriteCell(*column, organizations, row);
  return text.empty() ? value : text;
}

std::string Line(const CellError& error) { return absl::StrCat(error.address, " ", error.title, ":", error.text); }

// The answer as lines for people: what is to be said of a cell of the file, row by row, then who of ours is not in it,
// then the sums.
void Print(const membership::ReconcileMembersResponse& answer, const TableReader& table,
           const OrganizationNames& organizations) {
  std::vector<std::pair<int64_t, std::string>> lines;
  for (const auto& entry : answer.missing()) {
    lines.emplace_back(
        entry.row(),
        Line(table.Place(entry.row(), "id_number",
                         absl::StrCat(entry.display_name(), "(", entry.id_number(), ")在名单中,本系统没有"))));
  }
  for (const auto& entry : answer.differences()) {
    lines.emplace_back(
        entry.row(),
        Line(table.Place(
            entry.row(), entry.field(),
            absl::StrCat(entry.display_name(), "在名单中为“", ValueText(organizations, entry.field(), entry.official()),
                         "”,本系统为“", ValueText(organizations, entry.field(), entry.ours()), "”"))));
  }
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [row, line] : lines) std::cout << line << "\n";
  for (const auto& entry : answer.extra()) {
    std::cout << "本系统有而名单没有:" << entry.display_name() << "(" << entry.id_number() << "),"
              << organizations.TitleOf(entry.organization()) << "\n";
  }
  if (answer.truncated()) std::cout << "每类只列出前 5000 条,合计数完整\n";
  std::cout << "名单 " << answer.rows() + table.failed() << " 行:相符 " << answer.matched() - answer.different_count()
            << " 人,有差异 " << answer.different_count() << " 人,本系统没有 " << answer.missing_count()
            << " 人,名单没有 " << answer.extra_count() << " 人,无法核对 "
            << answer.rows() - answer.matched() - answer.missing_count() + table.failed() << " 行\n";
}

// The answer with rows as the file counts them.
void PrintJson(membership::ReconcileMembersResponse answer, const TableReader& table) {
  for (auto& entry : *answer.mutable_missing()) entry.set_row(table.RowOf(entry.row()));
  for (auto& entry : *answer.mutable_differences()) entry.set_row(table.RowOf(entry.row()));
  answer.clear_errors();
  std::cout << ToJson(answer, true) << "\n";
}

absl::Status Reconcile(const Globals& globals, const ReconcileOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("membership"));
  ASSIGN_OR_RETURN(const Sheet sheet, ReadSheet(options.file));
  ASSIGN_OR_RETURN(const OrganizationNames organizations, ReadOrganizations(client, globals.parent()));
  ASSIGN_OR_RETURN(const TableReader table,
                   TableReader::Read(sheet, *FindTemplate("official_members"), organizations, globals.parent(),
                                     [] { return std::make_unique<membership::OfficialMember>(); }));
  std::string organization;
  if (!options.organization.empty()) {
    std::string error;
    organization = organizations.Find(options.organization, error);
    if (!error.empty()) return absl::NotFoundError(error);
  }
  size_t next = 0;
  bool first = true;
  ASSIGN_OR_RETURN(const membership::ReconcileMembersResponse answer,
                   (client.Write<Stub, membership::ReconcileMembersRequest, membership::ReconcileMembersResponse>(
                       &Stub::ReconcileMembers, [&](membership::ReconcileMembersRequest& request) {
                         if (next == table.rows().size() && !first) return false;
                         first = false;
                         request.set_parent(globals.parent());
                         request.set_organization(organization);
                         for (; next < table.rows().size() && request.rows_size() < static_cast<int>(kChunkRows);
                              ++next) {
                           *request.add_rows() = static_cast<const membership::OfficialMember&>(*table.rows()[next]);
                         }
                         return true;
                       })));
  for (const CellError& error : table.errors()) std::cerr << Line(error) << "\n";
  for (const auto& error : answer.errors()) std::cerr << Line(table.Place(error)) << "\n";
  if (options.json) {
    PrintJson(answer, table);
  } else {
    Print(answer, table, organizations);
  }
  if (table.failed() > 0) return absl::InvalidArgumentError(absl::StrCat(table.failed(), " rows could not be read"));
  return absl::OkStatus();
}

}  // namespace

void AddReconcile(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<ReconcileOptions>();
  CLI::App* command =
      app.add_subcommand("reconcile", "compare the members with an official list: missing, extra, differing");
  command->add_option("file", options->file, "the list, .csv or .xlsx, with the titles of the national collection")
      ->required();
  command->add_option("--organization", options->organization, "the list is of this organization: its name or id");
  command->add_flag("--json", options->json, "the answer of ReconcileMembers, with codes and field names, as JSON");
  OnChosen(*command, globals, options, Reconcile);
}

}  // namespace xf::ctl
