#include "services/rotation/domain/problem_builder.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/rotation/domain/placement_rules.h"
#include "services/rotation/domain/problem_cadres.h"
#include "services/rotation/domain/problem_posts.h"
#include "services/rotation/domain/recusal.h"
#include "services/rotation/domain/refusal.h"

namespace xf::rotation {
namespace {

// No id of the registry has a colon.
constexpr absl::string_view kStay = "stay:";
constexpr int kMostOptions = 500'000;

class Builder {
 public:
  Builder(const RegistryFacts& facts, const v1::PlanSettings& settings, const Horizon& horizon,
          const ProgramRule& program_rule, const PlanningRule& rule)
      : facts_(facts), settings_(settings), horizon_(horizon), program_rule_(program_rule), rule_(rule) {}

  absl::StatusOr<BuiltProblem> Build() {
    RETURN_IF_ERROR(CheckSettings());
    built_.problem.set_slot_count(horizon_.slots());
    built_.problem.set_change_penalty(settings_.change_penalty());
    if (settings_.has_max_changes()) built_.problem.set_max_changes(settings_.max_changes());
    AddHosts();
    const Starts starts = StartsOf(facts_, settings_, horizon_, program_rule_);
    for (const v1::Post& post : facts_.posts) AddPost(post, starts);
    AddUnits();
    for (const v1::Candidate& candidate : facts_.candidates) AddCadre(candidate);
    AddConflicts();
    if (built_.problem.options_size() > kMostOptions) {
      return InvalidError("program", {"more than 500,000 pairs of cadre and post; narrow the scope or leave posts out",
                                      "可选人岗组合超过 50 万，请缩小范围"});
    }
    for (const PastStay& stay : facts_.stays) AddStay(stay);
    for (const auto& [kind, points] :
         {std::pair(v1::SCORE_KIND_BASE, rule_.base), std::pair(v1::SCORE_KIND_MATCH, rule_.match),
          std::pair(v1::SCORE_KIND_LENGTH, rule_.half_month)}) {
      *built_.facts.add_pair_parts() = Part(kind, points);
    }
    return std::move(built_);
  }

 private:
  // Settings name what is there.
  absl::Status CheckSettings() const {
    std::set<std::string> batches, posts, hosts;
    for (const v1::Batch& batch : facts_.batches) batches.insert(batch.name());
    for (const v1::Post& post : facts_.posts) {
      posts.insert(post.name());
      hosts.insert(post.host());
    }
    Refusal refusal("settings.");
    const auto check = [&](const std::set<std::string>& known, const std::string& name, const std::string& field) {
      if (!known.contains(name)) {
        refusal.Add(field, {absl::StrCat(name, " is not there"), absl::StrCat(name, " 不存在")});
      }
    };
    for (int i = 0; i < settings_.batches_size(); ++i) {
      check(batches, settings_.batches(i), absl::StrCat("batches[", i, "]"));
    }
    for (int i = 0; i < settings_.post_capacities_size(); ++i) {
      check(posts, settings_.post_capacities(i).post(), absl::StrCat("post_capacities[", i, "].post"));
    }
    for (int i = 0; i < settings_.host_limits_size(); ++i) {
      check(hosts, settings_.host_limits(i).host(), absl::StrCat("host_limits[", i, "].host"));
    }
    return std::move(refusal).ToStatus();
  }

  void AddHosts() {
    std::map<std::string, int> limits;
    for (const v1::Post& post : facts_.posts) {
      if (post.host_quota() == 0) continue;
      int& quota = limits.try_emplace(post.host(), post.host_quota()).first->second;
      quota = std::min(quota, post.host_quota());
    }
    for (const auto& limit : settings_.host_limits()) limits[limit.host()] = limit.max_present();
    for (const auto& [host, most] : limits) {
      v1::RotationProblem::Host& added = *built_.problem.add_hosts();
      added.set_host_id(host);
      // Those who are there already are not sent home by a lower limit.
      added.set_max_present(std::max(most, PeakAway([&](const PastStay& stay) { return stay.host == host; })));
    }
  }

  void AddUnits() {
    std::map<std::string, int> candidates, limits;
    for (const v1::Candidate& candidate : facts_.candidates) ++candidates[candidate.organization()];
    for (const auto& [unit, count] : candidates) limits[unit] = std::max(1, count * rule_.absent_percent / 100);
    for (const auto& limit : settings_.unit_limits()) {
      if (limits.contains(limit.organization())) limits[limit.organization()] = limit.max_absent();
    }
    for (const auto& [unit, most] : limits) {
      v1::RotationProblem::Unit& added = *built_.problem.add_units();
      added.set_unit_id(IdOf(unit));
      added.set_max_absent(
          std::max(most, PeakAway([&](const PastStay& stay) { return UnitOf(stay.candidate) == unit; })));
    }
  }

  void AddPost(const v1::Post& post, const Starts& starts) {
    const auto set = std::ranges::find(settings_.post_capacities(), post.name(), &v1::PlanSettings::PostCapacity::post);
    const auto host = std::ranges::find(settings_.host_limits(), post.host(), &v1::PlanSettings::HostLimit::host);
    const int capacity = set == settings_.post_capacities().end() ? GuidedAt(post) : set->capacity();
    if (capacity == 0 || (host != settings_.host_limits().end() && host->max_present() == 0)) {
      return ExcludePost(post, v1::ELIGIBILITY_RULE_LEFT_OUT, "岗位本次不接收");
    }
    const std::vector<int32_t> durations = DurationsOf(post, program_rule_, starts);
    if (durations.empty() || (!starts.any && starts.slots.empty())) {
      return ExcludePost(post, v1::ELIGIBILITY_RULE_DURATION, "项目类型、岗位与批次没有共同允许的时长");
    }
    const Room room = RoomOf(capacity, TakenOf(facts_, post.name(), horizon_));
    if (room.capacity == 0) return ExcludePost(post, v1::ELIGIBILITY_RULE_POST_TAKEN, "岗位名额已满");
    if (room.capacity < capacity || room.to - room.from < horizon_.slots()) {
      ExcludePost(post, v1::ELIGIBILITY_RULE_POST_TAKEN,
                  absl::StrCat("已有人在岗，仅按", IsoDate(horizon_.FirstDay(room.from)), "至",
                               IsoDate(horizon_.FirstDay(room.to) - 1), "每时段", room.capacity, "个名额编排"));
    }
    v1::RotationProblem::Post& added = *built_.problem.add_posts();
    added.set_post_id(IdOf(post.name()));
    added.set_host_id(post.host());
    added.set_capacity(room.capacity);
    added.set_earliest_slot(room.from);
    added.set_latest_end_slot(room.to);
    *added.mutable_durations() = {durations.begin(), durations.end()};
    *added.mutable_start_slots() = {starts.slots.begin(), starts.slots.end()};
    v1::PlanFacts::Post& facts = *built_.facts.add_posts();
    facts.set_post_id(added.post_id());
    facts.set_display_name(post.display_name());
    facts.set_host(post.host());
    facts.set_upward(IsUpward(post.host_level()));
    facts.set_field(post.field());
    if (post.demanding()) *facts.add_parts() = Part(v1::SCORE_KIND_DEMANDING, rule_.demanding);
    posts_.push_back(&post);
  }

  // The places of a post for which there are mentors; says so where they are fewer.
  int GuidedAt(const v1::Post& post) {
    const int guided = post.mentors() * rule_.learners_per_mentor;
    if (post.mentors() == 0 || guided >= post.capacity()) return post.capacity();
    ExcludePost(
        post, v1::ELIGIBILITY_RULE_MENTORS,
        absl::StrCat("带教人", post.mentors(), "名，同时至多带教", guided, "人，少于岗位名额", post.capacity(), "人"));
    return guided;
  }

  void AddCadre(const v1::Candidate& candidate) {
    JudgedCadre judged = JudgeCadre(candidate, facts_, settings_, horizon_, rule_);
    for (const v1::PlanExclusion& exclusion : judged.exclusions) *built_.facts.add_exclusions() = exclusion;
    if (!judged.eligible) return;
    for (const v1::Post* post : posts_) AddOption(candidate, *post, SumOf(judged.parts));
    v1::PlanFacts::Cadre& facts = *built_.facts.add_cadres();
    facts.set_cadre_id(judged.cadre.cadre_id());
    facts.set_member(candidate.member());
    *facts.mutable_parts() = {judged.parts.begin(), judged.parts.end()};
    *facts.mutable_skills() = candidate.skills();
    *built_.problem.add_cadres() = std::move(judged.cadre);
  }

  void AddOption(const v1::Candidate& candidate, const v1::Post& post, int64_t of_cadre) {
    // Domain reference §4.3 H8. A post outside the county only stands on the list of an organization.
    if (post.organization() == candidate.organization() && !IsUpward(post.host_level())) {
      return ExcludePair(candidate, post, v1::ELIGIBILITY_RULE_OWN_UNIT, "本单位的岗位");
    }
    if (const auto recusal = RecusalFrom(candidate, post)) {
      return ExcludePair(candidate, post, recusal->rule, recusal->text_zh);
    }
    const bool match = std::ranges::find(candidate.skills(), post.field()) != candidate.skills().end();
    v1::RotationProblem::Option& option = *built_.problem.add_options();
    option.set_cadre_id(IdOf(candidate.name()));
    option.set_post_id(IdOf(post.name()));
    option.set_fixed_score(rule_.base + of_cadre + (match ? rule_.match : 0) +
                           (post.demanding() ? rule_.demanding : 0) + TravelPoints(candidate, post, rule_));
    option.set_score_per_slot(rule_.half_month);
  }

  void ExcludePair(const v1::Candidate& candidate, const v1::Post& post, v1::EligibilityRule rule, std::string text) {
    v1::PlanExclusion& exclusion = *built_.facts.add_exclusions();
    exclusion.set_cadre_id(IdOf(candidate.name()));
    exclusion.set_post_id(IdOf(post.name()));
    exclusion.set_rule(rule);
    exclusion.set_text_zh(std::move(text));
  }

  // Relatives who are both cadres of the problem, once a pair whoever names it.
  void AddConflicts() {
    for (const auto& cadre : built_.problem.cadres()) cadres_.insert(cadre.cadre_id());
    for (const auto& [one, relatives] : facts_.relatives) {
      for (const std::string& other : relatives) {
        if (one != other) relatives_.insert(std::minmax(one, other));
      }
    }
    for (const auto& [one, other] : relatives_) {
      if (cadres_.contains(one) && cadres_.contains(other)) AddConflict(one, other);
    }
  }

  void AddConflict(const std::string& one, const std::string& other) {
    v1::RotationProblem::Conflict& conflict = *built_.problem.add_conflicts();
    conflict.set_cadre_a(one);
    conflict.set_cadre_b(other);
  }

  // Somebody who is away within the horizon, for the limits of his unit and host, and for his relatives.
  void AddStay(const PastStay& stay) {
    const auto range = horizon_.Meeting(stay.period);
    const std::string unit = UnitOf(stay.candidate);
    if (!range) return;
    const std::string id = absl::StrCat(kStay, IdOf(stay.placement));
    v1::RotationProblem::Post& post = *built_.problem.add_posts();
    post.set_post_id(id);
    post.set_host_id(stay.host);
    post.set_capacity(1);
    post.add_durations(range->end() - range->start());
    v1::RotationProblem::Cadre& cadre = *built_.problem.add_cadres();
    cadre.set_cadre_id(id);
    if (!unit.empty()) cadre.set_unit_id(IdOf(unit));
    v1::RotationProblem::Option& option = *built_.problem.add_options();
    option.set_cadre_id(id);
    option.set_post_id(id);
    v1::RotationProblem::Placement& pin = *built_.problem.add_pins();
    pin.set_cadre_id(id);
    pin.set_post_id(id);
    pin.set_start_slot(range->start());
    pin.set_duration(range->end() - range->start());
    const std::string away = IdOf(stay.candidate);
    for (const auto& [one, other] : relatives_) {
      const std::string& relative = one == away ? other : one;
      if ((one == away || other == away) && cadres_.contains(relative)) AddConflict(relative, id);
    }
  }

  void ExcludePost(const v1::Post& post, v1::EligibilityRule rule, std::string text) {
    v1::PlanExclusion& exclusion = *built_.facts.add_exclusions();
    exclusion.set_post_id(IdOf(post.name()));
    exclusion.set_rule(rule);
    exclusion.set_text_zh(std::move(text));
  }

  // The most of some stays that meet one slot.
  template <typename Take>
  int PeakAway(Take take) const {
    std::vector<int> away(horizon_.slots(), 0);
    for (const PastStay& stay : facts_.stays) {
      if (!take(stay)) continue;
      if (const auto range = horizon_.Meeting(stay.period)) {
        for (int slot = range->start(); slot < range->end(); ++slot) ++away[slot];
      }
    }
    return *std::ranges::max_element(away);
  }

  std::string UnitOf(const std::string& candidate) const {
    const auto found = std::ranges::find(facts_.candidates, candidate, &v1::Candidate::name);
    return found == facts_.candidates.end() ? "" : found->organization();
  }

  const RegistryFacts& facts_;
  const v1::PlanSettings& settings_;
  const Horizon& horizon_;
  const ProgramRule& program_rule_;
  const PlanningRule& rule_;
  BuiltProblem built_;
  std::vector<const v1::Post*> posts_;
  // Ids of the problem's cadres, and all pairs of relatives.
  std::set<std::string> cadres_;
  std::set<std::pair<std::string, std::string>> relatives_;
};

}  // namespace

bool IsStayId(absl::string_view id) { return absl::StartsWith(id, kStay); }

std::string IdOf(absl::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

absl::StatusOr<BuiltProblem> BuildProblem(const RegistryFacts& facts, const v1::PlanSettings& settings,
                                          const Horizon& horizon, const ProgramRule& program_rule,
                                          const PlanningRule& rule) {
  return Builder(facts, settings, horizon, program_rule, rule).Build();
}

}  // namespace xf::rotation
