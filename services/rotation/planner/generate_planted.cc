// Planted problems: a plan is drawn first, then scores by which it is the best. Seats are tiled with stays over the
// whole horizon, and a slot at a post has one price; whoever is planted there earns that price per slot and a reward of
// its own, and would earn no more anywhere else. By complementary slackness no plan is worth more.
#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/rotation/planner/generate.h"
#include "services/rotation/planner/random.h"

namespace xf::planner {
namespace {

using xianfeng::rotation::v1::RotationProblem;

constexpr int kUnitSize = 12;

struct Seat {
  int post = -1;  // -1: stays at home
  int start = 0;
  int length = 0;
};

class Planter {
 public:
  explicit Planter(const Shape& shape) : shape_(shape), random_(shape.seed * 0x9e3779b97f4a7c15ULL + 5) {}

  Planted Plant() {
    RotationProblem& problem = planted_.problem;
    problem.set_problem_id(
        absl::StrCat("planted-", shape_.cadres, "x", shape_.posts, "x", shape_.slots, "-", shape_.seed));
    problem.set_slot_count(shape_.slots);
    // Lengths that tile the horizon: halves and thirds of it, and one that does not.
    lengths_ = {std::max(1, shape_.slots / 3), std::max(1, shape_.slots / 2)};
    Seats();
    Units();
    Options();
    return std::move(planted_);
  }

 private:
  // Posts, as long as there are cadres to fill them; who sits where, in a drawn order of cadres.
  void Seats() {
    seats_.resize(static_cast<size_t>(shape_.cadres));
    std::vector<int> order(seats_.size());
    for (size_t c = 0; c < order.size(); ++c) order[c] = static_cast<int>(c);
    random_.Shuffle(order);
    size_t next = 0;
    // A few stay at home, so that places are in demand.
    const size_t placed = order.size() - order.size() / 8;
    for (int p = 0; p < shape_.posts; ++p) {
      RotationProblem::Post& post = *planted_.problem.add_posts();
      post.set_post_id(absl::StrCat("p", p));
      post.set_host_id(absl::StrCat("h", p / 3));
      post.set_capacity(random_.Between(1, 2));
      for (const int length : lengths_) post.add_durations(length);
      post.add_durations(lengths_.back() + 1);
      int full = 0;
      for (int seat = 0; seat < post.capacity(); ++seat) {
        const int length = lengths_[static_cast<size_t>(random_.Below(2))];
        const size_t needed = static_cast<size_t>(shape_.slots / length);
        // A seat with a gap between stays is not tiled, so its slots are free.
        if (shape_.slots % length != 0 || placed - next < needed) continue;
        for (size_t i = 0; i < needed; ++i)
          seats_[static_cast<size_t>(order[next++])] = {p, static_cast<int>(i) * length, length};
        ++full;
      }
      prices_.push_back(full == post.capacity() ? random_.Between(1, 30) : 0);
      planted_.optimum += int64_t{prices_.back()} * post.capacity() * shape_.slots;
    }
  }

  // Units that may send as many as the plan sends at once: their rows have no price, but bind.
  void Units() {
    const int units = std::max(1, shape_.cadres / kUnitSize);
    std::vector<std::vector<int>> away(static_cast<size_t>(units),
                                       std::vector<int>(static_cast<size_t>(shape_.slots), 0));
    for (int c = 0; c < shape_.cadres; ++c) {
      const int unit = random_.Below(units);
      RotationProblem::Cadre& cadre = *planted_.problem.add_cadres();
      cadre.set_cadre_id(absl::StrCat("c", c));
      cadre.set_unit_id(absl::StrCat("u", unit));
      const Seat& seat = seats_[static_cast<size_t>(c)];
      for (int t = seat.start; t < seat.start + seat.length; ++t)
        ++away[static_cast<size_t>(unit)][static_cast<size_t>(t)];
    }
    for (int u = 0; u < units; ++u) {
      RotationProblem::Unit& unit = *planted_.problem.add_units();
      unit.set_unit_id(absl::StrCat("u", u));
      const auto& slots = away[static_cast<size_t>(u)];
      unit.set_max_absent(*std::max_element(slots.begin(), slots.end()));
    }
  }

  void Options() {
    for (int c = 0; c < shape_.cadres; ++c) {
      const Seat& seat = seats_[static_cast<size_t>(c)];
      const int reward = seat.post < 0 ? 0 : random_.Between(1, 200);
      planted_.optimum += reward;
      std::vector<int> posts;
      if (seat.post >= 0) posts.push_back(seat.post);
      for (int i = random_.Between(3, 7); i > 0; --i) {
        const int post = random_.Below(shape_.posts);
        if (std::find(posts.begin(), posts.end(), post) == posts.end()) posts.push_back(post);
      }
      random_.Shuffle(posts);
      for (const int post : posts) AddOption(c, post, post == seat.post, reward);
    }
  }

  void AddOption(int c, int post, bool planted, int reward) {
    const int price = prices_[static_cast<size_t>(post)];
    const int per_slot = planted ? price : std::max(0, price + random_.Between(-6, 6));
    // What the stay of the best length leaves of the price.
    const int longest = lengths_.back() + 1, shortest = lengths_.front();
    const int left = (per_slot - price) * (per_slot > price ? longest : shortest);
    RotationProblem::Option& option = *planted_.problem.add_options();
    option.set_cadre_id(absl::StrCat("c", c));
    option.set_post_id(absl::StrCat("p", post));
    option.set_fixed_score(reward - left - (planted ? 0 : random_.Between(0, 25)));
    option.set_score_per_slot(per_slot);
  }

  const Shape shape_;
  Random random_;
  Planted planted_;
  std::vector<int> lengths_;
  std::vector<Seat> seats_;
  std::vector<int> prices_;  // of a slot, by post
};

}  // namespace

Planted GeneratePlanted(const Shape& shape) { return Planter(shape).Plant(); }

}  // namespace xf::planner
