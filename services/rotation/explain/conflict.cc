#include "services/rotation/explain/conflict.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/rotation/checker/placements.h"
#include "services/rotation/explain/together.h"

namespace xf::explain {
namespace {

using checker::kNone;

// A conflict under construction: numbers of requests, and rules.
struct Core {
  std::vector<int> requests;
  std::vector<RuleOf> rules;
};

class Diagnosis {
 public:
  Diagnosis(const v1::RotationProblem& problem, Requests requests, const Solver& solver, const Names& names)
      : problem_(problem), requests_(std::move(requests)), solver_(solver), names_(names) {}

  absl::StatusOr<v1::ConflictDiagnosis> Run() {
    RETURN_IF_ERROR(Prepare());
    for (const v1::PlanRequest& request : requests_) *result_.add_requests() = request;
    std::vector<int> left(requests_.size());
    for (size_t i = 0; i < left.size(); ++i) left[i] = static_cast<int>(i);
    bool certain = true;
    while (true) {
      const Answer answer = Ask(left, {});
      certain = certain && answer.decided;
      if (answer.stays || !answer.decided) break;
      const Core core = Shrink(left);
      cores_.push_back(core);
      for (const int request : core.requests) std::erase(left, request);
    }
    for (const Core& core : cores_) Tell(core);
    result_.set_feasible(cores_.empty() && certain);
    result_.set_proven(certain);
    Conclude(certain);
    return std::move(result_);
  }

 private:
  absl::Status Prepare() {
    v1::RotationProblem without_pins = problem_;
    without_pins.clear_pins();
    RETURN_IF_ERROR(checker::Problem::Read(without_pins).status());
    std::set<std::string> cadres, posts;
    for (const auto& cadre : problem_.cadres()) cadres.insert(cadre.cadre_id());
    for (const auto& post : problem_.posts()) posts.insert(post.post_id());
    std::vector<Violation> unknown;
    for (size_t i = 0; i < requests_.size(); ++i) {
      const std::string path = absl::StrCat("requests[", i, "].");
      if (!cadres.contains(requests_[i].cadre_id()))
        unknown.push_back({path + "cadre_id", {"unknown cadre", "问题中没有此人"}});
      if (!requests_[i].post_id().empty() && !posts.contains(requests_[i].post_id())) {
        unknown.push_back({path + "post_id", {"unknown post", "问题中没有该岗位"}});
      }
    }
    if (!unknown.empty()) return InvalidError(std::move(unknown));
    small_ = Restrict(problem_, requests_);
    ASSIGN_OR_RETURN(const checker::Problem read, checker::Problem::Read(small_));
    rules_ = RulesFor(read, requests_);
    return absl::OkStatus();
  }

  Requests Pick(const std::vector<int>& numbers) const {
    Requests picked;
    for (const int number : numbers) picked.push_back(requests_[number]);
    return picked;
  }

  // Whether some of the requests go together without some of the rules.
  Answer Ask(const std::vector<int>& numbers, const std::vector<RuleOf>& dropped) const {
    return FindTogether(Drop(small_, dropped), Pick(numbers), solver_);
  }

  // Deletion filter: whatever can be left out without the rest going together is left out for good.
  Core Shrink(std::vector<int> numbers) const {
    std::vector<RuleOf> dropped;
    for (const int number : std::vector<int>(numbers)) {
      std::vector<int> fewer = numbers;
      std::erase(fewer, number);
      if (const Answer answer = Ask(fewer, dropped); !answer.stays && answer.decided) numbers = fewer;
    }
    std::vector<RuleOf> kept;
    for (const RuleOf& rule : rules_) {
      dropped.push_back(rule);
      if (const Answer answer = Ask(numbers, dropped); !answer.stays && answer.decided) continue;
      dropped.pop_back();
      kept.push_back(rule);
    }
    return {numbers, kept};
  }

  std::string SayRequest(int number) const {
    const v1::PlanRequest& request = requests_[number];
    const std::string who = names_.cadre(request.cadre_id());
    std::string text =
        request.post_id().empty() ? "安排" + who : absl::StrCat(who, "到", names_.post(request.post_id()));
    if (request.has_start_slot() && request.duration() > 0) {
      absl::StrAppend(&text, "（",
                      names_.period(request.start_slot(), int64_t{request.start_slot()} + request.duration()), "）");
    }
    return text;
  }

  std::string SayRule(const RuleOf& rule) const {
    const std::string who = rule.cadre == kNone ? "" : names_.cadre(small_.cadres(rule.cadre).cadre_id());
    const std::string where = rule.post == kNone ? "" : names_.post(small_.posts(rule.post).post_id());
    switch (rule.rule) {
      case v1::PLAN_RULE_ELIGIBLE:
        return absl::StrCat(who, "不符合", where, "的条件");
      case v1::PLAN_RULE_DURATION:
        return where + "规定的派出时长";
      case v1::PLAN_RULE_EARLIEST_START:
        return where + "最早开始的时间";
      case v1::PLAN_RULE_BATCH:
        return where + "的批次开始时间";
      case v1::PLAN_RULE_LATEST_END:
        return where + "最迟结束的时间";
      case v1::PLAN_RULE_POST_CAPACITY:
        return absl::StrCat(where, "只有", small_.posts(rule.post).capacity(), "个名额");
      case v1::PLAN_RULE_HOST_LIMIT:
        return absl::StrCat("接收单位", names_.host(small_.hosts(rule.other).host_id()), "同时最多带教",
                            small_.hosts(rule.other).max_present(), "人");
      case v1::PLAN_RULE_UNIT_LIMIT:
        return absl::StrCat("派出单位", names_.unit(small_.units(rule.other).unit_id()), "同时最多派出",
                            small_.units(rule.other).max_absent(), "人");
      case v1::PLAN_RULE_UNAVAILABLE:
        return who + "有不能派出的时段";
      case v1::PLAN_RULE_CONFLICT:
        return absl::StrCat(who, "与", names_.cadre(small_.cadres(rule.other).cadre_id()), "须亲属回避");
      case v1::PLAN_RULE_MAX_CHANGES:
        return absl::StrCat("最多调整", small_.max_changes(), "项原安排");
      default:
        return "规则";
    }
  }

  void Tell(const Core& core) {
    v1::MinimalConflict& conflict = *result_.add_conflicts();
    std::vector<std::string> wishes, because;
    for (const int number : core.requests) {
      conflict.add_requests(number);
      wishes.push_back(SayRequest(number));
    }
    for (const RuleOf& rule : core.rules) {
      v1::Obstacle& obstacle = *conflict.add_rules();
      obstacle.set_rule(rule.rule);
      if (rule.post != kNone) obstacle.set_post_id(small_.posts(rule.post).post_id());
      if (rule.cadre != kNone) obstacle.add_cadre_ids(small_.cadres(rule.cadre).cadre_id());
      if (rule.rule == v1::PLAN_RULE_CONFLICT) obstacle.add_cadre_ids(small_.cadres(rule.other).cadre_id());
      obstacle.set_text_zh(SayRule(rule));
      because.push_back(obstacle.text_zh());
    }
    const std::string cause = because.empty() ? "同一人不能有两处安排" : absl::StrJoin(because, "；");
    State(conflict, v1::EVIDENCE_RE_SOLVE,
          absl::StrCat(core.requests.size() == 1 ? "无法满足：" : "不能同时满足：", absl::StrJoin(wishes, "、"),
                       "。原因：", cause, "。去掉其中任何一项，其余即可同时成立。"));
    Relax(core, conflict);
    for (const v1::Relaxation& relaxation : conflict.relaxations()) {
      State(conflict, v1::EVIDENCE_RE_SOLVE,
            absl::StrCat("可行的办法：", relaxation.text_zh(),
                         relaxation.has_objective() ? absl::StrCat("（总分可达", relaxation.objective(), "）") : "",
                         "。"));
    }
  }

  // Ways out that satisfy the conflict's other requests under all other rules.
  void Relax(const Core& core, v1::MinimalConflict& conflict) {
    std::vector<v1::Relaxation> relaxations;
    for (const int number : core.requests) {
      if (auto moved = Move(core, number)) relaxations.push_back(*moved);
      std::vector<int> others = core.requests;
      std::erase(others, number);
      if (!Ask(others, {}).stays) continue;
      v1::Relaxation& dropped = relaxations.emplace_back();
      dropped.set_request(number);
      dropped.set_text_zh("放弃" + SayRequest(number));
      Value(core, dropped, problem_, others);
    }
    for (const RuleOf& rule : core.rules) {
      if (auto raised = Raise(core, rule)) relaxations.push_back(*raised);
    }
    // The least that has to be given up first: the best total, then the smallest change of a rule.
    std::ranges::stable_sort(relaxations, [](const v1::Relaxation& a, const v1::Relaxation& b) {
      if (a.has_objective() != b.has_objective()) return a.has_objective();
      return a.objective() != b.objective() ? a.objective() > b.objective() : a.amount() < b.amount();
    });
    for (v1::Relaxation& relaxation : relaxations) *conflict.add_relaxations() = std::move(relaxation);
  }

  // The request met at another time at the same post.
  std::optional<v1::Relaxation> Move(const Core& core, int number) {
    if (requests_[number].post_id().empty()) return std::nullopt;
    if (!requests_[number].has_start_slot() && requests_[number].duration() == 0) return std::nullopt;
    Requests requests = Pick(core.requests);
    const size_t at = std::ranges::find(core.requests, number) - core.requests.begin();
    requests[at].clear_start_slot();
    requests[at].clear_duration();
    const Answer answer = FindTogether(small_, requests, solver_);
    if (!answer.stays) return std::nullopt;
    const checker::Triple& stay = (*answer.stays)[at];
    v1::Relaxation relaxation;
    relaxation.set_request(number);
    Placement& instead = *relaxation.mutable_instead();
    instead.set_cadre_id(requests[at].cadre_id());
    instead.set_post_id(requests[at].post_id());
    instead.set_start_slot(static_cast<int32_t>(stay.start));
    instead.set_duration(static_cast<int32_t>(stay.duration));
    relaxation.set_text_zh(absl::StrCat(SayRequest(number), "改为", names_.period(stay.start, stay.end())));
    std::vector<int> others = core.requests;
    std::erase(others, number);
    Value(core, relaxation, problem_, others, &instead);
    return relaxation;
  }

  // The rule eased by as little as is enough. What the law or the facts fix is not offered.
  std::optional<v1::Relaxation> Raise(const Core& core, const RuleOf& rule) {
    const int most = static_cast<int>(core.requests.size());
    for (int amount = 1; amount <= std::max(most, 1); ++amount) {
      v1::RotationProblem eased = problem_;
      v1::RotationProblem small = small_;
      std::string text;
      switch (rule.rule) {
        case v1::PLAN_RULE_POST_CAPACITY: {
          const int capacity = small.posts(rule.post).capacity() + amount;
          small.mutable_posts(rule.post)->set_capacity(capacity);
          text = absl::StrCat(names_.post(small.posts(rule.post).post_id()), "增加", amount, "个名额");
          eased.mutable_posts(rule.post)->set_capacity(capacity);
          break;
        }
        case v1::PLAN_RULE_HOST_LIMIT: {
          const int present = small.hosts(rule.other).max_present() + amount;
          small.mutable_hosts(rule.other)->set_max_present(present);
          eased.mutable_hosts(rule.other)->set_max_present(present);
          text = absl::StrCat("接收单位", names_.host(small.hosts(rule.other).host_id()), "多带教", amount, "人");
          break;
        }
        case v1::PLAN_RULE_UNIT_LIMIT: {
          const int absent = small.units(rule.other).max_absent() + amount;
          small.mutable_units(rule.other)->set_max_absent(absent);
          eased.mutable_units(rule.other)->set_max_absent(absent);
          text = absl::StrCat("派出单位", names_.unit(small.units(rule.other).unit_id()), "同时多派出", amount, "人");
          break;
        }
        case v1::PLAN_RULE_MAX_CHANGES:
          small.set_max_changes(small.max_changes() + amount);
          eased.set_max_changes(small.max_changes());
          text = absl::StrCat("多允许调整", amount, "项原安排");
          break;
        default:
          return std::nullopt;
      }
      if (!FindTogether(small, Pick(core.requests), solver_).stays) continue;
      v1::Relaxation relaxation;
      relaxation.set_rule(rule.rule);
      relaxation.set_request(-1);
      relaxation.set_amount(amount);
      relaxation.set_text_zh(text);
      Value(core, relaxation, eased, core.requests);
      return relaxation;
    }
    return std::nullopt;
  }

  // What the whole plan can be worth then: solved again with the requests pinned, when nothing else is in conflict.
  void Value(const Core& core, v1::Relaxation& relaxation, v1::RotationProblem problem, std::vector<int> numbers,
             const Placement* instead = nullptr) const {
    if (cores_.size() != 1) return;
    for (int i = 0; i < static_cast<int>(requests_.size()); ++i) {
      if (std::ranges::count(core.requests, i) == 0) numbers.push_back(i);
    }
    problem.clear_pins();
    std::set<std::string> pinned;
    const auto pin = [&](const Placement& placement) {
      if (pinned.insert(placement.cadre_id()).second) *problem.add_pins() = placement;
    };
    if (instead != nullptr) pin(*instead);
    for (const int number : numbers) {
      const v1::PlanRequest& request = requests_[number];
      // One that leaves time or place open can't be pinned; nothing is said of the total then.
      if (request.post_id().empty() || !request.has_start_slot() || request.duration() == 0) return;
      Placement placement;
      placement.set_cadre_id(request.cadre_id());
      placement.set_post_id(request.post_id());
      placement.set_start_slot(request.start_slot());
      placement.set_duration(request.duration());
      pin(placement);
    }
    const auto read = checker::Problem::Read(problem);
    if (!read.ok()) return;
    const absl::StatusOr<v1::RotationPlan> solved = solver_(problem);
    if (!solved.ok() || !checker::CheckPlacements(*read, solved->placements()).empty()) return;
    relaxation.set_objective(checker::Evaluate(*read, solved->placements()).objective);
  }

  void Conclude(bool certain) {
    if (!certain) State(result_, v1::EVIDENCE_RE_SOLVE, "未能判定其余要求是否可以同时成立。");
    if (!cores_.empty()) {
      State(result_, v1::EVIDENCE_RE_SOLVE,
            absl::StrCat("共", requests_.size(), "项要求，有", cores_.size(), "处冲突。"));
    } else if (certain) {
      State(result_, v1::EVIDENCE_RE_SOLVE, absl::StrCat(requests_.size(), "项要求可以同时成立。"));
    }
  }

  const v1::RotationProblem& problem_;
  const Requests requests_;
  const Solver& solver_;
  const Names& names_;
  v1::RotationProblem small_;
  std::vector<RuleOf> rules_;
  std::vector<Core> cores_;
  v1::ConflictDiagnosis result_;
};

}  // namespace

absl::StatusOr<v1::ConflictDiagnosis> Diagnose(const v1::RotationProblem& problem, const Requests& requests,
                                               const Solver& solver, const Names& names) {
  Requests all;
  for (const Placement& pin : problem.pins()) {
    v1::PlanRequest& request = all.emplace_back();
    request.set_cadre_id(pin.cadre_id());
    request.set_post_id(pin.post_id());
    request.set_start_slot(pin.start_slot());
    request.set_duration(pin.duration());
  }
  all.insert(all.end(), requests.begin(), requests.end());
  return Diagnosis(problem, std::move(all), solver, names).Run();
}

}  // namespace xf::explain
