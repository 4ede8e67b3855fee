#include "services/rotation/explain/stability.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/rotation/checker/placements.h"

namespace xf::explain {
namespace {

// The problem in which nothing need stay as it is.
v1::RotationProblem Freed(const v1::RotationProblem& problem,
                          const std::function<bool(const std::string& cadre_id)>& is_given) {
  v1::RotationProblem freed = problem;
  freed.clear_pins();
  for (const Placement& pin : problem.pins()) {
    if (is_given(pin.cadre_id())) *freed.add_pins() = pin;
  }
  freed.clear_previous();
  freed.clear_change_penalty();
  freed.clear_max_changes();
  return freed;
}

std::string Say(const v1::StabilityCost& cost) {
  const std::string kept = absl::StrCat(cost.pinned(), "项锁定、", cost.kept(), "项原安排");
  if (cost.pinned() == 0 && cost.kept() == 0) return "方案没有须保持的安排，稳定没有代价。";
  if (cost.at_most() == 0) return absl::StrCat("保持", kept, "没有代价：重新求解已证明不受约束也不会更好。");
  if (cost.cost() == cost.at_most()) return absl::StrCat("保持", kept, "的代价正好是", cost.cost(), "分。");
  return absl::StrCat("保持", kept, "的代价是", cost.cost(), "分，已证明不超过", cost.at_most(), "分。");
}

}  // namespace

absl::StatusOr<v1::StabilityCost> CostOfStability(const Context& context,
                                                  const std::function<bool(const std::string& cadre_id)>& is_given) {
  v1::StabilityCost cost;
  const v1::RotationProblem freed = Freed(context.proto(), is_given);
  cost.set_pinned(context.proto().pins_size() - freed.pins_size());
  cost.set_kept(context.proto().previous_size() -
                checker::Evaluate(context.problem(), context.plan().placements()).changes);
  ASSIGN_OR_RETURN(const checker::Problem problem, checker::Problem::Read(freed));
  cost.set_score(checker::Evaluate(problem, context.plan().placements()).objective);
  cost.set_free_score(cost.score());
  if (cost.pinned() > 0 || cost.kept() > 0) {
    ASSIGN_OR_RETURN(const v1::RotationPlan best, context.Solve(freed));
    // The solver is believed as far as the checker agrees.
    ASSIGN_OR_RETURN(const Context free,
                     Context::Make(freed, best, [&](const auto& other) { return context.Solve(other); }));
    cost.set_free_score(std::max(cost.score(), free.objective()));
    cost.set_cost(cost.free_score() - cost.score());
    cost.set_at_most(std::max(cost.cost(), static_cast<int64_t>(std::floor(free.upper_bound() + 1e-6)) - cost.score()));
  }
  cost.set_text_zh(Say(cost));
  return cost;
}

}  // namespace xf::explain
