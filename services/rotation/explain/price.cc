#include "services/rotation/explain/price.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status.h"
#include "services/rotation/checker/certificate.h"
#include "services/rotation/checker/placements.h"

namespace xf::explain {
namespace {

constexpr int64_t kMaxScore = 1'000'000'000'000;
constexpr int64_t kMaxTotal = int64_t{1} << 50;

// The largest |score| of each cadre, added up: no plan is worth less than minus this and the penalties.
int64_t Weight(const Context& context) {
  int64_t weight = context.proto().change_penalty() * context.proto().previous_size();
  for (const checker::Cadre& cadre : context.problem().cadres()) {
    int64_t largest = 0;
    for (const checker::Option& option : cadre.options) {
      for (const int duration : context.problem().posts()[option.post].durations) {
        if (duration <= context.proto().slot_count()) largest = std::max(largest, std::abs(option.Score(duration)));
      }
    }
    weight += largest;
  }
  return weight;
}

// The problem with scores so large that a change counts less than any score: of equally good plans, the one that moves
// fewest is the best. Only where the problem has no use of its own for changes, and the scores leave room.
struct Stable {
  v1::RotationProblem problem;
  int64_t scale = 1;

  // The bound of the original objective that a bound of this problem proves.
  int64_t BoundOf(double bound) const {
    const double changes = scale == 1 ? 0 : problem.previous_size();
    return static_cast<int64_t>(std::floor((bound + changes) / static_cast<double>(scale) + 1e-6));
  }
};

Stable MakeStable(const Context& context, int64_t bonus) {
  Stable stable{context.proto(), 1};
  const v1::RotationProblem& proto = context.proto();
  const int64_t scale = context.plan().placements_size() + 1;
  const bool free = proto.previous().empty() || (proto.change_penalty() == 0 && !proto.has_max_changes());
  const int64_t weight = Weight(context) + bonus;
  if (!free || weight > (kMaxTotal / 2 - scale) / scale || weight > kMaxScore / scale) return stable;
  stable.scale = scale;
  for (auto& option : *stable.problem.mutable_options()) {
    option.set_fixed_score(option.fixed_score() * scale);
    option.set_score_per_slot(option.score_per_slot() * scale);
  }
  *stable.problem.mutable_previous() = context.plan().placements();
  stable.problem.set_change_penalty(1);
  return stable;
}

bool IsPinned(const Context& context, const std::string& cadre_id) {
  return context.problem().cadres()[context.problem().CadreIndex(cadre_id)].pin.has_value();
}

// The plan with the stay put in, and those put out who are in its way; nothing when pins or the budget of changes are.
std::optional<v1::RotationPlan> PutIn(const Context& context, const checker::Triple& stay) {
  v1::RotationPlan plan;
  const std::string& own = context.problem().CadreId(stay.cadre);
  *plan.add_placements() = ToProto(context.problem(), stay);
  for (const Placement& placement : context.plan().placements()) {
    if (placement.cadre_id() != own) *plan.add_placements() = placement;
  }
  while (true) {
    const checker::Findings findings = checker::CheckPlacements(context.problem(), plan.placements());
    if (findings.empty()) return plan;
    std::string cheapest;
    for (const std::string& id : findings.front().cadre_ids()) {
      if (id == own || IsPinned(context, id)) continue;
      if (cheapest.empty() ||
          context.ScoreOf(context.PlacementOf(id)) < context.ScoreOf(context.PlacementOf(cheapest))) {
        cheapest = id;
      }
    }
    if (cheapest.empty()) return std::nullopt;
    const auto out = std::ranges::find(*plan.mutable_placements(), cheapest, &Placement::cadre_id);
    plan.mutable_placements()->erase(out);
  }
}

// Whether the stay goes with the pins alone; what the plan does beside them can be undone.
bool GoesWithPins(const Context& context, const checker::Triple& stay) {
  google::protobuf::RepeatedPtrField<Placement> placements;
  *placements.Add() = ToProto(context.problem(), stay);
  for (const Placement& pin : context.proto().pins()) {
    if (pin.cadre_id() != placements[0].cadre_id()) *placements.Add() = pin;
  }
  const checker::Findings findings = checker::CheckPlacements(context.problem(), placements);
  return std::ranges::all_of(findings, [](const auto& finding) { return finding.rule() == v1::PLAN_RULE_MAX_CHANGES; });
}

bool IsAt(const v1::RotationPlan& plan, const Context& context, int cadre, const std::vector<int>& posts) {
  const auto found = std::ranges::find(plan.placements(), context.problem().CadreId(cadre), &Placement::cadre_id);
  return found != plan.placements().end() &&
         std::ranges::count(posts, context.problem().PostIndex(found->post_id())) > 0;
}

// Takes a solver's plan when it obeys the original problem and is better than what is known.
void Improve(const Context& context, const v1::RotationPlan& plan, Alternative& alternative) {
  if (!checker::CheckPlacements(context.problem(), plan.placements()).empty()) return;
  const int64_t objective = checker::Evaluate(context.problem(), plan.placements()).objective;
  if (alternative.possible && objective < alternative.objective) return;
  alternative.possible = true;
  alternative.objective = objective;
  *alternative.plan.mutable_placements() = plan.placements();
}

// What the certificate of a changed problem's plan proves; nothing when it does not hold.
std::optional<double> ProvenBound(const v1::RotationProblem& proto, const v1::RotationPlan& plan) {
  const auto problem = checker::Problem::Read(proto);
  if (!problem.ok()) return std::nullopt;
  checker::Findings findings;
  const checker::Proof proof = checker::CheckCertificate(*problem, plan, findings);
  if (!findings.empty() || !proof.sound) return std::nullopt;
  return proof.upper_bound;
}

}  // namespace

absl::StatusOr<Alternative> With(const Context& context, int cadre, const std::vector<int>& posts) {
  Alternative alternative;
  alternative.upper_bound = static_cast<int64_t>(std::floor(context.upper_bound() + 1e-6));
  bool may_be = false;
  for (const int post : posts) {
    for (const checker::Triple& stay : StaysOf(context.problem(), cadre, post)) {
      if (!GoesWithPins(context, stay)) continue;
      may_be = true;
      if (const auto plan = PutIn(context, stay)) Improve(context, *plan, alternative);
    }
  }
  if (!may_be) {
    alternative.proven = true;
    return alternative;
  }
  // With a bonus above what the best plan can gain over the known one, the best plan has it.
  const int64_t known = alternative.possible ? alternative.objective : -Weight(context);
  const int64_t bonus = static_cast<int64_t>(std::ceil(context.upper_bound())) - known + 1;
  Stable changed = MakeStable(context, bonus);
  if (changed.scale == 1 && Weight(context) + bonus > kMaxScore) return alternative;
  for (auto& option : *changed.problem.mutable_options()) {
    if (option.cadre_id() != context.problem().CadreId(cadre)) continue;
    if (std::ranges::count(posts, context.problem().PostIndex(option.post_id())) == 0) continue;
    option.set_fixed_score(option.fixed_score() + bonus * changed.scale);
  }
  ASSIGN_OR_RETURN(const v1::RotationPlan solved, context.Solve(changed.problem));
  if (IsAt(solved, context, cadre, posts)) Improve(context, solved, alternative);
  const std::optional<double> bound = ProvenBound(changed.problem, solved);
  if (bound) alternative.upper_bound = std::min(alternative.upper_bound, changed.BoundOf(*bound) - bonus);
  // Not even the least that a plan can be worth.
  if (!alternative.possible) alternative.proven = alternative.upper_bound < -Weight(context);
  return alternative;
}

absl::StatusOr<Alternative> Without(const Context& context, int cadre, int post) {
  Alternative alternative;
  alternative.upper_bound = static_cast<int64_t>(std::floor(context.upper_bound() + 1e-6));
  Stable changed = MakeStable(context, 0);
  auto& options = *changed.problem.mutable_options();
  const auto gone = std::ranges::remove_if(options, [&](const auto& option) {
    return option.cadre_id() == context.problem().CadreId(cadre) && option.post_id() == context.problem().PostId(post);
  });
  options.erase(gone.begin(), gone.end());
  const absl::StatusOr<v1::RotationPlan> solved = context.Solve(changed.problem);
  if (solved.status().code() == absl::StatusCode::kFailedPrecondition) {
    alternative.proven = true;
    return alternative;
  }
  RETURN_IF_ERROR(solved.status());
  Improve(context, *solved, alternative);
  const std::optional<double> bound = ProvenBound(changed.problem, *solved);
  if (bound) alternative.upper_bound = std::min(alternative.upper_bound, changed.BoundOf(*bound));
  return alternative;
}

v1::Price PriceOf(const Context& context, const Alternative& alternative, const std::string& first) {
  v1::Price price;
  price.set_at_least(context.objective() - alternative.upper_bound);
  price.set_at_most(context.objective() - alternative.objective);
  std::map<std::string, const Placement*> after;
  for (const Placement& placement : alternative.plan.placements()) after[placement.cadre_id()] = &placement;
  std::vector<v1::PlacementMove> moves;
  for (const auto& cadre : context.proto().cadres()) {
    const Placement* from = context.PlacementOf(cadre.cadre_id());
    const auto found = after.find(cadre.cadre_id());
    const Placement* to = found == after.end() ? nullptr : found->second;
    const bool same = from == nullptr
                          ? to == nullptr
                          : to != nullptr && from->post_id() == to->post_id() &&
                                from->start_slot() == to->start_slot() && from->duration() == to->duration();
    if (same) continue;
    v1::PlacementMove& move = moves.emplace_back();
    move.set_cadre_id(cadre.cadre_id());
    if (from != nullptr) *move.mutable_from() = *from;
    if (to != nullptr) *move.mutable_to() = *to;
    move.set_score_change(context.ScoreOf(to) - context.ScoreOf(from));
  }
  std::ranges::stable_partition(moves, [&](const v1::PlacementMove& move) { return move.cadre_id() == first; });
  for (v1::PlacementMove& move : moves) *price.add_moves() = std::move(move);
  return price;
}

std::string SayPrice(const v1::Price& price) {
  if (price.at_most() < 0) return absl::StrCat("总分反而增加", -price.at_most(), "：重新求解找到了比本方案更好的方案");
  if (price.at_least() == price.at_most()) {
    return price.at_most() == 0 ? "总分不变" : absl::StrCat("总分正好减少", price.at_most());
  }
  if (price.at_least() > 0) return absl::StrCat("总分至少减少", price.at_least(), "，至多减少", price.at_most());
  return absl::StrCat("总分至多减少", price.at_most(), "（在求解差距之内，尚未证明一定减少）");
}

std::string SayMoves(const Context& context, const v1::Price& price) {
  std::vector<std::string> words;
  for (const v1::PlacementMove& move : price.moves()) {
    if (words.size() == 5) break;
    const std::string who = context.names().cadre(move.cadre_id());
    if (!move.has_to()) {
      words.push_back(who + "不再安排");
    } else if (!move.has_from()) {
      words.push_back(who + "新安排" + context.SayWhere(&move.to()));
    } else {
      words.push_back(who + "改" + context.SayWhere(&move.to()));
    }
  }
  if (words.empty()) return "其他人不受影响";
  const std::string more = price.moves_size() > 5 ? absl::StrCat("等共", price.moves_size(), "人") : "";
  return absl::StrJoin(words, "；") + more;
}

}  // namespace xf::explain
