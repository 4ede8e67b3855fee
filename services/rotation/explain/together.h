// Whether requests can hold together: an exact search, without a solver but for the budget of changes.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "services/rotation/explain/context.h"

namespace xf::explain {

using Requests = std::vector<v1::PlanRequest>;

// One rule of a problem, as a conflict names it: "the capacity of that post". Fields are indexes in the problem.
struct RuleOf {
  v1::PlanRule rule = v1::PLAN_RULE_UNSPECIFIED;
  int cadre = checker::kNone;
  int other = checker::kNone;  // the second cadre, a host or a unit
  int post = checker::kNone;

  auto operator<=>(const RuleOf&) const = default;
};

// What of a problem can matter to requests: their cadres, and with a budget of changes those who have something to
// keep. Without pins: pins are requests here.
v1::RotationProblem Restrict(const v1::RotationProblem& problem, const Requests& requests);

// The rules of a problem that have anything to do with the requests.
std::vector<RuleOf> RulesFor(const checker::Problem& problem, const Requests& requests);

// The problem without these rules.
v1::RotationProblem Drop(const v1::RotationProblem& problem, const std::vector<RuleOf>& rules);

// What a search found.
struct Answer {
  std::optional<std::vector<checker::Triple>> stays;  // one a request; nothing when they do not go together
  bool decided =
      true;  // false when the search was cut off or the solver proved nothing: then `stays` being none is a guess
};

// One stay for each request such that all go together under all rules of the problem.
Answer FindTogether(const v1::RotationProblem& problem, const Requests& requests, const Solver& solver);

}  // namespace xf::explain
