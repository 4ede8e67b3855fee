// Why a cadre is not at a post, or at none.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/rotation/explain/explain.h"
#include "services/rotation/explain/obstacles.h"
#include "services/rotation/explain/price.h"

namespace xf::explain {
namespace {

// Posts whose obstacles are told of when a cadre is at none.
constexpr size_t kMostPosts = 3;

void Oppose(v1::WhyNotExplanation& explanation, const std::vector<v1::Obstacle>& obstacles, v1::Evidence evidence,
            const std::string& before) {
  for (const v1::Obstacle& obstacle : obstacles) {
    *explanation.add_obstacles() = obstacle;
    State(explanation, evidence, absl::StrCat(before, obstacle.text_zh(), "。"));
  }
}

// Solves with the cadre at one of the posts and tells what that costs.
absl::Status StatePrice(const Context& context, int cadre, const std::vector<int>& posts, const std::string& wish,
                        v1::WhyNotExplanation& explanation) {
  ASSIGN_OR_RETURN(const Alternative with, With(context, cadre, posts));
  explanation.set_possible(with.possible);
  explanation.set_proven(with.possible || with.proven);
  if (!with.possible) {
    State(explanation, v1::EVIDENCE_RE_SOLVE,
          absl::StrCat(wish, with.proven ? "：没有任何可行的方案。" : "：未找到可行的方案，也未证明没有。"));
    return absl::OkStatus();
  }
  *explanation.mutable_price() = PriceOf(context, with, explanation.cadre_id());
  State(
      explanation, v1::EVIDENCE_RE_SOLVE,
      absl::StrCat(wish, "，", SayPrice(explanation.price()), "；届时", SayMoves(context, explanation.price()), "。"));
  return absl::OkStatus();
}

// Posts at which the cadre has a stay, the best score first.
std::vector<int> PostsByScore(const Context& context, int cadre) {
  std::vector<std::pair<int64_t, int>> posts;
  for (const checker::Option& option : context.problem().cadres()[cadre].options) {
    const std::vector<checker::Triple> stays = StaysOf(context.problem(), cadre, option.post);
    if (stays.empty()) continue;
    int64_t best = option.Score(stays.front().duration);
    for (const checker::Triple& stay : stays) best = std::max(best, option.Score(stay.duration));
    posts.emplace_back(-best, option.post);
  }
  std::ranges::sort(posts);
  std::vector<int> sorted;
  for (const auto& [score, post] : posts) sorted.push_back(post);
  return sorted;
}

int64_t BestScore(const Context& context, int cadre, int post) {
  const checker::Option* option = context.problem().cadres()[cadre].OptionAt(post);
  const std::vector<checker::Triple> stays = StaysOf(context.problem(), cadre, post);
  int64_t best = option->Score(stays.front().duration);
  for (const checker::Triple& stay : stays) best = std::max(best, option->Score(stay.duration));
  return best;
}

}  // namespace

absl::StatusOr<v1::WhyNotExplanation> WhyNot(const Context& context, const std::string& cadre_id,
                                             const std::string& post_id) {
  ASSIGN_OR_RETURN(const int cadre, context.CadreIndex(cadre_id));
  ASSIGN_OR_RETURN(const int post, context.PostIndex(post_id));
  const Placement* placement = context.PlacementOf(cadre_id);
  if (placement != nullptr && placement->post_id() == post_id) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, cadre_id,
                             {"the plan has the cadre there", "方案正是安排此人到该岗位"});
  }
  v1::WhyNotExplanation explanation;
  explanation.set_cadre_id(cadre_id);
  explanation.set_post_id(post_id);
  explanation.set_proven(true);
  Oppose(explanation, RuleObstacles(context, cadre, post), v1::EVIDENCE_PROBLEM, "");
  if (!explanation.obstacles().empty()) return explanation;
  Oppose(explanation, PinObstacles(context, cadre, post), v1::EVIDENCE_CHECKER, "与已确定的安排冲突：");
  if (!explanation.obstacles().empty()) return explanation;
  Oppose(explanation, PlanObstacles(context, cadre, post), v1::EVIDENCE_CHECKER, "按现方案，");
  const std::string wish =
      absl::StrCat("若一定安排", context.names().cadre(cadre_id), "到", context.names().post(post_id));
  RETURN_IF_ERROR(StatePrice(context, cadre, {post}, wish, explanation));
  return explanation;
}

absl::StatusOr<v1::WhyNotExplanation> WhyUnassigned(const Context& context, const std::string& cadre_id) {
  ASSIGN_OR_RETURN(const int cadre, context.CadreIndex(cadre_id));
  if (context.PlacementOf(cadre_id) != nullptr) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, cadre_id, {"the plan places the cadre", "方案已安排此人"});
  }
  v1::WhyNotExplanation explanation;
  explanation.set_cadre_id(cadre_id);
  explanation.set_proven(true);
  const std::string& who = context.names().cadre(cadre_id);
  const std::vector<checker::Option>& options = context.problem().cadres()[cadre].options;
  if (options.empty()) {
    explanation.add_obstacles()->set_rule(v1::PLAN_RULE_ELIGIBLE);
    explanation.mutable_obstacles(0)->set_text_zh(absl::StrCat(who, "不符合任何岗位的条件"));
    State(explanation, v1::EVIDENCE_PROBLEM, absl::StrCat(who, "不符合任何岗位的条件。"));
    return explanation;
  }
  const std::vector<int> posts = PostsByScore(context, cadre);
  if (posts.empty()) {
    State(explanation, v1::EVIDENCE_PROBLEM,
          absl::StrCat(who, "符合", options.size(), "个岗位的条件，但没有一个有可行的时段。"));
    for (const checker::Option& option : options) {
      Oppose(explanation, RuleObstacles(context, cadre, option.post), v1::EVIDENCE_PROBLEM,
             context.names().post(context.problem().PostId(option.post)) + "：");
    }
    return explanation;
  }
  if (BestScore(context, cadre, posts.front()) <= 0) {
    State(explanation, v1::EVIDENCE_PROBLEM,
          absl::StrCat(who, "可到", posts.size(), "个岗位，但得分都不高于0，安排与否不会使总分增加。"));
  }
  for (size_t i = 0; i < posts.size() && i < kMostPosts; ++i) {
    Oppose(explanation, PlanObstacles(context, cadre, posts[i]), v1::EVIDENCE_CHECKER,
           absl::StrCat("可到", context.names().post(context.problem().PostId(posts[i])), "（得分",
                        BestScore(context, cadre, posts[i]), "），但"));
  }
  RETURN_IF_ERROR(StatePrice(context, cadre, posts, absl::StrCat("若一定安排", who), explanation));
  return explanation;
}

}  // namespace xf::explain
