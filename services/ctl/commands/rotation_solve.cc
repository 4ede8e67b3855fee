// xfctl rotation solve: the planner on a problem's file.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <iostream>

#include "absl/strings/str_format.h"
#include "common/base/status.h"
#include "services/ctl/commands/rotation.h"
#include "services/rotation/checker/pins.h"
#include "services/rotation/planner/planner.h"

namespace xf::ctl {
namespace {

struct RotationSolveOptions {
  std::string problem;
  std::string out;
  double seconds = 0;
  int64_t work = 0;
  int64_t seed = 1;
  int threads = 1;
  double gap = 0;
};

// Set by Ctrl-C: the best plan so far is written.
std::atomic<bool> interrupted = false;

void ShowProgress(const planner::Event& event) {
  const double objective = static_cast<double>(event.objective.value_or(0));
  const double bound = event.upper_bound.value_or(0);
  std::cerr << absl::StrFormat("%8.2f s  work %d  plan %.0f  bound %.1f  gap %.4f %%\n", event.seconds, event.work,
                               objective, bound, 100 * (bound - objective) / std::max(1.0, std::abs(bound)));
}

absl::Status Solve(const Globals&, const RotationSolveOptions& options) {
  xianfeng::rotation::v1::RotationProblem problem;
  RETURN_IF_ERROR(ReadJsonFile(options.problem, problem));
  planner::SolveOptions how;
  how.seconds = options.seconds;
  how.work = options.work;
  how.seed = options.seed;
  how.threads = options.threads;
  how.gap = options.gap;
  how.cancel = &interrupted;
  how.on_event = ShowProgress;
  std::signal(SIGINT, [](int) { interrupted = true; });
  RETURN_IF_ERROR(checker::CheckPins(problem));
  ASSIGN_OR_RETURN(const xianfeng::rotation::v1::RotationPlan plan, planner::Solve(problem, how));
  RETURN_IF_ERROR(WriteJsonFile(options.out, plan));
  std::cerr << absl::StrFormat("plan %d, bound %.1f, gap %.4f %%: %d placed, %d not\n", plan.objective(),
                               plan.certificate().upper_bound(), 100 * plan.gap(), plan.placements_size(),
                               plan.unassigned_size());
  return absl::OkStatus();
}

}  // namespace

void AddRotationSolve(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<RotationSolveOptions>();
  CLI::App* command = group.add_subcommand("solve", "plan, and prove how good the plan is");
  command->add_option("--problem", options->problem, "file of the problem (RotationProblem)")->required();
  command->add_option("--out", options->out, "file to write the plan to (RotationPlan)")->required();
  command->add_option("--seconds", options->seconds, "stop after so much time; default 10, or no limit with --work")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--work", options->work, "stop after so much work: repeatable on any machine")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--seed", options->seed, "of the search")->capture_default_str();
  command->add_option("--threads", options->threads, "1 or 2")->check(CLI::Range(1, 2))->capture_default_str();
  command->add_option("--gap", options->gap, "stop as soon as the proven gap is no larger, e.g. 0.005")
      ->check(CLI::NonNegativeNumber);
  OnChosen(*command, globals, options, Solve);
}

}  // namespace xf::ctl
