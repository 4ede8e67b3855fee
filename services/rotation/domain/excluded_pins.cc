#include "services/rotation/domain/excluded_pins.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "common/base/error.h"

namespace xf::rotation {
namespace {

// Whether an exclusion of the post alone is in the pin's way: the post is not offered, or not at that time.
bool ExcludesPost(const v1::PlanExclusion& exclusion, const v1::RotationProblem::Placement& pin,
                  const v1::RotationProblem& problem) {
  if (exclusion.post_id() != pin.post_id()) return false;
  const auto post = std::ranges::find(problem.posts(), pin.post_id(), &v1::RotationProblem::Post::post_id);
  if (post == problem.posts().end()) return true;
  // One that is partly taken is offered for the rest of the time; its other notes keep nobody out.
  return exclusion.rule() == v1::ELIGIBILITY_RULE_POST_TAKEN &&
         (pin.start_slot() < post->earliest_slot() || pin.duration() > post->latest_end_slot() - pin.start_slot());
}

// Whether the exclusion keeps the pin from being.
bool Excludes(const v1::PlanExclusion& exclusion, const v1::RotationProblem::Placement& pin,
              const v1::RotationProblem& problem, const Horizon& horizon) {
  if (exclusion.cadre_id().empty()) return ExcludesPost(exclusion, pin, problem);
  if (exclusion.cadre_id() != pin.cadre_id()) return false;
  if (!exclusion.post_id().empty() && exclusion.post_id() != pin.post_id()) return false;
  if (!exclusion.has_start_date()) return true;
  const int slots = horizon.slots();
  if (pin.start_slot() < 0 || pin.start_slot() >= slots || pin.duration() < 1 || pin.duration() > slots) return false;
  const Period days = horizon.DaysOf(pin.start_slot(), pin.duration());
  return ToDay(exclusion.start_date()) <= days.end &&
         (!exclusion.has_end_date() || days.start <= ToDay(exclusion.end_date()));
}

// The pin that a violation is about; null for any other violation.
const v1::RotationProblem::Placement* PinOf(const Violation& violation, const v1::RotationProblem& problem) {
  for (int i = 0; i < problem.pins_size(); ++i) {
    if (absl::StartsWith(violation.field, absl::StrCat("pins[", i, "]"))) return &problem.pins(i);
  }
  return nullptr;
}

}  // namespace

absl::Status NameExclusions(const absl::Status& refused, const v1::RotationProblem& problem, const v1::PlanFacts& facts,
                            const Horizon& horizon) {
  std::vector<Violation> violations = ViolationsOf(refused);
  for (Violation& violation : violations) {
    const auto* pin = PinOf(violation, problem);
    if (pin == nullptr) continue;
    std::vector<std::string> rules, texts;
    for (const v1::PlanExclusion& exclusion : facts.exclusions()) {
      if (!Excludes(exclusion, *pin, problem, horizon)) continue;
      rules.push_back(v1::EligibilityRule_Name(exclusion.rule()));
      texts.push_back(exclusion.text_zh());
    }
    if (rules.empty()) continue;
    violation.text = {
        absl::StrCat(pin->cadre_id(), " at ", pin->post_id(), " is excluded: ", absl::StrJoin(rules, ", ")),
        absl::StrCat(pin->cadre_id(), "不能锁定到", pin->post_id(), "：", absl::StrJoin(texts, "；"))};
  }
  return violations.empty() ? refused : InvalidError(std::move(violations), ReasonOf(refused));
}

}  // namespace xf::rotation
