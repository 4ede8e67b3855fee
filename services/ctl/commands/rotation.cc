// xfctl rotation: planning on files, without a service.
#include "services/ctl/commands/rotation.h"

#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"

namespace xf::ctl {

absl::Status ReadJsonFile(const std::string& path, google::protobuf::Message& message) {
  ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, &message);
  if (parsed.ok()) return absl::OkStatus();
  const std::string what(parsed.message());
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
