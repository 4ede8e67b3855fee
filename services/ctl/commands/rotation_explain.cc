// xfctl rotation explain: why a plan is as it is.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/commands/rotation.h"
#include "services/rotation/explain/conflict.h"
#include "services/rotation/explain/explain.h"
#include "services/rotation/explain/stability.h"
#include "services/rotation/planner/planner.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

struct RotationExplainOptions {
  PlanFiles files;
  std::string cadre;
  std::string post;
  double seconds = 5;
};

template <typename Explanation>
void Print(const Explanation& explanation) {
  for (const rotation::Statement& statement : explanation.statements()) std::cout << statement.text_zh() << "\n";
}

void PrintDiagnosis(const rotation::ConflictDiagnosis& diagnosis) {
  Print(diagnosis);
  for (const rotation::MinimalConflict& conflict : diagnosis.conflicts()) Print(conflict);
}

// One cadre: where he is and why, why he is not at the post that was named, or why he is nowhere.
absl::Status ExplainCadre(const explain::Context& context, const std::string& cadre, const std::string& post) {
  RETURN_IF_ERROR(context.CadreIndex(cadre).status());
  const explain::Placement* placement = context.PlacementOf(cadre);
  if (placement != nullptr && (post.empty() || placement->post_id() == post)) {
    ASSIGN_OR_RETURN(const rotation::PlacementExplanation explanation, explain::WhyHere(context, cadre));
    Print(explanation);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const rotation::WhyNotExplanation explanation,
                   post.empty() ? explain::WhyUnassigned(context, cadre) : explain::WhyNot(context, cadre, post));
  Print(explanation);
  return absl::OkStatus();
}

// A post: why those are there whom the plan sends there.
absl::Status ExplainPost(const explain::Context& context, const std::string& post) {
  RETURN_IF_ERROR(context.PostIndex(post).status());
  int sent = 0;
  for (const explain::Placement& placement : context.plan().placements()) {
    if (placement.post_id() != post) continue;
    ++sent;
    RETURN_IF_ERROR(ExplainCadre(context, placement.cadre_id(), post));
  }
  if (sent == 0) std::cout << "方案未安排任何人到" << context.names().post(post) << "。\n";
  return absl::OkStatus();
}

absl::Status Explain(const Globals&, const RotationExplainOptions& options) {
  rotation::RotationProblem problem;
  rotation::RotationPlan plan;
  RETURN_IF_ERROR(ReadJsonFile(options.files.problem, problem));
  RETURN_IF_ERROR(ReadJsonFile(options.files.plan, plan));
  const explain::Solver solver = [&](const rotation::RotationProblem& changed) {
    return planner::Solve(changed, {.seconds = options.seconds});
  };
  if (options.cadre.empty() && options.post.empty()) {
    ASSIGN_OR_RETURN(const rotation::ConflictDiagnosis diagnosis, explain::Diagnose(problem, {}, solver));
    if (!diagnosis.feasible()) {
      PrintDiagnosis(diagnosis);
      return absl::OkStatus();
    }
  }
  ASSIGN_OR_RETURN(const explain::Context context, explain::Context::Make(problem, plan, solver));
  if (!options.cadre.empty()) return ExplainCadre(context, options.cadre, options.post);
  if (!options.post.empty()) return ExplainPost(context, options.post);
  std::cout << absl::StrCat("方案安排", plan.placements_size(), "人，总分", context.objective(),
                            "；已证明任何方案都不超过", static_cast<int64_t>(context.upper_bound() + 1e-6), "。\n");
  ASSIGN_OR_RETURN(const rotation::StabilityCost cost, explain::CostOfStability(context));
  std::cout << cost.text_zh() << "\n";
  for (const auto& cadre : problem.cadres()) {
    if (context.PlacementOf(cadre.cadre_id()) == nullptr) std::cout << cadre.cadre_id() << "未安排。\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddRotationExplain(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<RotationExplainOptions>();
  CLI::App* command = group.add_subcommand("explain",
                                           "why here, why not there, why nowhere, in Chinese; without a cadre or post: "
                                           "what conflicts, else a summary with the cost of stability");
  options->files.AddTo(*command);
  command->add_option("--cadre", options->cadre, "id of a cadre: why he is where he is");
  command->add_option("--post", options->post, "id of a post: why those are there, or with --cadre why he is not");
  command->add_option("--seconds", options->seconds, "time for each time that it solves again")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  OnChosen(*command, globals, options, Explain);
}

}  // namespace xf::ctl
