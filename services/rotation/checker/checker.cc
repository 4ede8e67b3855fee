#include "services/rotation/checker/checker.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/rotation/checker/certificate.h"
#include "services/rotation/checker/placements.h"
#include "services/rotation/checker/problem.h"

namespace xf::checker {
namespace {

v1::PlanFinding& AddNumber(Findings& findings, v1::PlanRule rule, absl::string_view what, absl::string_view what_zh,
                           double found, double right) {
  v1::PlanFinding& finding = Add(findings, rule, absl::StrCat("the ", what, " is ", right, ", not ", found),
                                 absl::StrCat(what_zh, "应为", right, "，而非", found));
  finding.set_found(found);
  finding.set_allowed(right);
  return finding;
}

// Side figures that went stale, typically by an edit of the placements.
Findings Remarks(const v1::RotationProblem& problem, const v1::RotationPlan& plan, const v1::PlanVerification& result) {
  Findings remarks;
  if (plan.changes() != result.changes()) {
    AddNumber(remarks, v1::PLAN_RULE_CHANGES, "number of changes", "调整数", plan.changes(), result.changes());
  }
  if (result.has_gap() && plan.gap() != result.gap() && !(std::abs(plan.gap() - result.gap()) <= 1e-6)) {
    AddNumber(remarks, v1::PLAN_RULE_GAP, "gap", "差距", plan.gap(), result.gap());
  }
  std::multiset<std::string> left, told;
  for (const v1::RotationProblem::Cadre& cadre : problem.cadres()) left.insert(cadre.cadre_id());
  for (const v1::RotationProblem::Placement& placement : plan.placements()) left.erase(placement.cadre_id());
  for (const v1::RotationPlan::Unassigned& unassigned : plan.unassigned()) told.insert(unassigned.cadre_id());
  if (left != told) {
    v1::PlanFinding& remark = Add(remarks, v1::PLAN_RULE_UNASSIGNED,
                                  "the list of unassigned cadres is not that of the cadres without a placement",
                                  "未安排名单与实际未安排人员不一致");
    std::ranges::set_symmetric_difference(left, told,
                                          google::protobuf::RepeatedFieldBackInserter(remark.mutable_cadre_ids()));
  }
  return remarks;
}

}  // namespace

absl::StatusOr<v1::PlanVerification> Verify(const v1::RotationProblem& proto, const v1::RotationPlan& plan) {
  ASSIGN_OR_RETURN(const Problem problem, Problem::Read(proto));
  v1::PlanVerification result;

  Findings findings = CheckPlacements(problem, plan.placements());
  result.set_feasible(findings.empty());
  if (!plan.problem_id().empty() && plan.problem_id() != proto.problem_id()) {
    Add(findings, v1::PLAN_RULE_PROBLEM_ID,
        absl::StrCat("a plan of problem \"", plan.problem_id(), "\", not of \"", proto.problem_id(), "\""),
        absl::StrCat("方案属于问题“", plan.problem_id(), "”，而非“", proto.problem_id(), "”"));
  }
  const Worth worth = Evaluate(problem, plan.placements());
  result.set_objective(worth.objective);
  result.set_changes(worth.changes);
  if (plan.objective() != worth.objective) {
    v1::PlanFinding& finding = Add(findings, v1::PLAN_RULE_OBJECTIVE,
                                   absl::StrCat("the objective is ", worth.objective, ", not ", plan.objective()),
                                   absl::StrCat("目标值应为", worth.objective, "，而非", plan.objective()));
    finding.set_found(static_cast<double>(plan.objective()));
    finding.set_allowed(static_cast<double>(worth.objective));
  }

  const size_t before = findings.size();
  const Proof proof = CheckCertificate(problem, plan, findings);
  result.set_certificate_holds(findings.size() == before);
  result.set_leaves(proof.leaves);
  if (proof.sound) {
    result.set_upper_bound(proof.upper_bound);
    if (std::isfinite(proof.upper_bound)) {
      result.set_gap((proof.upper_bound - static_cast<double>(worth.objective)) /
                     std::max(1.0, std::abs(proof.upper_bound)));
    }
  }
  result.set_holds(findings.empty());
  for (v1::PlanFinding& finding : findings) *result.add_findings() = std::move(finding);
  for (v1::PlanFinding& remark : Remarks(proto, plan, result)) *result.add_remarks() = std::move(remark);
  return result;
}

}  // namespace xf::checker
