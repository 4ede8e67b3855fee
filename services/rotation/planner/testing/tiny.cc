// Tiny problems with some of everything.
#include <algorithm>
#include <string>

#include "services/rotation/planner/random.h"
#include "services/rotation/planner/testing/triples.h"

namespace xf::planner::testing {
namespace {

class Maker {
 public:
  explicit Maker(uint64_t seed) : random_(seed * 7919 + 13) {}

  RotationProblem Make() {
    problem_.set_problem_id("tiny");
    problem_.set_slot_count(random_.Between(2, 6));
    for (int u = random_.Below(3); u > 0; --u) {
      auto& unit = *problem_.add_units();
      unit.set_unit_id("u" + std::to_string(u));
      unit.set_max_absent(random_.Between(0, 2));
    }
    if (random_.Chance(50)) {
      auto& host = *problem_.add_hosts();
      host.set_host_id("h0");
      host.set_max_present(random_.Between(0, 2));
    }
    for (int p = random_.Between(1, 3); p > 0; --p) AddPost(p);
    for (int c = random_.Between(1, 4); c > 0; --c) AddCadre(c);
    if (random_.Chance(40) && problem_.cadres_size() > 1) {
      auto& conflict = *problem_.add_conflicts();
      conflict.set_cadre_a(problem_.cadres(0).cadre_id());
      conflict.set_cadre_b(problem_.cadres(1).cadre_id());
    }
    if (random_.Chance(40)) AddPrevious();
    if (random_.Chance(20)) AddPins();
    return problem_;
  }

 private:
  void AddPost(int p) {
    auto& post = *problem_.add_posts();
    post.set_post_id("p" + std::to_string(p));
    post.set_host_id("h" + std::to_string(random_.Below(2)));
    post.set_capacity(random_.Between(0, 2));
    for (int d = random_.Between(1, 2); d > 0; --d) post.add_durations(random_.Between(1, 4));
    if (random_.Chance(25)) post.set_earliest_slot(random_.Below(2));
    if (random_.Chance(25)) post.set_latest_end_slot(random_.Between(1, problem_.slot_count()));
    if (random_.Chance(25)) post.add_start_slots(random_.Below(problem_.slot_count()));
  }

  void AddCadre(int c) {
    auto& cadre = *problem_.add_cadres();
    cadre.set_cadre_id("c" + std::to_string(c));
    if (problem_.units_size() > 0 && random_.Chance(80)) {
      cadre.set_unit_id(problem_.units(random_.Below(problem_.units_size())).unit_id());
    }
    if (random_.Chance(25)) {
      auto& range = *cadre.add_unavailable();
      range.set_start(random_.Below(problem_.slot_count()));
      range.set_end(random_.Between(range.start(), problem_.slot_count()));
    }
    for (const auto& post : problem_.posts()) {
      if (!random_.Chance(70)) continue;
      auto& option = *problem_.add_options();
      option.set_cadre_id(cadre.cadre_id());
      option.set_post_id(post.post_id());
      option.set_fixed_score(random_.Between(-10, 30));
      option.set_score_per_slot(random_.Between(-4, 10));
    }
  }

  void AddPrevious() {
    problem_.set_change_penalty(random_.Between(0, 15));
    for (const auto& cadre : problem_.cadres()) {
      if (!random_.Chance(60)) continue;
      auto& previous = *problem_.add_previous();
      previous.set_cadre_id(cadre.cadre_id());
      // Some can't be kept: neither eligible nor in the post's periods.
      const auto& post = problem_.posts(random_.Below(problem_.posts_size()));
      previous.set_post_id(post.post_id());
      previous.set_start_slot(random_.Below(std::min(2, problem_.slot_count())));
      previous.set_duration(post.durations(0));
    }
    if (random_.Chance(50)) problem_.set_max_changes(random_.Below(3));
  }

  void AddPins() {
    const auto triples = Triples(problem_);
    for (const auto& of_cadre : triples) {
      if (of_cadre.empty() || !random_.Chance(40)) continue;
      const Triple& triple = of_cadre[static_cast<size_t>(random_.Below(static_cast<int>(of_cadre.size())))];
      auto& pin = *problem_.add_pins();
      pin.set_cadre_id(problem_.cadres(triple.cadre).cadre_id());
      pin.set_post_id(problem_.posts(triple.post).post_id());
      pin.set_start_slot(triple.start);
      pin.set_duration(triple.end - triple.start);
    }
  }

  Random random_;
  RotationProblem problem_;
};

}  // namespace

RotationProblem TinyProblem(uint64_t seed) { return Maker(seed).Make(); }

}  // namespace xf::planner::testing
