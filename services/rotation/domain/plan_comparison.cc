#include "services/rotation/domain/plan_comparison.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/rotation/checker/checker.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/domain/problem_cadres.h"

namespace xf::rotation {
namespace {

using Placement = v1::RotationProblem::Placement;

std::string NameOf(v1::ScoreKind kind) {
  switch (kind) {
    case v1::SCORE_KIND_BASE:
      return "基本分";
    case v1::SCORE_KIND_MATCH:
      return "专业匹配";
    case v1::SCORE_KIND_DEMANDING:
      return "吃劲岗位";
    case v1::SCORE_KIND_AGE:
      return "年龄";
    case v1::SCORE_KIND_NEVER_SENT:
      return "从未派出";
    case v1::SCORE_KIND_APPRAISAL:
      return "上次鉴定";
    case v1::SCORE_KIND_LENGTH:
      return "时长";
    case v1::SCORE_KIND_TRAVEL:
      return "离家远近";
    default:
      return "其他";
  }
}

// A plan with its ids looked up.
class Indexed {
 public:
  explicit Indexed(const ComparedPlan& plan) : plan_(plan) {
    for (const auto& post : plan.problem.posts()) hosts_[post.post_id()] = post.host_id();
    for (const auto& cadre : plan.problem.cadres()) units_[cadre.cadre_id()] = cadre.unit_id();
    for (const auto& option : plan.problem.options()) options_[{option.cadre_id(), option.post_id()}] = &option;
    for (const Placement& placement : plan.solution.placements()) {
      if (!IsStayId(placement.cadre_id())) placements_[placement.cadre_id()] = &placement;
    }
  }

  const Placement* Of(const std::string& cadre) const {
    const auto found = placements_.find(cadre);
    return found == placements_.end() ? nullptr : found->second;
  }
  int64_t ScoreOf(const Placement* placement) const {
    if (placement == nullptr) return 0;
    const auto option = options_.find({placement->cadre_id(), placement->post_id()});
    if (option == options_.end()) return 0;
    return option->second->fixed_score() + option->second->score_per_slot() * placement->duration();
  }
  // Points by part of the score, and cadres placed by host and unit.
  std::map<v1::ScoreKind, int64_t> Points() const {
    std::map<v1::ScoreKind, int64_t> points;
    for (const auto& [cadre, placement] : placements_) {
      for (const v1::ScorePart& part : PartsOf(plan_, *placement)) points[part.kind()] += part.points();
    }
    return points;
  }
  std::map<std::string, int64_t> ByHost() const {
    std::map<std::string, int64_t> count;
    for (const auto& [cadre, placement] : placements_) ++count[hosts_.at(placement->post_id())];
    return count;
  }
  std::map<std::string, int64_t> ByUnit() const {
    std::map<std::string, int64_t> count;
    for (const auto& [cadre, placement] : placements_) ++count[units_.at(cadre)];
    return count;
  }

 private:
  const ComparedPlan plan_;
  std::map<std::string, std::string> hosts_, units_;
  std::map<std::pair<std::string, std::string>, const v1::RotationProblem::Option*> options_;
  std::map<std::string, const Placement*> placements_;
};

bool IsSame(const Placement* a, const Placement* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->post_id() == b->post_id() && a->start_slot() == b->start_slot() && a->duration() == b->duration();
}

// Calls `tell` with every key whose values differ; a key that one side has not counts 0 there.
template <typename Key, typename Tell>
void EachDifference(const std::map<Key, int64_t>& first, const std::map<Key, int64_t>& second, Tell tell) {
  std::map<Key, std::pair<int64_t, int64_t>> both;
  for (const auto& [key, value] : first) both[key].first = value;
  for (const auto& [key, value] : second) both[key].second = value;
  for (const auto& [key, values] : both) {
    if (values.first == values.second) continue;
    v1::PlanDifference& difference = tell(key);
    difference.set_first(values.first);
    difference.set_second(values.second);
  }
}

}  // namespace

std::vector<v1::ScorePart> PartsOf(const ComparedPlan& plan, const Placement& placement) {
  const auto cadre = std::ranges::find(plan.facts.cadres(), placement.cadre_id(), &v1::PlanFacts::Cadre::cadre_id);
  const auto post = std::ranges::find(plan.facts.posts(), placement.post_id(), &v1::PlanFacts::Post::post_id);
  std::vector<v1::ScorePart> parts;
  if (cadre == plan.facts.cadres().end() || post == plan.facts.posts().end()) return parts;
  const auto option = std::ranges::find_if(plan.problem.options(), [&](const v1::RotationProblem::Option& one) {
    return one.cadre_id() == placement.cadre_id() && one.post_id() == placement.post_id();
  });
  if (option == plan.problem.options().end()) return parts;
  parts.assign(cadre->parts().begin(), cadre->parts().end());
  parts.insert(parts.end(), post->parts().begin(), post->parts().end());
  // What cadre, post, base and match leave of the score is for the way.
  const bool match = std::ranges::find(cadre->skills(), post->field()) != cadre->skills().end();
  for (const v1::ScorePart& part : plan.facts.pair_parts()) {
    if (part.kind() == v1::SCORE_KIND_BASE || (match && part.kind() == v1::SCORE_KIND_MATCH)) parts.push_back(part);
  }
  const int64_t rest = option->fixed_score() - SumOf(parts);
  if (rest != 0) parts.push_back(Part(v1::SCORE_KIND_TRAVEL, rest));
  if (option->score_per_slot() != 0) {
    parts.push_back(Part(v1::SCORE_KIND_LENGTH, option->score_per_slot() * placement.duration()));
  }
  std::ranges::sort(parts, {}, &v1::ScorePart::kind);
  return parts;
}

v1::ComparePlansResponse Compare(const ComparedPlan& first, const ComparedPlan& second) {
  const Indexed a(first), b(second);
  v1::ComparePlansResponse response;
  std::set<std::string> seen;
  for (const v1::RotationProblem* problem : {&first.problem, &second.problem}) {
    for (const auto& cadre : problem->cadres()) {
      if (!seen.insert(cadre.cadre_id()).second) continue;
      const Placement* from = a.Of(cadre.cadre_id());
      const Placement* to = b.Of(cadre.cadre_id());
      if (IsSame(from, to)) {
        if (from != nullptr) response.set_kept(response.kept() + 1);
        continue;
      }
      v1::PlacementMove& move = *response.add_moves();
      move.set_cadre_id(cadre.cadre_id());
      if (from != nullptr) *move.mutable_from() = *from;
      if (to != nullptr) *move.mutable_to() = *to;
      move.set_score_change(b.ScoreOf(to) - a.ScoreOf(from));
    }
  }
  EachDifference(a.Points(), b.Points(), [&](v1::ScoreKind kind) -> v1::PlanDifference& {
    v1::PlanDifference& difference = *response.add_differences();
    difference.set_kind(kind);
    difference.set_text_zh(NameOf(kind));
    return difference;
  });
  EachDifference(a.ByHost(), b.ByHost(), [&](const std::string& host) -> v1::PlanDifference& {
    v1::PlanDifference& difference = *response.add_differences();
    difference.set_host_id(host);
    difference.set_text_zh(absl::StrCat("到“", host, "”的人数"));
    return difference;
  });
  EachDifference(a.ByUnit(), b.ByUnit(), [&](const std::string& unit) -> v1::PlanDifference& {
    v1::PlanDifference& difference = *response.add_differences();
    difference.set_unit_id(unit);
    difference.set_text_zh(absl::StrCat("由“", unit, "”派出的人数"));
    return difference;
  });
  return response;
}

absl::StatusOr<v1::PlanUnderOther> UnderOther(const v1::RotationPlan& solution, const v1::RotationProblem& other) {
  // Only placements are judged: they have no proof there.
  v1::RotationPlan placements;
  *placements.mutable_placements() = solution.placements();
  ASSIGN_OR_RETURN(const v1::PlanVerification verification, checker::Verify(other, placements));
  v1::PlanUnderOther under;
  under.set_objective(verification.objective());
  for (const v1::PlanFinding& finding : verification.findings()) {
    const bool about_proof =
        finding.rule() == v1::PLAN_RULE_OBJECTIVE || finding.rule() >= v1::PLAN_RULE_CERTIFICATE_MISSING;
    if (!about_proof) *under.add_findings() = finding;
  }
  return under;
}

}  // namespace xf::rotation
