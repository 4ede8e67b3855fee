#include "services/rotation/explain/obstacles.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/rotation/checker/placements.h"

namespace xf::explain {
namespace {

using PlacementList = google::protobuf::RepeatedPtrField<Placement>;

// Whether the pair would have a stay without one of the rules.
bool HasStayWithout(const Context& context, int cadre, int post, v1::PlanRule rule) {
  const checker::Post& at = context.problem().posts()[post];
  const int earliest = rule == v1::PLAN_RULE_EARLIEST_START ? 0 : at.earliest;
  const int latest = rule == v1::PLAN_RULE_LATEST_END ? context.proto().slot_count() : at.latest_end;
  for (int start = earliest; start < latest; ++start) {
    if (rule != v1::PLAN_RULE_BATCH && !at.starts.empty() && !std::ranges::binary_search(at.starts, start)) continue;
    for (int duration = 1; start + duration <= latest; ++duration) {
      if (rule != v1::PLAN_RULE_DURATION && !std::ranges::binary_search(at.durations, duration)) continue;
      if (rule != v1::PLAN_RULE_UNAVAILABLE && context.problem().cadres()[cadre].Unavailable(start, start + duration))
        continue;
      return true;
    }
  }
  return false;
}

std::string Others(const Context& context, const std::vector<std::string>& holders) {
  std::vector<std::string> names;
  for (const std::string& id : holders) {
    if (names.size() == 5) break;
    names.push_back(context.names().cadre(id));
  }
  return absl::StrJoin(names, "、") + (holders.size() > 5 ? absl::StrCat("等", holders.size(), "人") : "");
}

// What is wrong when the stay is put beside placements, other than with the stay's own cadre being placed twice.
std::vector<v1::Obstacle> Beside(const Context& context, const checker::Triple& stay, const PlacementList& others) {
  const std::string& own = context.problem().CadreId(stay.cadre);
  PlacementList placements;
  *placements.Add() = ToProto(context.problem(), stay);
  for (const Placement& placement : others) {
    if (placement.cadre_id() != own) *placements.Add() = placement;
  }
  std::vector<v1::Obstacle> obstacles;
  for (const v1::PlanFinding& finding : checker::CheckPlacements(context.problem(), placements)) {
    // Against the pins alone the budget of changes says nothing: what is left out can be put back.
    if (finding.rule() == v1::PLAN_RULE_MAX_CHANGES && others.size() == context.proto().pins_size()) continue;
    std::vector<std::string> holders;
    for (const std::string& id : finding.cadre_ids()) {
      if (id != own) holders.push_back(id);
    }
    obstacles.push_back(MakeObstacle(context, finding.rule(), stay.cadre, stay.post, holders));
  }
  return obstacles;
}

}  // namespace

v1::Obstacle MakeObstacle(const Context& context, v1::PlanRule rule, int cadre, int post,
                          const std::vector<std::string>& holders) {
  const Names& names = context.names();
  const std::string who = cadre == checker::kNone ? "" : names.cadre(context.problem().CadreId(cadre));
  const std::string where = post == checker::kNone ? "" : names.post(context.problem().PostId(post));
  const std::string others = Others(context, holders);
  v1::Obstacle obstacle;
  obstacle.set_rule(rule);
  if (post != checker::kNone) obstacle.set_post_id(context.problem().PostId(post));
  for (const std::string& id : holders) obstacle.add_cadre_ids(id);
  const auto held = [&](const std::string& text) {
    return others.empty() ? text : absl::StrCat(text, "，已由", others, "占用");
  };
  switch (rule) {
    case v1::PLAN_RULE_ELIGIBLE:
      obstacle.set_text_zh(absl::StrCat(who, "不符合", where, "的条件"));
      break;
    case v1::PLAN_RULE_DURATION:
      obstacle.set_text_zh(absl::StrCat(where, "规定的派出时长在编排期内放不下"));
      break;
    case v1::PLAN_RULE_EARLIEST_START:
      obstacle.set_text_zh(absl::StrCat(where, "最早开始的时间太晚"));
      break;
    case v1::PLAN_RULE_LATEST_END:
      obstacle.set_text_zh(absl::StrCat(where, "最迟结束的时间太早"));
      break;
    case v1::PLAN_RULE_BATCH:
      obstacle.set_text_zh(absl::StrCat(where, "的批次开始时间都不合适"));
      break;
    case v1::PLAN_RULE_UNAVAILABLE:
      obstacle.set_text_zh(absl::StrCat(who, "在所需时段不能派出（培训、考试等）"));
      break;
    case v1::PLAN_RULE_POST_CAPACITY:
      obstacle.set_text_zh(held(absl::StrCat(where, "的名额不足")));
      break;
    case v1::PLAN_RULE_HOST_LIMIT:
      obstacle.set_text_zh(held(absl::StrCat(where, "所在接收单位的带教名额不足")));
      break;
    case v1::PLAN_RULE_UNIT_LIMIT:
      obstacle.set_text_zh(
          absl::StrCat(who, "所在单位同时派出的人数已到上限", others.empty() ? "" : "（" + others + "）"));
      break;
    case v1::PLAN_RULE_CONFLICT:
      obstacle.set_text_zh(absl::StrCat(who, "与", others, "须亲属回避，不能同时在同一接收单位"));
      break;
    case v1::PLAN_RULE_MAX_CHANGES:
      obstacle.set_text_zh("可调整的原安排数量已到上限");
      break;
    case v1::PLAN_RULE_PIN:
      obstacle.set_text_zh(absl::StrCat(who.empty() ? others : who, "已有确定的安排"));
      break;
    default:
      obstacle.set_text_zh(absl::StrCat(who, "到", where, "不符合规则"));
  }
  return obstacle;
}

std::vector<v1::Obstacle> RuleObstacles(const Context& context, int cadre, int post) {
  if (context.problem().cadres()[cadre].OptionAt(post) == nullptr) {
    return {MakeObstacle(context, v1::PLAN_RULE_ELIGIBLE, cadre, post, {})};
  }
  if (!StaysOf(context.problem(), cadre, post).empty()) return {};
  std::vector<v1::Obstacle> obstacles;
  for (const v1::PlanRule rule : {v1::PLAN_RULE_UNAVAILABLE, v1::PLAN_RULE_BATCH, v1::PLAN_RULE_DURATION,
                                  v1::PLAN_RULE_EARLIEST_START, v1::PLAN_RULE_LATEST_END}) {
    if (HasStayWithout(context, cadre, post, rule)) obstacles.push_back(MakeObstacle(context, rule, cadre, post, {}));
  }
  if (obstacles.empty()) {
    obstacles.push_back(MakeObstacle(context, v1::PLAN_RULE_DURATION, cadre, post, {}));
    obstacles.back().set_text_zh("岗位的起止、批次、时长与本人不能派出的时段合在一起，没有可行的时段");
  }
  return obstacles;
}

std::vector<v1::Obstacle> PlanObstacles(const Context& context, int cadre, int post) {
  const checker::Option* option = context.problem().cadres()[cadre].OptionAt(post);
  std::vector<v1::Obstacle> obstacles;
  const checker::Triple* best = nullptr;
  const std::vector<checker::Triple> stays = StaysOf(context.problem(), cadre, post);
  for (const checker::Triple& stay : stays) {
    std::vector<v1::Obstacle> found = Beside(context, stay, context.plan().placements());
    if (found.empty()) return {};
    const int64_t gain = best == nullptr ? 1 : option->Score(stay.duration) - option->Score(best->duration);
    if (gain < 0 || (gain == 0 && found.size() >= obstacles.size())) continue;
    obstacles = std::move(found);
    best = &stay;
  }
  return obstacles;
}

std::vector<v1::Obstacle> PinObstacles(const Context& context, int cadre, int post) {
  std::vector<v1::Obstacle> obstacles;
  std::set<std::string> seen;
  if (context.problem().cadres()[cadre].pin && context.problem().cadres()[cadre].pin->post != post) {
    return {MakeObstacle(context, v1::PLAN_RULE_PIN, cadre, post, {})};
  }
  for (const checker::Triple& stay : StaysOf(context.problem(), cadre, post)) {
    const std::vector<v1::Obstacle> found = Beside(context, stay, context.proto().pins());
    if (found.empty()) return {};
    for (const v1::Obstacle& obstacle : found) {
      if (seen.insert(obstacle.SerializeAsString()).second) obstacles.push_back(obstacle);
    }
  }
  return obstacles;
}

}  // namespace xf::explain
