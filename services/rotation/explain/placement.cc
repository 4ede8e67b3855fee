// Why a cadre is where the plan has him.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/rotation/explain/explain.h"
#include "services/rotation/explain/price.h"

namespace xf::explain {
namespace {

constexpr int kMostCompetitors = 5;

// Everyone else whom the post could have in some of the placement's slots.
std::vector<v1::Competitor> CompetitorsOf(const Context& context, const Placement& placement) {
  const checker::Problem& problem = context.problem();
  const int post = problem.PostIndex(placement.post_id());
  const int64_t end = int64_t{placement.start_slot()} + placement.duration();
  std::vector<v1::Competitor> competitors;
  for (size_t i = 0; i < problem.cadres().size(); ++i) {
    const int cadre = static_cast<int>(i);
    const checker::Option* option = problem.cadres()[i].OptionAt(post);
    if (option == nullptr || problem.CadreId(cadre) == placement.cadre_id()) continue;
    const Placement* other = context.PlacementOf(problem.CadreId(cadre));
    if (other != nullptr && other->post_id() == placement.post_id()) continue;
    bool meets = false;
    int64_t best = 0;
    for (const checker::Triple& stay : StaysOf(problem, cadre, post)) {
      if (stay.start >= end || placement.start_slot() >= stay.end()) continue;
      best = meets ? std::max(best, option->Score(stay.duration)) : option->Score(stay.duration);
      meets = true;
    }
    if (!meets) continue;
    v1::Competitor& competitor = competitors.emplace_back();
    competitor.set_cadre_id(problem.CadreId(cadre));
    competitor.set_score(best);
    if (other != nullptr) *competitor.mutable_placement() = *other;
    competitor.set_placement_score(context.ScoreOf(other));
  }
  std::ranges::stable_sort(competitors, std::ranges::greater(), &v1::Competitor::score);
  return competitors;
}

void StateScore(const Context& context, v1::PlacementExplanation& explanation) {
  State(explanation, v1::EVIDENCE_PROBLEM,
        absl::StrCat(context.Say(explanation.placement()), "，得分",
                     explanation.fixed_score() + explanation.length_score(), "：固定得分", explanation.fixed_score(),
                     "，时长得分", explanation.length_score(), "。"));
  if (explanation.pinned()) State(explanation, v1::EVIDENCE_PROBLEM, "这是已确定的安排，求解时必须保持。");
  if (!explanation.kept()) return;
  State(explanation, v1::EVIDENCE_PROBLEM,
        absl::StrCat("与原方案完全一致，避免了调整扣分", context.proto().change_penalty(), "。"));
}

void StateCompetitors(const Context& context, v1::PlacementExplanation& explanation) {
  if (explanation.competitors().empty()) {
    State(explanation, v1::EVIDENCE_PROBLEM, "这段时间没有其他符合条件的人可到该岗位。");
    return;
  }
  const v1::Competitor& best = explanation.competitors(0);
  const std::string where = best.has_placement() ? absl::StrCat("方案安排其", context.SayWhere(&best.placement()),
                                                                "，得分", best.placement_score())
                                                 : std::string("方案未安排其到任何岗位");
  State(explanation, v1::EVIDENCE_PROBLEM,
        absl::StrCat("这段时间还有", explanation.competitor_count(), "人可到该岗位，其中得分最高的是",
                     context.names().cadre(best.cadre_id()), "（", best.score(), "），", where, "。"));
}

}  // namespace

absl::StatusOr<v1::PlacementExplanation> WhyHere(const Context& context, const std::string& cadre_id) {
  ASSIGN_OR_RETURN(const int cadre, context.CadreIndex(cadre_id));
  const Placement* placement = context.PlacementOf(cadre_id);
  if (placement == nullptr) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, cadre_id,
                             {"the plan places the cadre nowhere", "方案未安排此人"});
  }
  const checker::Cadre& facts = context.problem().cadres()[cadre];
  const int post = context.problem().PostIndex(placement->post_id());
  const checker::Triple stay{cadre, post, placement->start_slot(), placement->duration()};
  v1::PlacementExplanation explanation;
  *explanation.mutable_placement() = *placement;
  explanation.set_fixed_score(facts.OptionAt(post)->fixed_score);
  explanation.set_length_score(context.ScoreOf(placement) - explanation.fixed_score());
  explanation.set_pinned(facts.pin.has_value());
  explanation.set_kept(facts.previous == stay);
  StateScore(context, explanation);

  const std::vector<v1::Competitor> competitors = CompetitorsOf(context, *placement);
  explanation.set_competitor_count(static_cast<int32_t>(competitors.size()));
  for (size_t i = 0; i < competitors.size() && i < kMostCompetitors; ++i)
    *explanation.add_competitors() = competitors[i];
  StateCompetitors(context, explanation);
  if (explanation.pinned()) return explanation;

  ASSIGN_OR_RETURN(const Alternative without, Without(context, cadre, post));
  if (!without.possible) {
    State(explanation, v1::EVIDENCE_RE_SOLVE,
          without.proven ? "不安排在该岗位就没有可行的方案。" : "不安排在该岗位时未找到可行的方案。");
    return explanation;
  }
  *explanation.mutable_price() = PriceOf(context, without, cadre_id);
  State(explanation, v1::EVIDENCE_RE_SOLVE,
        absl::StrCat("若不安排在该岗位，", SayPrice(explanation.price()), "；届时",
                     SayMoves(context, explanation.price()), "。"));
  return explanation;
}

}  // namespace xf::explain
