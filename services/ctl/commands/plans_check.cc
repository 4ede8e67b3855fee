// xfctl plans verify, gantt: a plan of the service, checked and drawn here.
#include <iostream>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "services/ctl/commands/plans.h"
#include "services/ctl/commands/rotation.h"
#include "services/ctl/picture/gantt.h"
#include "services/rotation/checker/checker.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

struct PlansCheckOptions {
  std::string plan, out;
};

// Checked by xfctl's own checker: the service is not asked for its opinion.
absl::Status Verify(const Globals& globals, const PlansCheckOptions& options) {
  ASSIGN_OR_RETURN(const rotation::Plan plan, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_FULL));
  ASSIGN_OR_RETURN(const rotation::PlanVerification verification, checker::Verify(plan.problem(), plan.solution()));
  return PrintVerification(verification);
}

// Ids as people know them; an id stays part of what would be told apart by it only.
using Labels = std::map<std::string, std::string>;

Labels Unique(const std::map<std::string, std::string>& names) {
  std::map<std::string, int> uses;
  for (const auto& [id, name] : names) ++uses[name];
  Labels labels;
  for (const auto& [id, name] : names) labels[id] = uses[name] == 1 ? name : absl::StrCat(name, " ", id);
  return labels;
}

void Relabel(const Labels& labels, std::string* id) {
  if (const auto found = labels.find(*id); found != labels.end()) *id = found->second;
}

template <typename Placements>
void RelabelAll(const Labels& cadres, const Labels& posts, Placements& placements) {
  for (auto& placement : placements) {
    Relabel(cadres, placement.mutable_cadre_id());
    Relabel(posts, placement.mutable_post_id());
  }
}

// Writes the names of people and posts in the place of their ids.
void NameAll(const Globals& globals, rotation::Plan& plan) {
  std::vector<std::string> members;
  for (const auto& cadre : plan.facts().cadres()) members.push_back(cadre.member());
  const std::map<std::string, std::string> known = MemberNames(globals, members);
  std::map<std::string, std::string> cadre_names, post_names;
  for (const auto& cadre : plan.facts().cadres()) {
    const auto found = known.find(cadre.member());
    cadre_names[cadre.cadre_id()] = found == known.end() ? cadre.cadre_id() : found->second;
  }
  for (const auto& post : plan.facts().posts()) post_names[post.post_id()] = post.display_name();
  for (const auto& post : plan.problem().posts()) {
    if (absl::StartsWith(post.post_id(), "stay:")) cadre_names[post.post_id()] = post_names[post.post_id()] = "在派";
  }
  const Labels cadres = Unique(cadre_names), posts = Unique(post_names);
  rotation::RotationProblem& problem = *plan.mutable_problem();
  for (auto& cadre : *problem.mutable_cadres()) Relabel(cadres, cadre.mutable_cadre_id());
  for (auto& post : *problem.mutable_posts()) Relabel(posts, post.mutable_post_id());
  RelabelAll(cadres, posts, *problem.mutable_pins());
  RelabelAll(cadres, posts, *problem.mutable_previous());
  RelabelAll(cadres, posts, *plan.mutable_solution()->mutable_placements());
  if (!plan.display_name().empty()) plan.mutable_solution()->set_problem_id(plan.display_name());
}

absl::Status Draw(const Globals& globals, const PlansCheckOptions& options) {
  ASSIGN_OR_RETURN(rotation::Plan plan, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_FULL));
  NameAll(globals, plan);
  return WritePictures(plan.problem(), plan.solution(), options.out);
}

}  // namespace

void AddPlansCheck(CLI::App& group, Globals& globals) {
  auto verifying = std::make_shared<PlansCheckOptions>();
  CLI::App* verify =
      group.add_subcommand("verify", "check a plan here: rules, objective, and the bound that its certificate proves");
  verify->add_option("plan", verifying->plan, "id or name of the plan")->required();
  OnChosen(*verify, globals, verifying, Verify);
  auto drawing = std::make_shared<PlansCheckOptions>();
  CLI::App* gantt = group.add_subcommand("gantt", "draw a plan: hosts by slots, and how objective and bound grew");
  gantt->add_option("plan", drawing->plan, "id or name of the plan")->required();
  gantt->add_option("--out", drawing->out, "the picture, FILE.svg; the other one is FILE.progress.svg")->required();
  OnChosen(*gantt, globals, drawing, Draw);
}

}  // namespace xf::ctl
