// xfctl export: members as JSON lines, CSV or XLSX, each row with the export's watermark; organizations as tables.
// Members as of a day and by what was known at a moment are equal bytes whenever and by whomever they are exported:
// there the watermark is a file beside.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"
#include "google/protobuf/util/time_util.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/commands/tables.h"
#include "services/ctl/tables/csv_file.h"
#include "services/ctl/tables/table_writer.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace membership = xianfeng::membership::v1;

struct ExportOptions {
  std::string out;
  std::string filter;
  std::string approval;
  std::string as_of, known_at;
  bool national = false;
  bool gb18030 = false;
};

bool IsTable(const std::string& file) {
  return absl::EndsWithIgnoreCase(file, ".csv") || absl::EndsWithIgnoreCase(file, ".xlsx");
}

// What a workbook says it was made on: the same for everybody, so that equal rows are equal bytes.
constexpr absl::CivilDay kMadeOn(2000, 1, 1);

// A table that broke off is taken away: nobody would see that rows are missing.
absl::Status Whole(const ExportOptions& options, const absl::Status& status) {
  std::error_code ignored;
  if (!status.ok()) std::filesystem::remove(options.out, ignored);
  return status;
}

// How far it is, on one line.
void ShowProgress(int64_t rows) { std::cerr << "\r已导出 " << rows << " 行" << std::flush; }

// What an export came to, as the service tells it.
struct Export {
  membership::ExportWatermark mark;
  std::string content_sha256;
  int64_t rows = 0;

  void Add(const membership::ExportMembersResponse& batch) {
    mark = batch.watermark();
    content_sha256 = absl::BytesToHexString(batch.content_sha256());
    rows += batch.members_size();
  }
  bool IsOfThen() const { return mark.has_as_of(); }
};

// The watermark of an export of then, in a file of its own beside the rows or, where these go to the terminal, to
// stderr.
absl::Status WriteMark(const Export& exported, const std::string& out) {
  auto json = nlohmann::ordered_json::parse(ToJson(exported.mark, false));
  json["rows"] = exported.rows;
  json["rows_sha256"] = exported.content_sha256;
  if (out.empty()) {
    std::cerr << json.dump() << "\n";
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(json["file_sha256"], FileHash(out));
  std::ofstream file(out + ".mark.json");
  file << json.dump(2) << "\n";
  file.close();
  return file.good() ? absl::OkStatus() : absl::DataLossError("the watermark could not be written");
}

// A table with the columns of a template and, for members, the mark of the export as the last one.
class Table {
 public:
  static absl::StatusOr<Table> Create(const Template& columns, const ExportOptions& options, bool marked) {
    Table table(columns.Columns(options.national), marked);
    const std::string title = columns.noun == "members" ? "党员" : "党组织";
    ASSIGN_OR_RETURN(table.writer_, TableWriter::Create(options.out, title, kMadeOn, options.gb18030));
    std::vector<std::string> titles;
    for (const Column* column : table.columns_) titles.push_back(column->title);
    if (marked) titles.push_back("水印");
    RETURN_IF_ERROR(table.writer_->Write(titles));
    return table;
  }
  absl::Status Write(const OrganizationNames& organizations, const google::protobuf::Message& row,
                     const std::string& mark) {
    std::vector<std::string> cells;
    for (const Column* column : columns_) cells.push_back(WriteCell(*column, organizations, row));
    content_ = crypto::Sha256(content_ + CsvLine(cells));
    if (marked_) cells.push_back(mark);
    ++rows_;
    return writer_->Write(cells);
  }
  // Finishes the file and tells two hashes: of its bytes, and of its rows without the mark, which names person and time
  // of the export. Equal data have equal content, in whatever format.
  absl::Status Close(const std::string& path) {
    RETURN_IF_ERROR(writer_->Close());
    ASSIGN_OR_RETURN(const std::string hash, FileHash(path));
    std::cout << nlohmann::ordered_json({{"file", path},
                                         {"rows", rows_},
                                         {"sha256", hash},
                                         {"content_sha256", absl::BytesToHexString(content_)}})
                     .dump()
              << "\n";
    return absl::OkStatus();
  }

 private:
  Table(std::vector<const Column*> columns, bool marked) : columns_(std::move(columns)), marked_(marked) {}
  std::vector<const Column*> columns_;
  bool marked_;
  std::unique_ptr<TableWriter> writer_;
  int64_t rows_ = 0;
  // Chained over the rows.
  std::string content_ = crypto::Sha256("");
};

// Takes the batches of an export as they come, until `take` has enough.
absl::Status Read(const rpc::Client& client, const membership::ExportMembersRequest& request,
                  const std::function<bool(const membership::ExportMembersResponse&)>& take) {
  return client
      .Read<membership::MemberService::Stub, membership::ExportMembersRequest, membership::ExportMembersResponse>(
          &membership::MemberService::Stub::ExportMembers, request,
          [&](membership::ExportMembersResponse& batch) { return take(batch); });
}

absl::Status WriteMembers(const rpc::Client& client, const membership::ExportMembersRequest& request,
                          const ExportOptions& options) {
  const bool of_then = request.has_as_of() || request.has_known_at();
  OrganizationNames organizations;
  if (!of_then) {
    ASSIGN_OR_RETURN(organizations, ReadOrganizations(client, request.parent()));
  }
  ASSIGN_OR_RETURN(Table table, Table::Create(*FindTemplate("members"), options, !of_then));
  Export exported;
  absl::Status written;
  RETURN_IF_ERROR(Read(client, request, [&](const membership::ExportMembersResponse& batch) {
    exported.Add(batch);
    for (const membership::OrganizationTitle& title : batch.organizations()) {
      organizations.Add(title.name(), title.display_name());
    }
    for (const membership::Member& member : batch.members()) {
      if (written.ok()) written = table.Write(organizations, member, batch.watermark().text());
    }
    ShowProgress(exported.rows);
    return written.ok();
  }));
  std::cerr << "\n";
  RETURN_IF_ERROR(written);
  RETURN_IF_ERROR(table.Close(options.out));
  return of_then ? WriteMark(exported, options.out) : absl::OkStatus();
}

absl::Status WriteOrganizations(const Globals& globals, const ExportOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("membership"));
  ASSIGN_OR_RETURN(const OrganizationNames names, ReadOrganizations(client, globals.parent()));
  ASSIGN_OR_RETURN(Table table, Table::Create(*FindTemplate("organizations"), options, false));
  constexpr int kPage = 1000;
  membership::ListOrganizationsRequest request;
  request.set_parent(globals.parent());
  request.set_filter(options.filter);
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(const auto page, client.Call(&membership::OrganizationService::Stub::ListOrganizations, request));
    for (const membership::Organization& row : page.organizations()) RETURN_IF_ERROR(table.Write(names, row, ""));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return table.Close(options.out);
}

absl::Status ExportOrganizations(const Globals& globals, const ExportOptions& options) {
  if (!IsTable(options.out)) return absl::InvalidArgumentError("--out must end in .csv or .xlsx");
  return Whole(options, WriteOrganizations(globals, options));
}

// An empty table to fill in, with the titles that an import knows.
absl::Status WriteTemplate(const Globals&, const ExportOptions& options) {
  const Template* columns = FindTemplate(options.filter);
  if (columns == nullptr) return absl::NotFoundError("there are templates of members and organizations");
  if (!IsTable(options.out)) return absl::InvalidArgumentError("--out must end in .csv or .xlsx");
  ASSIGN_OR_RETURN(Table table, Table::Create(*columns, options, false));
  return table.Close(options.out);
}

// The row with its mark as one field more: a line that is copied elsewhere still says who took it. A row of then is the
// same whoever takes it.
std::string LineOf(const membership::Member& member, const membership::ExportWatermark& mark) {
  if (mark.has_as_of()) return ToJson(member, false);
  auto row = nlohmann::ordered_json::parse(ToJson(member, false));
  row["watermark"] = mark.text();
  return row.dump();
}

absl::StatusOr<membership::ExportMembersRequest> RequestOf(const Globals& globals, const ExportOptions& options) {
  membership::ExportMembersRequest request;
  request.set_parent(globals.parent());
  request.set_filter(options.filter);
  request.set_approval(options.approval);
  if (!options.as_of.empty()) {
    const auto day = ParseIsoDate(options.as_of);
    if (!day) return absl::InvalidArgumentError("--as-of is no day, such as 2025-12-31");
    *request.mutable_as_of() = ToDate(*day);
  }
  if (!options.known_at.empty() &&
      !google::protobuf::util::TimeUtil::FromString(options.known_at, request.mutable_known_at())) {
    return absl::InvalidArgumentError("--known-at is no moment, such as 2026-01-15T08:00:00+08:00");
  }
  return request;
}

absl::Status ExportMembers(const Globals& globals, const ExportOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("membership"));
  ASSIGN_OR_RETURN(const membership::ExportMembersRequest request, RequestOf(globals, options));
  if (IsTable(options.out)) return Whole(options, WriteMembers(client, request, options));
  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out);
    if (!file) return absl::PermissionDeniedError(absl::StrCat("can't write ", options.out));
  }
  std::ostream& out = options.out.empty() ? std::cout : file;
  Export exported;
  RETURN_IF_ERROR(Read(client, request, [&](const membership::ExportMembersResponse& batch) {
    exported.Add(batch);
    for (const membership::Member& member : batch.members()) out << LineOf(member, batch.watermark()) << "\n";
    if (file.is_open()) ShowProgress(exported.rows);
    return out.good();
  }));
  if (file.is_open()) std::cerr << "\n";
  out.flush();
  if (!out.good()) return absl::DataLossError("the output could not be written");
  return exported.IsOfThen() ? WriteMark(exported, options.out) : absl::OkStatus();
}

}  // namespace

void AddExport(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("export", "take rows away; audited");
  group->require_subcommand(1);
  auto options = std::make_shared<ExportOptions>();
  CLI::App* members = group->add_subcommand("members", "members, ordered by organization path and id");
  members->add_option("--out", options->out,
                      "file to write: .csv, .xlsx, else JSON lines; default: JSON lines to stdout");
  members->add_option("--filter", options->filter, "as in ListMembers, e.g. \"sector = RURAL\"");
  members->add_option("--approval", options->approval,
                      "name of an approved request (ExportService/RequestExport), for many rows");
  members->add_option("--as-of", options->as_of, "who was registered on that day, e.g. 2025-12-31");
  members->add_option("--known-at", options->known_at,
                      "by what was known at that moment, e.g. 2026-01-15T08:00:00+08:00: the same bytes for ever;\n"
                      "the watermark is in FILE.mark.json");
  members->add_flag("--national", options->national, "only the 16 member items of the national collection");
  members->add_flag("--gb18030", options->gb18030, "CSV in GB 18030 instead of UTF-8");
  OnChosen(*members, globals, options, ExportMembers);

  auto organization_options = std::make_shared<ExportOptions>();
  CLI::App* organizations = group->add_subcommand("organizations", "organizations as a table, superiors first");
  organizations->add_option("--out", organization_options->out, "file to write: .csv or .xlsx")->required();
  organizations->add_option("--filter", organization_options->filter,
                            "as in ListOrganizations, e.g. \"kind = BRANCH\"");
  organizations->add_flag("--national", organization_options->national, "only the 10 items of the national collection");
  organizations->add_flag("--gb18030", organization_options->gb18030, "CSV in GB 18030 instead of UTF-8");
  OnChosen(*organizations, globals, organization_options, ExportOrganizations);

  auto template_options = std::make_shared<ExportOptions>();
  CLI::App* empty = app.add_subcommand("template", "an empty table to fill in and import");
  empty->add_option("noun", template_options->filter, "members or organizations")->required();
  empty->add_option("--out", template_options->out, "file to write: .csv or .xlsx")->required();
  empty->add_flag("--national", template_options->national, "only the items of the national collection");
  empty->add_flag("--gb18030", template_options->gb18030, "CSV in GB 18030 instead of UTF-8");
  OnChosen(*empty, globals, template_options, WriteTemplate);
}

}  // namespace xf::ctl
