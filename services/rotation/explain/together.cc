#include "services/rotation/explain/together.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/rotation/checker/certificate.h"
#include "services/rotation/checker/placements.h"

namespace xf::explain {
namespace {

using checker::kNone;
using checker::Triple;

// Steps of one search; requests that a person makes need a few.
constexpr int kMostSteps = 200'000;

// Posts that a request may mean.
std::vector<int> PostsOf(const checker::Problem& problem, const v1::PlanRequest& request) {
  if (!request.post_id().empty()) return {problem.PostIndex(request.post_id())};
  std::vector<int> posts;
  for (const auto& option : problem.cadres()[problem.CadreIndex(request.cadre_id())].options)
    posts.push_back(option.post);
  return posts;
}

class Search {
 public:
  Search(const checker::Problem& problem, const Solver& solver) : problem_(problem), solver_(solver) {}

  Answer Run(const Requests& requests) {
    // Requests with few stays first: they decide the most.
    std::vector<size_t> order(requests.size());
    std::vector<std::vector<Triple>> candidates(requests.size());
    for (size_t i = 0; i < requests.size(); ++i) {
      order[i] = i;
      candidates[i] = Candidates(requests[i]);
    }
    std::ranges::stable_sort(order, {}, [&](size_t i) { return candidates[i].size(); });
    std::vector<Triple> chosen(requests.size());
    if (Choose(order, candidates, 0, chosen)) return {chosen, true};
    return {std::nullopt, !undecided_};
  }

 private:
  std::vector<Triple> Candidates(const v1::PlanRequest& request) const {
    std::vector<Triple> candidates;
    for (const int post : PostsOf(problem_, request)) {
      for (const Triple& stay : StaysOf(problem_, problem_.CadreIndex(request.cadre_id()), post)) {
        if (request.has_start_slot() && request.start_slot() != stay.start) continue;
        if (request.duration() != 0 && request.duration() != stay.duration) continue;
        candidates.push_back(stay);
      }
    }
    return candidates;
  }

  // Chooses a stay for the request at `depth` and all after it.
  bool Choose(const std::vector<size_t>& order, const std::vector<std::vector<Triple>>& candidates, size_t depth,
              std::vector<Triple>& chosen) {
    if (depth == order.size()) return WithinBudget();
    for (const Triple& stay : candidates[order[depth]]) {
      if (++steps_ > kMostSteps) {
        undecided_ = true;
        return false;
      }
      const bool again = std::ranges::count(placed_, stay) > 0;  // two requests for one thing
      if (!again) {
        *placements_.Add() = ToProto(problem_, stay);
        placed_.push_back(stay);
      }
      chosen[order[depth]] = stay;
      if ((again || Fits()) && Choose(order, candidates, depth + 1, chosen)) return true;
      if (!again) {
        placements_.RemoveLast();
        placed_.pop_back();
      }
    }
    return false;
  }

  // Whether what is placed so far goes together; only the budget of changes is judged at the end.
  bool Fits() const {
    const checker::Findings findings = checker::CheckPlacements(problem_, placements_);
    return std::ranges::all_of(findings,
                               [](const auto& finding) { return finding.rule() == v1::PLAN_RULE_MAX_CHANGES; });
  }

  // Whether enough previous placements can be kept beside those chosen: a problem of its own, in which only they count.
  bool WithinBudget() {
    const v1::RotationProblem& proto = problem_.proto();
    if (!proto.has_max_changes()) return true;
    v1::RotationProblem keep = proto;
    keep.clear_max_changes();
    keep.set_change_penalty(1);
    for (auto& option : *keep.mutable_options()) {
      option.set_fixed_score(0);
      option.set_score_per_slot(0);
    }
    *keep.mutable_pins() = placements_;
    const auto read = checker::Problem::Read(keep);
    const absl::StatusOr<v1::RotationPlan> solved = solver_(keep);
    if (!solved.ok() || !read.ok()) {
      undecided_ = undecided_ || solved.status().code() != absl::StatusCode::kFailedPrecondition;
      return false;
    }
    if (checker::CheckPlacements(*read, solved->placements()).empty() &&
        checker::Evaluate(*read, solved->placements()).changes <= proto.max_changes()) {
      return true;
    }
    checker::Findings findings;
    const checker::Proof proof = checker::CheckCertificate(*read, *solved, findings);
    // Changes are whole: a bound above −(max_changes + 1) leaves the question open.
    if (!findings.empty() || !proof.sound || proof.upper_bound > -proto.max_changes() - 1e-6) undecided_ = true;
    return false;
  }

  const checker::Problem& problem_;
  const Solver& solver_;
  std::vector<Triple> placed_;
  google::protobuf::RepeatedPtrField<Placement> placements_;
  int steps_ = 0;
  bool undecided_ = false;
};

// Takes the elements out that a predicate names.
template <typename List, typename Predicate>
void Remove(List& list, Predicate predicate) {
  const auto gone = std::ranges::remove_if(list, predicate);
  list.erase(gone.begin(), gone.end());
}

}  // namespace

v1::RotationProblem Restrict(const v1::RotationProblem& problem, const Requests& requests) {
  std::set<std::string> cadres;
  for (const v1::PlanRequest& request : requests) cadres.insert(request.cadre_id());
  if (problem.has_max_changes()) {
    for (const Placement& previous : problem.previous()) cadres.insert(previous.cadre_id());
  }
  v1::RotationProblem small;
  small.set_problem_id(problem.problem_id());
  small.set_slot_count(problem.slot_count());
  *small.mutable_units() = problem.units();
  *small.mutable_hosts() = problem.hosts();
  *small.mutable_posts() = problem.posts();
  for (const auto& cadre : problem.cadres()) {
    if (cadres.contains(cadre.cadre_id())) *small.add_cadres() = cadre;
  }
  for (const auto& option : problem.options()) {
    if (cadres.contains(option.cadre_id())) *small.add_options() = option;
  }
  for (const auto& conflict : problem.conflicts()) {
    if (cadres.contains(conflict.cadre_a()) && cadres.contains(conflict.cadre_b())) *small.add_conflicts() = conflict;
  }
  if (problem.has_max_changes()) {
    *small.mutable_previous() = problem.previous();
    small.set_max_changes(problem.max_changes());
  }
  return small;
}

std::vector<RuleOf> RulesFor(const checker::Problem& problem, const Requests& requests) {
  std::set<RuleOf> rules;
  std::set<int> cadres;
  for (const v1::PlanRequest& request : requests) {
    const int cadre = problem.CadreIndex(request.cadre_id());
    cadres.insert(cadre);
    if (!problem.cadres()[cadre].unavailable.empty()) rules.insert({v1::PLAN_RULE_UNAVAILABLE, cadre});
    if (const int unit = problem.cadres()[cadre].unit; unit != kNone)
      rules.insert({v1::PLAN_RULE_UNIT_LIMIT, kNone, unit});
    for (const int post : PostsOf(problem, request)) {
      if (problem.cadres()[cadre].OptionAt(post) == nullptr) rules.insert({v1::PLAN_RULE_ELIGIBLE, cadre, kNone, post});
      for (const v1::PlanRule rule : {v1::PLAN_RULE_DURATION, v1::PLAN_RULE_EARLIEST_START, v1::PLAN_RULE_BATCH,
                                      v1::PLAN_RULE_LATEST_END, v1::PLAN_RULE_POST_CAPACITY}) {
        rules.insert({rule, kNone, kNone, post});
      }
      const int host = problem.posts()[post].host;
      if (host != kNone && host < problem.proto().hosts_size()) rules.insert({v1::PLAN_RULE_HOST_LIMIT, kNone, host});
    }
  }
  for (const auto& conflict : problem.proto().conflicts()) {
    const auto [first, second] =
        std::minmax({problem.CadreIndex(conflict.cadre_a()), problem.CadreIndex(conflict.cadre_b())});
    if (cadres.contains(first) && cadres.contains(second)) rules.insert({v1::PLAN_RULE_CONFLICT, first, second});
  }
  if (problem.proto().has_max_changes()) rules.insert({v1::PLAN_RULE_MAX_CHANGES});
  return {rules.begin(), rules.end()};
}

v1::RotationProblem Drop(const v1::RotationProblem& problem, const std::vector<RuleOf>& rules) {
  v1::RotationProblem dropped = problem;
  const int everyone = problem.cadres_size();
  for (const RuleOf& rule : rules) {
    v1::RotationProblem::Post* post = rule.post == kNone ? nullptr : dropped.mutable_posts(rule.post);
    switch (rule.rule) {
      case v1::PLAN_RULE_ELIGIBLE:
        dropped.add_options()->set_cadre_id(problem.cadres(rule.cadre).cadre_id());
        dropped.mutable_options(dropped.options_size() - 1)->set_post_id(post->post_id());
        break;
      case v1::PLAN_RULE_DURATION:
        post->clear_durations();
        for (int duration = 1; duration <= problem.slot_count(); ++duration) post->add_durations(duration);
        break;
      case v1::PLAN_RULE_EARLIEST_START:
        post->clear_earliest_slot();
        break;
      case v1::PLAN_RULE_BATCH:
        post->clear_start_slots();
        break;
      case v1::PLAN_RULE_LATEST_END:
        post->clear_latest_end_slot();
        break;
      case v1::PLAN_RULE_POST_CAPACITY:
        post->set_capacity(everyone);
        break;
      case v1::PLAN_RULE_HOST_LIMIT:
        dropped.mutable_hosts(rule.other)->set_max_present(everyone);
        break;
      case v1::PLAN_RULE_UNIT_LIMIT:
        dropped.mutable_units(rule.other)->set_max_absent(everyone);
        break;
      case v1::PLAN_RULE_UNAVAILABLE:
        dropped.mutable_cadres(rule.cadre)->clear_unavailable();
        break;
      case v1::PLAN_RULE_MAX_CHANGES:
        dropped.clear_max_changes();
        break;
      case v1::PLAN_RULE_CONFLICT:
        Remove(*dropped.mutable_conflicts(), [&](const auto& conflict) {
          const std::string& first = problem.cadres(rule.cadre).cadre_id();
          const std::string& second = problem.cadres(rule.other).cadre_id();
          return (conflict.cadre_a() == first && conflict.cadre_b() == second) ||
                 (conflict.cadre_a() == second && conflict.cadre_b() == first);
        });
        break;
      default:
        break;
    }
  }
  return dropped;
}

Answer FindTogether(const v1::RotationProblem& problem, const Requests& requests, const Solver& solver) {
  const auto read = checker::Problem::Read(problem);
  if (!read.ok()) return {std::nullopt, false};
  return Search(*read, solver).Run(requests);
}

}  // namespace xf::explain
