// xfctl rotation: planning on files, without a service.
#include "services/ctl/commands/rotation.h"

#include <fstream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace xf::ctl {

namespace util = google::protobuf::util;

absl::Status ReadJsonFile(const std::string& path, google::protobuf::Message& message) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return ReadFile(path).status();
  // Piece by piece: a problem of ten million options is a gigabyte of text, which need not be held beside what it says.
  std::string binary;
  util::Status parsed;
  {
    constexpr char kTypes[] = "type.googleapis.com";
    google::protobuf::io::IstreamInputStream text(&file, 1 << 20);
    google::protobuf::io::StringOutputStream into(&binary);
    const std::unique_ptr<util::TypeResolver> types(
        util::NewTypeResolverForDescriptorPool(kTypes, message.GetDescriptor()->file()->pool()));
    parsed = util::JsonToBinaryStream(types.get(), absl::StrCat(kTypes, "/", message.GetDescriptor()->full_name()),
                                      &text, &into);
  }
  if (parsed.ok() && message.ParseFromString(binary)) return absl::OkStatus();
  const std::string what(parsed.ok() ? "too large" : parsed.message());
  return InvalidError(path, {"not a " + message.GetDescriptor()->name() + ": " + what,
                             "不是有效的" + message.GetDescriptor()->name() + "：" + what});
}

absl::Status WriteJsonFile(const std::string& path, const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!printed.ok()) return InternalError(std::string(printed.message()));
  json += '\n';
  return WriteFile(path, json);
}

void PlanFiles::AddTo(CLI::App& command) {
  command.add_option("--problem", problem, "file of the problem (RotationProblem)")->required();
  command.add_option("--plan", plan, "file of the plan (RotationPlan)")->required();
}

void AddRotation(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("rotation", "plan, check and explain rotations, on files and without a service");
  group->require_subcommand(1);
  AddRotationExplain(*group, globals);
  AddRotationGantt(*group, globals);
  AddRotationGenerate(*group, globals);
  AddRotationSolve(*group, globals);
  AddRotationVerify(*group, globals);
}

}  // namespace xf::ctl
