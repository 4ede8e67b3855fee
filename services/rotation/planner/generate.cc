#include "services/rotation/planner/generate.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/rotation/planner/random.h"

namespace xf::planner {
namespace {

using xianfeng::rotation::v1::RotationProblem;

// 信访, 项目, 征拆, 乡村振兴 and so on.
constexpr int kFields = 12;

// What the generator knows of a post or a cadre and the problem does not say.
struct Place {
  int field = 0;
  int second_field = 0;
  int x = 0;
  int y = 0;
};

Place Anywhere(Random& random) {
  // Some fields are in more demand than others.
  const int field = std::min(random.Below(kFields), random.Below(kFields));
  return {field, random.Below(kFields), random.Below(100), random.Below(100)};
}

int Distance(const Place& a, const Place& b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); }

std::string Id(const char* kind, int number) { return absl::StrCat(kind, number); }

// Shadowing of 3 to 6 months where the horizon has a year in half months, post rotation of 2 to 3 months where it is
// short.
std::vector<int> Durations(int slots) {
  if (slots >= 20) return {6, 8, 10, 12};
  if (slots >= 10) return {4, 5, 6};
  return {1, std::max(1, slots / 2)};
}

void AddPosts(const Shape& shape, Random& random, RotationProblem& problem, std::vector<Place>& places) {
  const int hosts = std::max(1, shape.posts / 3);
  std::vector<int> seats(static_cast<size_t>(hosts), 0);
  std::vector<Place> at;
  for (int h = 0; h < hosts; ++h) at.push_back(Anywhere(random));
  for (int p = 0; p < shape.posts; ++p) {
    const int h = p < hosts ? p : random.Below(hosts);
    Place place = at[static_cast<size_t>(h)];
    if (random.Chance(40)) place.field = Anywhere(random).field;
    places.push_back(place);
    RotationProblem::Post& post = *problem.add_posts();
    post.set_post_id(Id("p", p));
    post.set_host_id(Id("h", h));
    post.set_capacity(random.Chance(60) ? 1 : random.Between(2, 3));
    seats[static_cast<size_t>(h)] += post.capacity();
    for (const int duration : Durations(shape.slots)) post.add_durations(duration);
    if (random.Chance(15)) post.set_earliest_slot(random.Below(std::max(1, shape.slots / 4)));
    if (random.Chance(15)) post.set_latest_end_slot(shape.slots - random.Below(std::max(1, shape.slots / 4)));
    if (random.Chance(20)) {
      for (int start = 0; start < shape.slots; start += 2) post.add_start_slots(start);
    }
  }
  for (int h = 0; h < hosts; ++h) {
    if (!random.Chance(60)) continue;
    RotationProblem::Host& host = *problem.add_hosts();
    host.set_host_id(Id("h", h));
    host.set_max_present(std::max(1, seats[static_cast<size_t>(h)] * random.Between(60, 90) / 100));
  }
}

void AddCadres(const Shape& shape, Random& random, RotationProblem& problem, std::vector<Place>& places) {
  const int units = std::max(1, shape.cadres / 12);
  std::vector<int> staff(static_cast<size_t>(units), 0);
  std::vector<Place> at;
  for (int u = 0; u < units; ++u) at.push_back(Anywhere(random));
  for (int c = 0; c < shape.cadres; ++c) {
    const int u = random.Below(units);
    ++staff[static_cast<size_t>(u)];
    Place place = Anywhere(random);
    place.x = at[static_cast<size_t>(u)].x;
    place.y = at[static_cast<size_t>(u)].y;
    if (random.Chance(50)) place.field = at[static_cast<size_t>(u)].field;
    places.push_back(place);
    RotationProblem::Cadre& cadre = *problem.add_cadres();
    cadre.set_cadre_id(Id("c", c));
    cadre.set_unit_id(Id("u", u));
    if (random.Chance(25)) {
      RotationProblem::SlotRange& range = *cadre.add_unavailable();
      range.set_start(random.Below(shape.slots));
      range.set_end(std::min(shape.slots, range.start() + random.Between(1, 3)));
    }
  }
  for (int u = 0; u < units; ++u) {
    RotationProblem::Unit& unit = *problem.add_units();
    unit.set_unit_id(Id("u", u));
    unit.set_max_absent(std::max(1, staff[static_cast<size_t>(u)] * random.Between(20, 45) / 100));
  }
}

// The posts that suit a cadre best, of a sample: field first, then distance; what it adds up to is the score.
void AddOptions(const Shape& shape, Random& random, RotationProblem& problem, const std::vector<Place>& posts,
                const std::vector<Place>& cadres) {
  struct Fit {
    int post;
    int score;
  };
  for (int c = 0; c < shape.cadres; ++c) {
    const Place& cadre = cadres[static_cast<size_t>(c)];
    const int never_sent = random.Chance(40) ? 150 : 0;
    const int ability = random.Below(10);
    std::vector<Fit> fits;
    for (int i = 0; i < std::min(shape.posts, 60); ++i) {
      const int p = shape.posts <= 60 ? i : random.Below(shape.posts);
      const Place& post = posts[static_cast<size_t>(p)];
      const int match = post.field == cadre.field ? 40 : post.field == cadre.second_field ? 25 : 5;
      fits.push_back({p, match - Distance(post, cadre) / 20 + random.Below(8)});
    }
    std::sort(fits.begin(), fits.end(),
              [](const Fit& a, const Fit& b) { return a.score != b.score ? a.score > b.score : a.post < b.post; });
    const size_t wanted = static_cast<size_t>(random.Between(6, 11));
    std::vector<int> taken;
    for (size_t i = 0; i < fits.size() && taken.size() < wanted; ++i) {
      if (std::find(taken.begin(), taken.end(), fits[i].post) != taken.end()) continue;
      taken.push_back(fits[i].post);
      const Place& post = posts[static_cast<size_t>(fits[i].post)];
      RotationProblem::Option& option = *problem.add_options();
      option.set_cadre_id(Id("c", c));
      option.set_post_id(Id("p", fits[i].post));
      option.set_fixed_score(100 + never_sent - Distance(post, cadre) + random.Below(60));
      option.set_score_per_slot(fits[i].score + ability + random.Below(10));
    }
  }
}

void AddConflicts(const Shape& shape, Random& random, RotationProblem& problem) {
  if (shape.cadres < 2) return;
  for (int i = 0; i < shape.cadres / 25; ++i) {
    const int a = random.Below(shape.cadres);
    const int b = random.Below(shape.cadres);
    if (a == b) continue;
    RotationProblem::Conflict& conflict = *problem.add_conflicts();
    conflict.set_cadre_a(Id("c", a));
    conflict.set_cadre_b(Id("c", b));
  }
}

}  // namespace

RotationProblem Generate(const Shape& shape) {
  Random random(shape.seed * 0x2545f4914f6cdd1dULL + 1);
  RotationProblem problem;
  problem.set_problem_id(absl::StrCat("generated-", shape.cadres, "x", shape.posts, "x", shape.slots, "-", shape.seed));
  problem.set_slot_count(shape.slots);
  std::vector<Place> posts, cadres;
  AddPosts(shape, random, problem, posts);
  AddCadres(shape, random, problem, cadres);
  AddOptions(shape, random, problem, posts, cadres);
  AddConflicts(shape, random, problem);
  return problem;
}

}  // namespace xf::planner
