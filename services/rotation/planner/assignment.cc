#include "services/rotation/planner/assignment.h"

#include <algorithm>

namespace xf::planner {
namespace {

std::vector<int> Spread(int count, int slots, auto room_of) {
  std::vector<int> rooms;
  rooms.reserve(static_cast<size_t>(count) * static_cast<size_t>(slots));
  for (int i = 0; i < count; ++i)
    rooms.insert(rooms.end(), static_cast<size_t>(slots), room_of(static_cast<size_t>(i)));
  return rooms;
}

}  // namespace

bool Meet(const Model& model, const Stay& a, const Stay& b) {
  if (!a.placed() || !b.placed() || a.start >= b.end || b.start >= a.end) return false;
  const auto place = [&](const Stay& stay) {
    return model.posts[static_cast<size_t>(model.options[static_cast<size_t>(stay.option)].post)].place;
  };
  return place(a) == place(b);
}

Assignment::Assignment(const Model& model)
    : model_(&model), stays_(model.cadres.size()), objective_(model.EmptyObjective()) {
  post_ = Spread(static_cast<int>(model.posts.size()), model.slots, [&](size_t i) { return model.posts[i].capacity; });
  host_ = Spread(static_cast<int>(model.hosts.size()), model.slots, [&](size_t i) { return model.hosts[i]; });
  unit_ = Spread(static_cast<int>(model.units.size()), model.slots, [&](size_t i) { return model.units[i]; });
  for (size_t c = 0; c < model.cadres.size(); ++c) {
    const Cadre& cadre = model.cadres[c];
    if (!cadre.pinned) continue;
    if (cadre.option_count == 0) {
      pins_fit_ = false;
      continue;
    }
    const Run& run = model.runs[static_cast<size_t>(model.options[static_cast<size_t>(cadre.first_option)].first_run)];
    const Stay stay{cadre.first_option, run.first, run.first + run.length};
    if (Fits(static_cast<int>(c), stay)) {
      Put(static_cast<int>(c), stay);
    } else {
      pins_fit_ = false;
    }
  }
}

bool Assignment::HasRoom(int c, const Stay& stay) const {
  const int post = model_->options[static_cast<size_t>(stay.option)].post;
  const int host = model_->posts[static_cast<size_t>(post)].host;
  const int unit = model_->cadres[static_cast<size_t>(c)].unit;
  const auto all_positive = [&](const std::vector<int>& rooms, int index) {
    const int* row = rooms.data() + Row(index, 0);
    return std::all_of(row + stay.start, row + stay.end, [](int room) { return room > 0; });
  };
  return all_positive(post_, post) && (host < 0 || all_positive(host_, host)) &&
         (unit < 0 || all_positive(unit_, unit));
}

bool Assignment::MeetsRelative(int c, const Stay& stay) const {
  const auto& relatives = model_->conflicts[static_cast<size_t>(c)];
  return std::any_of(relatives.begin(), relatives.end(), [&](int other) { return Meet(*model_, stay, at(other)); });
}

void Assignment::Put(int cadre, const Stay& stay) {
  stays_[static_cast<size_t>(cadre)] = stay;
  Use(cadre, stay, 1);
}

void Assignment::Take(int cadre) {
  Stay& stay = stays_[static_cast<size_t>(cadre)];
  if (!stay.placed()) return;
  Use(cadre, stay, -1);
  stay = {};
}

void Assignment::Use(int c, const Stay& stay, int by) {
  const int post = model_->options[static_cast<size_t>(stay.option)].post;
  const int host = model_->posts[static_cast<size_t>(post)].host;
  const Cadre& cadre = model_->cadres[static_cast<size_t>(c)];
  for (int t = stay.start; t < stay.end; ++t) post_[Row(post, t)] -= by;
  if (host >= 0) {
    for (int t = stay.start; t < stay.end; ++t) host_[Row(host, t)] -= by;
  }
  if (cadre.unit >= 0) {
    for (int t = stay.start; t < stay.end; ++t) unit_[Row(cadre.unit, t)] -= by;
  }
  objective_ += by * model_->Gain(c, stay);
  if (stay == cadre.previous) kept_ += by;
}

void Apply(const std::vector<int>& cadres, const std::vector<Stay>& stays, Assignment& plan) {
  const int64_t objective = plan.objective();
  std::vector<Stay> before;
  for (const int c : cadres) {
    before.push_back(plan.at(c));
    plan.Take(c);
  }
  bool fits = true;
  for (size_t i = 0; i < cadres.size() && fits; ++i) {
    if (!stays[i].placed()) continue;
    fits = plan.Fits(cadres[i], stays[i]);
    if (fits) plan.Put(cadres[i], stays[i]);
  }
  if (fits && plan.objective() > objective && plan.WithinBudget()) return;
  for (const int c : cadres) plan.Take(c);
  for (size_t i = 0; i < cadres.size(); ++i) {
    if (before[i].placed()) plan.Put(cadres[i], before[i]);
  }
}

}  // namespace xf::planner
