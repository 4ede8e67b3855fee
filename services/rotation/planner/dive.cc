#include "services/rotation/planner/dive.h"

#include <algorithm>

#include "services/rotation/planner/repair.h"

namespace xf::planner {
namespace {

// Steps of the ascent between decisions.
constexpr int kSteps = 40;
// Who has chosen the same so often decides; and in any case the most decided of so many.
constexpr double kSure = 0.95;
constexpr size_t kOneOf = 10;
// So few decide at once.
constexpr size_t kFew = 20;
// Of the bound: what a step aims at below it.
constexpr double kAim = 0.005;

// How often cadres have chosen which stay, as the ascent's average counts it.
class Shares {
 public:
  explicit Shares(size_t cadres) : of_(cadres) {}

  void Add(const std::vector<int>& cadres, const Relaxation& relaxation, double newest) {
    if (newest >= 1) {
      for (const int c : cadres) of_[static_cast<size_t>(c)].clear();
      scale_ = 1;
    } else {
      scale_ *= 1 - newest;
    }
    for (const int c : cadres) {
      auto& own = of_[static_cast<size_t>(c)];
      const Stay& stay = relaxation.choices[static_cast<size_t>(c)].stay;
      auto found = std::find_if(own.begin(), own.end(), [&](const Share& share) { return share.stay == stay; });
      if (found == own.end()) found = own.insert(own.end(), {stay, 0});
      found->weight += newest / scale_;
    }
  }

  struct Share {
    Stay stay;
    double weight = 0;
  };
  // The stay, or home, that the cadre has chosen most, and how often.
  Share Most(int cadre) const {
    const auto& own = of_[static_cast<size_t>(cadre)];
    const auto most =
        std::max_element(own.begin(), own.end(), [](const Share& a, const Share& b) { return a.weight < b.weight; });
    return most == own.end() ? Share() : Share{most->stay, most->weight * scale_};
  }

 private:
  std::vector<std::vector<Share>> of_;
  double scale_ = 1;  // by which weights have faded since they were added
};

// The room that the plan leaves, by row.
Rows RoomOf(const Model& model, const Assignment& plan) {
  Rows room = ZeroRows(model);
  const size_t slots = static_cast<size_t>(model.slots);
  const auto fill = [&](std::vector<double>& rows, auto room_at) {
    for (size_t i = 0; i < rows.size(); ++i)
      rows[i] = room_at(static_cast<int>(i / slots), static_cast<int>(i % slots));
  };
  fill(room.post, [&](int post, int slot) { return plan.RoomAtPost(post, slot); });
  fill(room.unit, [&](int unit, int slot) { return plan.RoomInUnit(unit, slot); });
  fill(room.host, [&](int host, int slot) { return plan.RoomAtHost(host, slot); });
  return room;
}

// Where no room is left nobody can pay the price.
void CloseFull(const Model& model, const Rows& room, Rows& prices) {
  const double closed = 2 * static_cast<double>(model.largest_score + model.change_penalty) + 1;
  ForEachRow([&](double& price, double left) { price = left > 0 ? price : closed; }, prices, room);
}

// Gives the most decided their stays; those who decide to stay at home, and those who have decided, leave the list.
void Decide(const Shares& shares, std::vector<int>& undecided, Assignment& plan) {
  std::vector<std::pair<double, int>> order;
  for (const int c : undecided) order.push_back({-shares.Most(c).weight, c});
  std::sort(order.begin(), order.end());
  const size_t least = undecided.size() <= kFew ? undecided.size() : undecided.size() / kOneOf + 1;
  undecided.clear();
  for (size_t i = 0; i < order.size(); ++i) {
    const int c = order[i].second;
    const Shares::Share most = shares.Most(c);
    if (i >= least && most.weight < kSure) {
      undecided.push_back(c);
    } else if (most.stay.placed() && plan.Fits(c, most.stay)) {
      plan.Put(c, most.stay);
    } else if (most.stay.placed() && i >= kFew) {
      // Others were quicker: it looks on. Of the first few none does, so that there is an end.
      undecided.push_back(c);
    }
  }
  std::sort(undecided.begin(), undecided.end());
}

}  // namespace

Dived Dive(const Model& model, Pool& pool, const Rows& prices, const Assignment& base, const Meter& meter) {
  Dived dived{.plan = base};
  std::vector<int> undecided;
  for (size_t i = 0; i < model.cadres.size(); ++i) {
    const int c = static_cast<int>(i);
    if (!model.cadres[i].pinned && model.cadres[i].option_count > 0 && !base.at(c).placed()) undecided.push_back(c);
  }
  const double all = static_cast<double>(model.cadres.size());
  double steps = 0;
  Rows now = prices;
  now.change = 0;
  while (!undecided.empty() && !meter.Expired()) {
    const Rows room = RoomOf(model, dived.plan);
    CloseFull(model, room, now);
    Ascent ascent(model, pool, now, undecided, room);
    Shares shares(model.cadres.size());
    shares.Add(undecided, ascent.last(), 1);
    for (int step = 0; step < kSteps && !meter.Expired(); ++step) {
      ascent.Step(ascent.bound() - kAim * std::abs(ascent.bound()));
      shares.Add(undecided, ascent.last(), ascent.newest());
    }
    steps += kSteps * static_cast<double>(undecided.size()) / all;
    now = ascent.prices();
    Decide(shares, undecided, dived.plan);
  }
  Pricing pricing(model);
  pricing.Set(now);
  dived.plan = Repair(pricing, dived.plan);
  dived.steps = static_cast<int64_t>(steps);
  return dived;
}

}  // namespace xf::planner
