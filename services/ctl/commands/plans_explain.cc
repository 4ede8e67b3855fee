// xfctl plans explain: why a plan of the service is as it is, in Chinese.
#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/plans.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

struct PlansExplainOptions {
  std::string plan, cadre, post;
  bool json = false;
};

template <typename Explanation>
void PrintStatements(const Explanation& explanation) {
  for (const rotation::Statement& statement : explanation.statements()) std::cout << statement.text_zh() << "\n";
}

template <typename Response>
void PrintExclusions(const Response& response) {
  for (const rotation::PlanExclusion& exclusion : response.exclusions()) {
    std::cout << exclusion.text_zh() << "（"
              << Short(rotation::EligibilityRule_Name(exclusion.rule()), "ELIGIBILITY_RULE_") << "）\n";
  }
  PrintStatements(response.explanation());
}

template <typename Response>
void PrintJson(const Response& response) {
  std::cout << ToJson(response, true) << "\n";
}

absl::Status ExplainHere(const rpc::Client& client, const std::string& plan, const PlansExplainOptions& options) {
  rotation::ExplainPlacementRequest request;
  request.set_name(plan);
  request.set_cadre_id(options.cadre);
  ASSIGN_OR_RETURN(const auto response, client.Call(&PlanningStub::ExplainPlacement, request));
  if (options.json) return PrintJson(response), absl::OkStatus();
  PrintStatements(response.explanation());
  std::vector<std::vector<std::string>> rows;
  for (const rotation::ScorePart& part : response.parts()) {
    rows.push_back({Short(rotation::ScoreKind_Name(part.kind()), "SCORE_KIND_"), absl::StrCat(part.points())});
  }
  std::cout << Table(rows, {1}) << "规则版本 " << response.rule_version() << "\n";
  return absl::OkStatus();
}

absl::Status ExplainNowhere(const rpc::Client& client, const std::string& plan, const PlansExplainOptions& options) {
  rotation::ExplainUnassignedRequest request;
  request.set_name(plan);
  request.set_cadre_id(options.cadre);
  ASSIGN_OR_RETURN(const auto response, client.Call(&PlanningStub::ExplainUnassigned, request));
  options.json ? PrintJson(response) : PrintExclusions(response);
  return absl::OkStatus();
}

absl::Status ExplainNotThere(const rpc::Client& client, const std::string& plan, const PlansExplainOptions& options) {
  rotation::ExplainWhyNotRequest request;
  request.set_name(plan);
  request.set_cadre_id(options.cadre);
  request.set_post_id(options.post);
  ASSIGN_OR_RETURN(const auto response, client.Call(&PlanningStub::ExplainWhyNot, request));
  options.json ? PrintJson(response) : PrintExclusions(response);
  return absl::OkStatus();
}

// Whether the pins hold together.
absl::Status Diagnose(const rpc::Client& client, const std::string& plan, const PlansExplainOptions& options) {
  rotation::DiagnoseConflictRequest request;
  request.set_name(plan);
  ASSIGN_OR_RETURN(const auto diagnosis, client.Call(&PlanningStub::DiagnoseConflict, request));
  if (options.json) return PrintJson(diagnosis), absl::OkStatus();
  PrintStatements(diagnosis);
  for (const rotation::MinimalConflict& conflict : diagnosis.conflicts()) PrintStatements(conflict);
  return absl::OkStatus();
}

absl::Status Explain(const Globals& globals, const PlansExplainOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  const std::string name = NameOf(globals, "plans", options.plan);
  if (options.cadre.empty()) return Diagnose(client, name, options);
  ASSIGN_OR_RETURN(const rotation::Plan plan, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_FULL));
  const auto& placements = plan.solution().placements();
  const auto placed = std::ranges::find(placements, options.cadre, &rotation::RotationProblem::Placement::cadre_id);
  if (placed != placements.end() && (options.post.empty() || placed->post_id() == options.post)) {
    return ExplainHere(client, name, options);
  }
  return options.post.empty() ? ExplainNowhere(client, name, options) : ExplainNotThere(client, name, options);
}

}  // namespace

void AddPlansExplain(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<PlansExplainOptions>();
  CLI::App* command = group.add_subcommand(
      "explain", "why here, why not there, why nowhere; without a cadre: whether the pins hold together");
  command->add_option("plan", options->plan, "id or name of the plan")->required();
  command->add_option("--cadre", options->cadre, "id of a cadre: why he is where he is, or nowhere");
  auto* post = command->add_option("--post", options->post, "with --cadre: why he is at this post, or not");
  post->needs("--cadre");
  command->add_flag("--json", options->json, "the answer as JSON");
  OnChosen(*command, globals, options, Explain);
}

}  // namespace xf::ctl
