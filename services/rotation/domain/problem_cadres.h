// The cadres of a problem: when each can't be away and by which rule, and what the cadre is worth wherever he goes.
// Part of problem_builder.
#pragma once

#include <string>
#include <vector>

#include "services/rotation/domain/registry_facts.h"

namespace xf::rotation {

// A cadre as the rules see him.
struct JudgedCadre {
  // Whether any slot is left.
  bool eligible = false;
  v1::RotationProblem::Cadre cadre;
  std::vector<v1::ScorePart> parts;
  std::vector<v1::PlanExclusion> exclusions;
};

JudgedCadre JudgeCadre(const v1::Candidate& candidate, const RegistryFacts& facts, const v1::PlanSettings& settings,
                       const Horizon& horizon, const PlanningRule& rule);

// Sum of parts.
int64_t SumOf(const std::vector<v1::ScorePart>& parts);

// A part.
v1::ScorePart Part(v1::ScoreKind kind, int64_t points);

}  // namespace xf::rotation
