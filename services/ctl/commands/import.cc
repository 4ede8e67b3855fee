// xfctl import: rows of any Import method from JSON lines.
#include <fstream>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/services.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::ctl {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using xianfeng::type::v1::ImportSummary;

// Most rows that an Import method takes in one chunk.
constexpr int kChunkRows = 500;

struct Options {
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

// The chunks of a file; each request has parent, request_id, validate_only, chunk and rows (common/rpc/import.h).
class Chunks {
 public:
  Chunks(const MethodDescriptor& method, std::string parent, const Options& options, std::istream& in)
      : type_(*method.input_type()), parent_(std::move(parent)), options_(options), in_(in) {}

  absl::StatusOr<std::unique_ptr<Message>> Next() {
    std::vector<std::string> lines;
    for (std::string line; static_cast<int>(lines.size()) < kChunkRows && std::getline(in_, line);) {
      if (!absl::StripAsciiWhitespace(line).empty()) lines.push_back(line);
    }
    if (lines.empty()) return nullptr;
    ASSIGN_OR_RETURN(auto chunk, ParseJson(type_, "{}"));
    const auto& reflection = *chunk->GetReflection();
    reflection.SetString(chunk.get(), type_.FindFieldByName("parent"), parent_);
    reflection.SetString(chunk.get(), type_.FindFieldByName("request_id"), options_.request_id);
    reflection.SetBool(chunk.get(), type_.FindFieldByName("validate_only"), options_.dry_run);
    reflection.SetInt64(chunk.get(), type_.FindFieldByName("chunk"), next_++);
    const auto* rows = type_.FindFieldByName("rows");
    for (const std::string& line : lines) {
      absl::StatusOr<std::unique_ptr<Message>> row = ParseJson(*rows->message_type(), line);
      ++line_;
      if (!row.ok()) return absl::InvalidArgumentError(absl::StrCat("row ", line_, " is ", row.status().message()));
      reflection.AddAllocatedMessage(chunk.get(), rows, row->release());
    }
    std::cerr << "\r" << line_ << " rows" << std::flush;
    return chunk;
  }

 private:
  const google::protobuf::Descriptor& type_;
  const std::string parent_;
  const Options& options_;
  std::istream& in_;
  int64_t next_ = 0, line_ = 0;
};

absl::Status Run(const Globals& globals, const Options& given) {
  ASSIGN_OR_RETURN(const MethodDescriptor* method, ImportMethod(given.noun));
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(ServiceOf(*method)));
  Options options = given;
  if (options.request_id.empty()) options.request_id = NewUuid();
  std::ifstream file(options.file);
  if (options.file != "-" && !file) return absl::NotFoundError(absl::StrCat("can't read ", options.file));
  Chunks chunks(*method, globals.parent(), options, options.file == "-" ? std::cin : file);
  ImportSummary summary;
  const absl::Status status = CallMethod(
      client, *method, [&] { return chunks.Next(); },
      [&](const Message& answer) {
        summary.CopyFrom(answer);
        return true;
      },
      absl::InfiniteDuration());
  std::cerr << "\n";
  RETURN_IF_ERROR(status);
  std::cout << ToJson(summary, false) << "\n";
  if (summary.failed() > 0) return absl::InvalidArgumentError(absl::StrCat(summary.failed(), " rows were refused"));
  return absl::OkStatus();
}

}  // namespace

void AddImport(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("import", "create and update rows from JSON lines");
  command->add_option("noun", options->noun, "what: members, organizations, activities, tickets, …")->required();
  command->add_option("file", options->file, "JSON lines, a row each; \"-\" = stdin")->required();
  command->add_option("--request-id", options->request_id,
                      "name of the import; give it again to resume one that broke off");
  command->add_flag("--dry-run", options->dry_run, "check every row, write nothing");
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl
