#include "services/rotation/checker/pins.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/rotation/checker/placements.h"
#include "services/rotation/checker/problem.h"

namespace xf::checker {
namespace {

// Position of a cadre's pin.
std::map<std::string, int> PositionsOf(const v1::RotationProblem& problem) {
  std::map<std::string, int> positions;
  for (int i = 0; i < problem.pins_size(); ++i) positions[problem.pins(i).cadre_id()] = i;
  return positions;
}

std::string FieldOf(int position) { return absl::StrCat("pins[", position, "]"); }

// More previous placements are pinned elsewhere than may change.
void CheckBudget(const v1::RotationProblem& problem, const std::map<std::string, int>& positions,
                 std::vector<Violation>& violations) {
  if (!problem.has_max_changes()) return;
  std::vector<std::string> moved;
  int last = 0;
  for (const v1::RotationProblem::Placement& previous : problem.previous()) {
    const auto found = positions.find(previous.cadre_id());
    if (found == positions.end()) continue;
    if (problem.pins(found->second).SerializeAsString() == previous.SerializeAsString()) continue;
    moved.push_back(previous.cadre_id());
    last = std::max(last, found->second);
  }
  if (static_cast<int64_t>(moved.size()) <= problem.max_changes()) return;
  violations.push_back({FieldOf(last),
                        {absl::StrCat(moved.size(), " previous placements are pinned elsewhere, at most ",
                                      problem.max_changes(), " may change: ", absl::StrJoin(moved, ", ")),
                         absl::StrCat("锁定调整了", moved.size(), "项原安排，上限为", problem.max_changes(), "项：",
                                      absl::StrJoin(moved, "、"))}});
}

}  // namespace

absl::Status CheckPins(const v1::RotationProblem& problem) {
  if (problem.pins().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Problem read, Problem::Read(problem));
  const std::map<std::string, int> positions = PositionsOf(problem);
  std::vector<Violation> violations;
  for (const v1::PlanFinding& finding : CheckPlacements(read, problem.pins())) {
    // Pins alone keep few of the previous placements: that is no fault of theirs.
    if (finding.rule() == v1::PLAN_RULE_MAX_CHANGES) continue;
    int last = 0;
    for (const std::string& cadre : finding.cadre_ids()) {
      if (const auto found = positions.find(cadre); found != positions.end()) last = std::max(last, found->second);
    }
    const auto& who = finding.cadre_ids();
    violations.push_back({FieldOf(last),
                          {absl::StrCat(finding.text(), " (", absl::StrJoin(who, ", "), ")"),
                           absl::StrCat(finding.text_zh(), "（", absl::StrJoin(who, "、"), "）")}});
  }
  CheckBudget(problem, positions, violations);
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

}  // namespace xf::checker
