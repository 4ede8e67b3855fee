#include "services/rotation/checker/placements.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace xf::checker {
namespace {

// Who is away when: what a capacity or a limit is measured against.
class Load {
 public:
  void Add(const Triple& stay) {
    if (stay.duration < 1) return;
    moves_[stay.start].come.push_back(stay.cadre);
    moves_[stay.end()].go.push_back(stay.cadre);
  }

  // Calls `over` for each longest range of slots in which the same cadres are more than `limit`.
  void ForEachExcess(
      int64_t limit,
      const std::function<void(int64_t start, int64_t end, const std::multiset<int>& cadres)>& over) const {
    std::multiset<int> present;
    int64_t since = 0;
    for (const auto& [slot, move] : moves_) {
      if (static_cast<int64_t>(present.size()) > limit && since < slot) over(since, slot, present);
      for (const int cadre : move.go) present.erase(present.find(cadre));
      for (const int cadre : move.come) present.insert(cadre);
      since = slot;
    }
  }

 private:
  struct Move {
    std::vector<int> come, go;
  };
  std::map<int64_t, Move> moves_;
};

class PlacementCheck {
 public:
  PlacementCheck(const Problem& problem, const PlacementList& placements)
      : problem_(problem), placements_(placements) {}

  Findings Run() {
    for (const v1::RotationProblem::Placement& placement : placements_) CheckOne(placement);
    CheckOnePlacementEach();
    CheckLoads();
    CheckConflicts();
    CheckPins();
    CheckChanges();
    return std::move(findings_);
  }

 private:
  void CheckOne(const v1::RotationProblem::Placement& proto) {
    Triple stay{problem_.CadreIndex(proto.cadre_id()), problem_.PostIndex(proto.post_id()), proto.start_slot(),
                proto.duration()};
    const auto wrong = [&](v1::PlanRule rule, const std::string& en, const std::string& zh) -> v1::PlanFinding& {
      v1::PlanFinding& finding = Add(findings_, rule, absl::StrCat(proto.cadre_id(), " at ", proto.post_id(), ": ", en),
                                     absl::StrCat(proto.cadre_id(), "到", proto.post_id(), "：", zh));
      finding.add_cadre_ids(proto.cadre_id());
      finding.set_post_id(proto.post_id());
      finding.set_start_slot(proto.start_slot());
      finding.set_end_slot(static_cast<int32_t>(std::clamp<int64_t>(stay.end(), INT32_MIN, INT32_MAX)));
      return finding;
    };
    if (stay.cadre == kNone)
      wrong(v1::PLAN_RULE_CADRE_UNKNOWN, "the problem does not know the cadre", "问题中没有此人");
    if (stay.post == kNone) wrong(v1::PLAN_RULE_POST_UNKNOWN, "the problem does not know the post", "问题中没有该岗位");
    if (stay.cadre == kNone || stay.post == kNone) return;
    stays_.push_back(stay);

    const Post& post = problem_.posts()[stay.post];
    const Cadre& cadre = problem_.cadres()[stay.cadre];
    if (cadre.OptionAt(stay.post) == nullptr) wrong(v1::PLAN_RULE_ELIGIBLE, "not eligible", "不符合该岗位的条件");
    if (!std::ranges::binary_search(post.durations, stay.duration)) {
      wrong(v1::PLAN_RULE_DURATION, absl::StrCat("a stay of ", stay.duration, " slots is not offered"),
            absl::StrCat("岗位不接收为期", stay.duration, "个时段的派出"))
          .set_found(static_cast<double>(stay.duration));
    }
    if (stay.start < post.earliest) {
      v1::PlanFinding& finding = wrong(v1::PLAN_RULE_EARLIEST_START, absl::StrCat("starts before slot ", post.earliest),
                                       absl::StrCat("早于岗位最早开始的第", post.earliest, "时段"));
      finding.set_found(static_cast<double>(stay.start));
      finding.set_allowed(post.earliest);
    }
    if (!post.starts.empty() && !std::ranges::binary_search(post.starts, stay.start)) {
      wrong(v1::PLAN_RULE_BATCH, absl::StrCat("slot ", stay.start, " begins no batch"),
            absl::StrCat("第", stay.start, "时段不是任何批次的开始"))
          .set_found(static_cast<double>(stay.start));
    }
    if (stay.end() > post.latest_end) {
      v1::PlanFinding& finding = wrong(v1::PLAN_RULE_LATEST_END, absl::StrCat("ends after slot ", post.latest_end),
                                       absl::StrCat("晚于最迟结束的第", post.latest_end, "时段"));
      finding.set_found(static_cast<double>(stay.end()));
      finding.set_allowed(post.latest_end);
    }
    for (const auto& [start, end] : cadre.unavailable) {
      if (start >= stay.end() || stay.start >= end) continue;
      v1::PlanFinding& finding = wrong(v1::PLAN_RULE_UNAVAILABLE, absl::StrCat("can't be away in ", Slots(start, end)),
                                       absl::StrCat("本人在", SlotsZh(start, end), "不能派出"));
      finding.set_start_slot(start);
      finding.set_end_slot(end);
    }
  }

  void CheckOnePlacementEach() {
    std::vector<int> count(problem_.cadres().size());
    for (const Triple& stay : stays_) ++count[stay.cadre];
    for (size_t cadre = 0; cadre < count.size(); ++cadre) {
      if (count[cadre] < 2) continue;
      const std::string& id = problem_.CadreId(static_cast<int>(cadre));
      v1::PlanFinding& finding =
          Add(findings_, v1::PLAN_RULE_ONE_PLACEMENT, absl::StrCat(id, " has ", count[cadre], " placements"),
              absl::StrCat(id, "被安排了", count[cadre], "次"));
      finding.add_cadre_ids(id);
      finding.set_found(count[cadre]);
      finding.set_allowed(1);
    }
  }

  // One of the three rules that limit how many cadres there are at once.
  void CheckLoad(const Load& load, int64_t limit, v1::PlanRule rule, absl::string_view what, absl::string_view what_zh,
                 const std::function<void(v1::PlanFinding&)>& name) {
    load.ForEachExcess(limit, [&](int64_t start, int64_t end, const std::multiset<int>& cadres) {
      v1::PlanFinding& finding =
          Add(findings_, rule,
              absl::StrCat(what, " in ", Slots(start, end), ": ", cadres.size(), " cadres, at most ", limit),
              absl::StrCat(what_zh, "在", SlotsZh(start, end), "有", cadres.size(), "人，上限为", limit, "人"));
      finding.set_start_slot(static_cast<int32_t>(start));
      finding.set_end_slot(static_cast<int32_t>(std::min<int64_t>(end, INT32_MAX)));
      finding.set_found(static_cast<double>(cadres.size()));
      finding.set_allowed(static_cast<double>(limit));
      for (const int cadre : cadres) finding.add_cadre_ids(problem_.CadreId(cadre));
      name(finding);
    });
  }

  void CheckLoads() {
    std::map<int, Load> posts, hosts, units;
    for (const Triple& stay : stays_) {
      posts[stay.post].Add(stay);
      if (problem_.posts()[stay.post].host != kNone) hosts[problem_.posts()[stay.post].host].Add(stay);
      if (problem_.cadres()[stay.cadre].unit != kNone) units[problem_.cadres()[stay.cadre].unit].Add(stay);
    }
    for (const auto& [post, load] : posts) {
      const std::string& id = problem_.PostId(post);
      CheckLoad(load, problem_.posts()[post].capacity, v1::PLAN_RULE_POST_CAPACITY, "post " + id, "岗位" + id,
                [&](v1::PlanFinding& finding) { finding.set_post_id(id); });
    }
    for (const auto& [host, load] : hosts) {
      if (host >= problem_.proto().hosts_size()) continue;
      const std::string id = problem_.HostId(host);
      CheckLoad(load, problem_.proto().hosts(host).max_present(), v1::PLAN_RULE_HOST_LIMIT, "host " + id,
                "接收单位" + id, [&](v1::PlanFinding& finding) { finding.set_host_id(id); });
    }
    for (const auto& [unit, load] : units) {
      const std::string& id = problem_.proto().units(unit).unit_id();
      CheckLoad(load, problem_.proto().units(unit).max_absent(), v1::PLAN_RULE_UNIT_LIMIT, "away from unit " + id,
                "派出单位" + id, [&](v1::PlanFinding& finding) { finding.set_unit_id(id); });
    }
  }

  void CheckConflicts() {
    std::multimap<int, const Triple*> of_cadre;
    for (const Triple& stay : stays_) of_cadre.emplace(stay.cadre, &stay);
    std::set<std::pair<int, int>> seen;
    for (const v1::RotationProblem::Conflict& conflict : problem_.proto().conflicts()) {
      const std::pair<int, int> pair =
          std::minmax(problem_.CadreIndex(conflict.cadre_a()), problem_.CadreIndex(conflict.cadre_b()));
      if (!seen.insert(pair).second) continue;
      const auto [a_begin, a_end] = of_cadre.equal_range(pair.first);
      const auto [b_begin, b_end] = of_cadre.equal_range(pair.second);
      for (auto a = a_begin; a != a_end; ++a) {
        for (auto b = b_begin; b != b_end; ++b) CheckApart(*a->second, *b->second);
      }
    }
  }

  void CheckApart(const Triple& a, const Triple& b) {
    const int host = problem_.posts()[a.post].host;
    const int64_t start = std::max(a.start, b.start);
    const int64_t end = std::min(a.end(), b.end());
    if (host == kNone || host != problem_.posts()[b.post].host || start >= end) return;
    const std::string& first = problem_.CadreId(a.cadre);
    const std::string& second = problem_.CadreId(b.cadre);
    const std::string id = problem_.HostId(host);
    v1::PlanFinding& finding =
        Add(findings_, v1::PLAN_RULE_CONFLICT,
            absl::StrCat(first, " and ", second, " are both at host ", id, " in ", Slots(start, end)),
            absl::StrCat(first, "与", second, "须回避，却在", SlotsZh(start, end), "同在接收单位", id));
    finding.add_cadre_ids(first);
    finding.add_cadre_ids(second);
    finding.set_host_id(id);
    finding.set_start_slot(static_cast<int32_t>(start));
    finding.set_end_slot(static_cast<int32_t>(end));
  }

  void CheckPins() {
    std::ranges::sort(stays_);
    for (const Cadre& cadre : problem_.cadres()) {
      if (!cadre.pin || std::ranges::binary_search(stays_, *cadre.pin)) continue;
      const std::string& cadre_id = problem_.CadreId(cadre.pin->cadre);
      const std::string& post_id = problem_.PostId(cadre.pin->post);
      v1::PlanFinding& finding = Add(
          findings_, v1::PLAN_RULE_PIN,
          absl::StrCat("not kept: ", cadre_id, " pinned to ", post_id, " in ",
                       Slots(cadre.pin->start, cadre.pin->end())),
          absl::StrCat("未保持已确定的安排：", cadre_id, SlotsZh(cadre.pin->start, cadre.pin->end()), "在", post_id));
      finding.add_cadre_ids(cadre_id);
      finding.set_post_id(post_id);
      finding.set_start_slot(static_cast<int32_t>(cadre.pin->start));
      finding.set_end_slot(static_cast<int32_t>(cadre.pin->end()));
    }
  }

  void CheckChanges() {
    if (!problem_.proto().has_max_changes()) return;
    const int changes = Evaluate(problem_, placements_).changes;
    const int most = problem_.proto().max_changes();
    if (changes <= most) return;
    v1::PlanFinding& finding = Add(findings_, v1::PLAN_RULE_MAX_CHANGES,
                                   absl::StrCat(changes, " previous placements are not kept, at most ", most),
                                   absl::StrCat("有", changes, "项原安排被调整，上限为", most, "项"));
    finding.set_found(changes);
    finding.set_allowed(most);
  }

  const Problem& problem_;
  const PlacementList& placements_;
  std::vector<Triple> stays_;  // of known cadres at known posts
  Findings findings_;
};

}  // namespace

Findings CheckPlacements(const Problem& problem, const PlacementList& placements) {
  return PlacementCheck(problem, placements).Run();
}

Worth Evaluate(const Problem& problem, const PlacementList& placements) {
  __int128 sum = 0;
  std::vector<bool> kept(problem.cadres().size());
  for (const v1::RotationProblem::Placement& proto : placements) {
    const Triple stay{problem.CadreIndex(proto.cadre_id()), problem.PostIndex(proto.post_id()), proto.start_slot(),
                      proto.duration()};
    if (stay.cadre == kNone || stay.post == kNone) continue;
    const Cadre& cadre = problem.cadres()[stay.cadre];
    if (const Option* option = cadre.OptionAt(stay.post); option != nullptr) {
      sum += __int128{option->fixed_score} + __int128{option->score_per_slot} * stay.duration;
    }
    if (cadre.previous == stay && problem.Allows(stay)) kept[stay.cadre] = true;
  }
  Worth worth;
  worth.changes = problem.proto().previous_size() - static_cast<int32_t>(std::ranges::count(kept, true));
  sum -= __int128{problem.proto().change_penalty()} * worth.changes;
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  worth.objective = static_cast<int64_t>(std::clamp<__int128>(sum, kLeast, kMost));
  return worth;
}

}  // namespace xf::checker
