#include "services/rotation/planner/testing/triples.h"

#include <algorithm>
#include <map>
#include <string>

namespace xf::planner::testing {
namespace {

bool Available(const RotationProblem::Cadre& cadre, int start, int end) {
  return std::none_of(cadre.unavailable().begin(), cadre.unavailable().end(),
                      [&](const auto& range) { return std::max(range.start(), start) < std::min(range.end(), end); });
}

bool MayStart(const RotationProblem::Post& post, int start) {
  return post.start_slots().empty() ||
         std::find(post.start_slots().begin(), post.start_slots().end(), start) != post.start_slots().end();
}

const RotationProblem::Placement* Of(const auto& placements, const std::string& cadre) {
  for (const auto& placement : placements) {
    if (placement.cadre_id() == cadre) return &placement;
  }
  return nullptr;
}

bool Is(const RotationProblem::Placement* placement, const std::string& post, int start, int end) {
  return placement != nullptr && placement->post_id() == post && placement->start_slot() == start &&
         placement->start_slot() + placement->duration() == end;
}

// Tries every plan, cadre by cadre.
class Trial {
 public:
  explicit Trial(const RotationProblem& problem) : problem_(problem), triples_(Triples(problem)) {
    const auto units = Positions(problem.units(), [](const auto& unit) { return unit.unit_id(); });
    const auto hosts = Positions(problem.hosts(), [](const auto& host) { return host.host_id(); });
    for (const auto& cadre : problem.cadres())
      unit_.push_back(cadre.unit_id().empty() ? -1 : units.at(cadre.unit_id()));
    for (const auto& post : problem.posts())
      host_.push_back(hosts.contains(post.host_id()) ? hosts.at(post.host_id()) : -1);
  }

  std::optional<int64_t> Best() {
    Place(0, -problem_.change_penalty() * problem_.previous_size());
    return best_;
  }

 private:
  void Place(size_t cadre, int64_t objective) {
    if (cadre == triples_.size()) {
      int kept = 0;
      for (const Triple* triple : chosen_) kept += triple->keeps ? 1 : 0;
      if (problem_.has_max_changes() && problem_.previous_size() - kept > problem_.max_changes()) return;
      if (!best_ || objective > *best_) best_ = objective;
      return;
    }
    const bool pinned = Of(problem_.pins(), problem_.cadres(static_cast<int>(cadre)).cadre_id()) != nullptr;
    if (!pinned) Place(cadre + 1, objective);
    for (const Triple& triple : triples_[cadre]) {
      if (!Fits(triple)) continue;
      chosen_.push_back(&triple);
      Place(cadre + 1, objective + triple.score);
      chosen_.pop_back();
    }
  }

  bool Fits(const Triple& triple) const {
    const int unit = unit_[static_cast<size_t>(triple.cadre)], host = host_[static_cast<size_t>(triple.post)];
    for (int t = triple.start; t < triple.end; ++t) {
      int at_post = 1, away = 1, at_host = 1;
      for (const Triple* other : chosen_) {
        if (t < other->start || t >= other->end) continue;
        at_post += other->post == triple.post ? 1 : 0;
        away += unit >= 0 && unit_[static_cast<size_t>(other->cadre)] == unit ? 1 : 0;
        at_host += host >= 0 && host_[static_cast<size_t>(other->post)] == host ? 1 : 0;
      }
      if (at_post > problem_.posts(triple.post).capacity()) return false;
      if (unit >= 0 && away > problem_.units(unit).max_absent()) return false;
      if (host >= 0 && at_host > problem_.hosts(host).max_present()) return false;
    }
    return std::none_of(chosen_.begin(), chosen_.end(),
                        [&](const Triple* other) { return Clash(problem_, triple, *other); });
  }

  const RotationProblem& problem_;
  const std::vector<std::vector<Triple>> triples_;
  std::vector<int> unit_;
  std::vector<int> host_;
  std::vector<const Triple*> chosen_;
  std::optional<int64_t> best_;
};

}  // namespace

std::vector<std::vector<Triple>> Triples(const RotationProblem& problem) {
  const auto cadres = Positions(problem.cadres(), [](const auto& cadre) { return cadre.cadre_id(); });
  const auto posts = Positions(problem.posts(), [](const auto& post) { return post.post_id(); });
  std::vector<std::vector<Triple>> triples(static_cast<size_t>(problem.cadres_size()));
  for (const auto& option : problem.options()) {
    const int c = cadres.at(option.cadre_id()), p = posts.at(option.post_id());
    const RotationProblem::Post& post = problem.posts(p);
    const RotationProblem::Placement* pin = Of(problem.pins(), option.cadre_id());
    const RotationProblem::Placement* previous = Of(problem.previous(), option.cadre_id());
    const int last = post.latest_end_slot() == 0 ? problem.slot_count() : post.latest_end_slot();
    for (const int duration : post.durations()) {
      for (int start = post.earliest_slot(); start + duration <= last; ++start) {
        const int end = start + duration;
        if (!MayStart(post, start) || !Available(problem.cadres(c), start, end)) continue;
        if (pin != nullptr && !Is(pin, option.post_id(), start, end)) continue;
        const bool keeps = Is(previous, option.post_id(), start, end);
        const int64_t score =
            option.fixed_score() + option.score_per_slot() * duration + (keeps ? problem.change_penalty() : 0);
        triples[static_cast<size_t>(c)].push_back({c, p, start, end, score, keeps});
      }
    }
  }
  return triples;
}

bool Clash(const RotationProblem& problem, const Triple& a, const Triple& b) {
  if (a.start >= b.end || b.start >= a.end) return false;
  if (problem.posts(a.post).host_id() != problem.posts(b.post).host_id()) return false;
  const std::string& one = problem.cadres(a.cadre).cadre_id();
  const std::string& other = problem.cadres(b.cadre).cadre_id();
  return std::any_of(problem.conflicts().begin(), problem.conflicts().end(), [&](const auto& conflict) {
    return (conflict.cadre_a() == one && conflict.cadre_b() == other) ||
           (conflict.cadre_a() == other && conflict.cadre_b() == one);
  });
}

std::optional<int64_t> BruteForce(const RotationProblem& problem) { return Trial(problem).Best(); }

}  // namespace xf::planner::testing
