// xfctl rotation gantt: pictures of a plan.
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "services/ctl/commands/rotation.h"
#include "services/ctl/picture/gantt.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

struct RotationGanttOptions {
  PlanFiles files;
  std::string out;
};

// "plan.progress.svg" beside "plan.svg".
std::string ProgressFile(absl::string_view out) {
  constexpr absl::string_view kExtension = ".svg";
  if (absl::EndsWith(out, kExtension)) out.remove_suffix(kExtension.size());
  return std::string(out) + ".progress.svg";
}

absl::Status Draw(const Globals&, const RotationGanttOptions& options) {
  rotation::RotationProblem problem;
  rotation::RotationPlan plan;
  RETURN_IF_ERROR(ReadJsonFile(options.files.problem, problem));
  RETURN_IF_ERROR(ReadJsonFile(options.files.plan, plan));
  return WritePictures(problem, plan, options.out);
}

}  // namespace

absl::Status WritePictures(const rotation::RotationProblem& problem, const rotation::RotationPlan& plan,
                           const std::string& out) {
  RETURN_IF_ERROR(WriteFile(out, GanttSvg(problem, plan)));
  RETURN_IF_ERROR(WriteFile(ProgressFile(out), ProgressSvg(plan)));
  std::cout << out << "\n" << ProgressFile(out) << "\n";
  return absl::OkStatus();
}

void AddRotationGantt(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<RotationGanttOptions>();
  CLI::App* command =
      group.add_subcommand("gantt", "draw a plan: hosts by slots, and beside it how objective and bound grew");
  options->files.AddTo(*command);
  command->add_option("--out", options->out, "the picture, FILE.svg; the other one is FILE.progress.svg")->required();
  OnChosen(*command, globals, options, Draw);
}

}  // namespace xf::ctl
