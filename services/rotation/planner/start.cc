#include "services/rotation/planner/start.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/rotation/planner/subproblem.h"

namespace xf::planner {
namespace {

// Which pins find no room beside the pins before them.
std::string ClashingPins(const RotationProblem& problem, const Model& model, const Assignment& pinned) {
  std::string names;
  for (size_t c = 0; c < model.cadres.size(); ++c) {
    if (!model.cadres[c].pinned || pinned.at(static_cast<int>(c)).placed()) continue;
    absl::StrAppend(&names, names.empty() ? "" : ", ", problem.cadres(static_cast<int>(c)).cadre_id());
  }
  return names;
}

// The most previous placements that go together beside the pins: the same planning task, with a point for each.
Assignment KeepMost(const Model& model, const Assignment& base) {
  Model keeping = model;
  for (Option& option : keeping.options) option.fixed = option.per_slot = 0;
  keeping.change_penalty = 1;
  keeping.has_budget = false;
  std::vector<int> free;
  Assignment now(keeping);
  for (size_t i = 0; i < keeping.cadres.size(); ++i) {
    const Cadre& cadre = keeping.cadres[i];
    const int c = static_cast<int>(i);
    if (cadre.pinned || !cadre.previous.placed()) continue;
    free.push_back(c);
    if (now.Fits(c, cadre.previous)) now.Put(c, cadre.previous);
  }
  if (now.kept() < model.MustKeep()) {
    const Pricing free_of_charge(keeping);
    const Answer answer =
        Improve(free_of_charge, now, free, {.columns_per_cadre = 1, .nodes = 100'000, .iterations = 10'000'000});
    for (const int c : free) now.Take(c);
    for (size_t i = 0; i < free.size(); ++i) {
      if (answer.stays[i].placed()) now.Put(free[i], answer.stays[i]);
    }
  }
  Assignment kept = base;
  for (const int c : free) {
    if (now.at(c).placed()) kept.Put(c, now.at(c));
  }
  return kept;
}

}  // namespace

absl::StatusOr<Assignment> MakeBase(const RotationProblem& problem, const Model& model) {
  Assignment base(model);
  if (!base.pins_fit()) {
    const std::string who = ClashingPins(problem, model, base);
    return PreconditionError(
        errors::REASON_STATE_CONFLICT, "pins",
        {absl::StrCat("the pins don't go together; no room beside the pins before them for: ", who),
         absl::StrCat("锁定的安排相互冲突,与其他锁定无法并存的干部:", who)});
  }
  if (base.kept() >= model.MustKeep()) return base;
  Assignment kept = KeepMost(model, base);
  if (kept.kept() >= model.MustKeep()) return kept;
  return PreconditionError(errors::REASON_STATE_CONFLICT, "max_changes",
                           {absl::StrCat("no plan keeps ", model.MustKeep(), " of ", model.previous_count,
                                         " previous placements; ", kept.kept(), " go together"),
                            absl::StrCat("原有 ", model.previous_count, " 项安排中至多可同时保留 ", kept.kept(),
                                         " 项,达不到须保留的 ", model.MustKeep(), " 项")});
}

Assignment KeepPrevious(const Model& model, Assignment base) {
  for (size_t i = 0; i < model.cadres.size(); ++i) {
    const int c = static_cast<int>(i);
    const Stay& previous = model.cadres[i].previous;
    if (previous.placed() && !base.at(c).placed() && base.Fits(c, previous)) base.Put(c, previous);
  }
  return base;
}

}  // namespace xf::planner
