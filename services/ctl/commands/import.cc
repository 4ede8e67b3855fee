// xfctl import: rows of any Import method from JSON lines; members and organizations also from tables, CSV and XLSX.
#include <fstream>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/services.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/commands/tables.h"
#include "services/ctl/tables/table_reader.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::ctl {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using xianfeng::type::v1::ImportSummary;

// Most rows that an Import method takes in one chunk.
constexpr int kChunkRows = 500;
// Chunks of one call: its answer tells that they are settled, and the service has several at a time in work.
constexpr int kCallChunks = 8;

struct ImportOptions {
  std::string noun;
  std::string file;
  std::string request_id;
  bool dry_run = false;
};

// The method that imports a noun: "members" → ImportMembers, of whichever service has it.
absl::StatusOr<const MethodDescriptor*> ImportMethod(const std::string& noun) {
  std::vector<std::string> nouns;
  for (const auto* service : LinkedServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (method->name().rfind("Import", 0) != 0) continue;
      nouns.push_back(absl::AsciiStrToLower(method->name().substr(6)));
      if (nouns.back() == noun) return method;
    }
  }
  return absl::NotFoundError(absl::StrCat("nothing imports \"", noun, "\"; there are ", absl::StrJoin(nouns, ", ")));
}

// Gives the rows one after the other; null after the last one.
using NextRow = std::function<absl::StatusOr<std::unique_ptr<Message>>()>;

// The rows of JSON lines.
NextRow JsonRows(const google::protobuf::Descriptor& type, std::istream& in) {
  return [&type, &in, number = int64_t{0}]() mutable -> absl::StatusOr<std::unique_ptr<Message>> {
    for (std::string line; std::getline(in, line);) {
      if (absl::StripAsciiWhitespace(line).empty()) continue;
      ++number;
      auto row = ParseJson(type, line);
      if (!row.ok()) return absl::InvalidArgumentError(absl::StrCat("row ", number, " is ", row.status().message()));
      return row;
    }
    return nullptr;
  };
}

// The rows of a table, as they were read.
NextRow TableRows(const TableReader& table) {
  return [&table, next = size_t{0}]() mutable -> absl::StatusOr<std::unique_ptr<Message>> {
    if (next == table.rows().size()) return nullptr;
    const Message& row = *table.rows()[next++];
    std::unique_ptr<Message> copy(row.New());
    copy->CopyFrom(row);
    return copy;
  };
}

// The chunks of a file, a few to a call; each request has parent, request_id, validate_only, chunk and rows
// (common/rpc/import.h).
class Chunks {
 public:
  Chunks(const MethodDescriptor& method, std::string parent, const ImportOptions& options, NextRow next_row)
      : type_(*method.input_type()), parent_(std::move(parent)), options_(options), next_row_(std::move(next_row)) {}

  // Whether there are rows for another call, which begins.
  absl::StatusOr<bool> NextCall() {
    left_ = kCallChunks;
    if (ahead_ == nullptr) {
      ASSIGN_OR_RETURN(ahead_, next_row_());
    }
    return ahead_ != nullptr;
  }

  // The next chunk of the call; null after its last one.
  absl::StatusOr<std::unique_ptr<Message>> Next() {
    if (left_-- == 0 || ahead_ == nullptr) return nullptr;
    ASSIGN_OR_RETURN(auto chunk, ParseJson(type_, "{}"));
    const auto& reflection = *chunk->GetReflection();
    reflection.SetString(chunk.get(), type_.FindFieldByName("parent"), parent_);
    reflection.SetString(chunk.get(), type_.FindFieldByName("request_id"), options_.request_id);
    reflection.SetBool(chunk.get(), type_.FindFieldByName("validate_only"), options_.dry_run);
    reflection.SetInt64(chunk.get(), type_.FindFieldByName("chunk"), number_++);
    const auto* rows = type_.FindFieldByName("rows");
    while (ahead_ != nullptr && reflection.FieldSize(*chunk, rows) < kChunkRows) {
      reflection.AddAllocatedMessage(chunk.get(), rows, ahead_.release());
      ASSIGN_OR_RETURN(ahead_, next_row_());
    }
    return chunk;
  }

 private:
  const google::protobuf::Descriptor& type_;
  const std::string parent_;
  const ImportOptions& options_;
  NextRow next_row_;
  std::unique_ptr<Message> ahead_;
  int64_t number_ = 0;
  int left_ = 0;
};

// Adds what a call answered to what those before it did; its rows are counted from theirs on.
void Add(ImportSummary part, ImportSummary& total) {
  for (auto& error : *part.mutable_errors()) {
    error.set_row(error.row() + total.rows());
    *total.add_errors() = std::move(error);
  }
  total.set_rows(total.rows() + part.rows());
  total.set_created(total.created() + part.created());
  total.set_updated(total.updated() + part.updated());
  total.set_unchanged(total.unchanged() + part.unchanged());
  total.set_failed(total.failed() + part.failed());
  total.set_errors_truncated(total.errors_truncated() || part.errors_truncated());
  total.set_validate_only(part.validate_only());
}

// Sends all rows, call after call, and shows how many are settled, of `all` where that is known; the summary of the
// import.
absl::StatusOr<ImportSummary> Send(const rpc::Client& client, const MethodDescriptor& method, Chunks chunks,
                                   int64_t all) {
  ImportSummary total;
  absl::Status status;
  while (status.ok()) {
    const absl::StatusOr<bool> more = chunks.NextCall();
    status = more.status();
    if (!status.ok() || !*more) break;
    ImportSummary part;
    status = CallMethod(
        client, method, [&] { return chunks.Next(); },
        [&](const Message& answer) {
          part.CopyFrom(answer);
          return true;
        },
        absl::InfiniteDuration());
    if (!status.ok()) break;
    Add(std::move(part), total);
    std::cerr << "\r已完成 " << total.rows() << (all > 0 ? absl::StrCat("/", all) : "") << " 行" << std::flush;
  }
  std::cerr << "\n";
  RETURN_IF_ERROR(status);
  return total;
}

// Imports a table: what can't be read is told with what the service refuses, each with the address of its cell.
absl::StatusOr<ImportSummary> SendTable(const rpc::Client& client, const MethodDescriptor& method,
                                        const std::string& parent, const ImportOptions& options) {
  const Template* columns = FindTemplate(options.noun);
  if (columns == nullptr) return absl::InvalidArgumentError(absl::StrCat(options.noun, " are imported as JSON lines"));
  ASSIGN_OR_RETURN(const Sheet sheet, ReadSheet(options.file));
  ASSIGN_OR_RETURN(const OrganizationNames organizations, ReadOrganizations(client, parent));
  const auto& type = *method.input_type()->FindFieldByName("rows")->message_type();
  ASSIGN_OR_RETURN(const TableReader table,
                   TableReader::Read(sheet, *columns, organizations, parent, [&type] { return NewMessage(type); }));
  ASSIGN_OR_RETURN(ImportSummary summary, Send(client, method, Chunks(method, parent, options, TableRows(table)),
                                               static_cast<int64_t>(table.rows().size())));
  std::vector<CellError> errors = table.errors();
  for (const auto& error : summary.errors()) errors.push_back(table.Place(error));
  for (const CellError& error : errors) std::cerr << error.address << " " << error.title << ":" << error.text << "\n";
  if (summary.errors_truncated()) std::cerr << "服务返回的错误超过 1000 条,其余未列出\n";
  summary.clear_errors();
  summary.set_rows(summary.rows() + table.failed());
  summary.set_failed(summary.failed() + table.failed());
  summary.set_validate_only(options.dry_run);
  return summary;
}

bool IsTable(const std::string& file) {
  return absl::EndsWithIgnoreCase(file, ".csv") || absl::EndsWithIgnoreCase(file, ".xlsx");
}

absl::Status Run(const Globals& globals, const ImportOptions& given) {
  ASSIGN_OR_RETURN(const MethodDescriptor* method, ImportMethod(given.noun));
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(ServiceOf(*method)));
  ImportOptions options = given;
  if (options.request_id.empty()) options.request_id = NewUuid();
  ImportSummary summary;
  if (IsTable(options.file)) {
    ASSIGN_OR_RETURN(summary, SendTable(client, *method, globals.parent(), options));
  } else {
    std::ifstream file(options.file);
    if (options.file != "-" && !file) return absl::NotFoundError(absl::StrCat("can't read ", options.file));
    const auto& type = *method->input_type()->FindFieldByName("rows")->message_type();
    ASSIGN_OR_RETURN(
        summary,
        Send(client, *method,
             Chunks(*method, globals.parent(), options, JsonRows(type, options.file == "-" ? std::cin : file)), 0));
  }
  std::cout << ToJson(summary, false) << "\n";
  if (summary.failed() > 0) return absl::InvalidArgumentError(absl::StrCat(summary.failed(), " rows were refused"));
  return absl::OkStatus();
}

}  // namespace

void AddImport(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand("import", "create and update rows from JSON lines, CSV or XLSX");
  command->add_option("noun", options->noun, "what: members, organizations, activities, tickets, …")->required();
  command
      ->add_option("file", options->file,
                   "JSON lines, a row each; \"-\" = stdin. Members and organizations: also .csv (UTF-8 or GB 18030)\n"
                   "and .xlsx with Chinese titles; see `xfctl template`")
      ->required();
  command->add_option("--request-id", options->request_id,
                      "name of the import; give it again to resume one that broke off");
  command->add_flag("--dry-run", options->dry_run, "check every row, write nothing");
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl
