#include "services/rotation/planner/output.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "services/rotation/planner/ids.h"

namespace xf::planner {
namespace {

// Why a cadre who has stays that meet no closed row is at home.
const char* WhyNot(const Model& model, const Cadre& cadre) {
  for (int o = cadre.first_option; o < cadre.first_option + cadre.option_count; ++o) {
    const Option& option = model.options[static_cast<size_t>(o)];
    for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
      if (option.Score(model.runs[static_cast<size_t>(r)].length) > 0) return "outbid";
    }
  }
  return "no_gain";
}

}  // namespace

RotationPlan Describe(const RotationProblem& problem, const Model& model, const Assignment& assignment) {
  RotationPlan plan;
  plan.set_problem_id(problem.problem_id());
  plan.set_objective(assignment.objective());
  plan.set_changes(model.previous_count - assignment.kept());
  const Index index = CadreIndex(problem);
  std::vector<bool> eligible(model.cadres.size(), false);
  for (const auto& option : problem.options()) eligible[static_cast<size_t>(index.Find(option.cadre_id()))] = true;
  for (size_t c = 0; c < model.cadres.size(); ++c) {
    const std::string& id = problem.cadres(static_cast<int>(c)).cadre_id();
    const Stay& stay = assignment.at(static_cast<int>(c));
    if (stay.placed()) {
      RotationProblem::Placement& placement = *plan.add_placements();
      placement.set_cadre_id(id);
      placement.set_post_id(problem.posts(model.options[static_cast<size_t>(stay.option)].post).post_id());
      placement.set_start_slot(stay.start);
      placement.set_duration(stay.end - stay.start);
      continue;
    }
    const Cadre& cadre = model.cadres[c];
    RotationPlan::Unassigned& unassigned = *plan.add_unassigned();
    unassigned.set_cadre_id(id);
    if (!eligible[c])
      unassigned.set_reason("no_option");
    else if (cadre.option_count == 0)
      unassigned.set_reason(cadre.closed ? "closed" : "no_period");
    else
      unassigned.set_reason(WhyNot(model, cadre));
  }
  return plan;
}

}  // namespace xf::planner
