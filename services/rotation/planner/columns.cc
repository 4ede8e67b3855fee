#include "services/rotation/planner/columns.h"

#include <algorithm>
#include <limits>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace xf::planner {
namespace {

enum class Kind : uint8_t { kPost, kUnit, kHost };

// Calls f(kind, index, slot) for each row that the stay occupies.
template <typename F>
void ForEachCell(const Model& model, int c, const Stay& stay, F f) {
  const int post = model.options[static_cast<size_t>(stay.option)].post;
  const int host = model.posts[static_cast<size_t>(post)].host;
  const int unit = model.cadres[static_cast<size_t>(c)].unit;
  for (int t = stay.start; t < stay.end; ++t) f(Kind::kPost, post, t);
  if (host >= 0) {
    for (int t = stay.start; t < stay.end; ++t) f(Kind::kHost, host, t);
  }
  if (unit >= 0) {
    for (int t = stay.start; t < stay.end; ++t) f(Kind::kUnit, unit, t);
  }
}

int Room(const Assignment& plan, Kind kind, int index, int slot) {
  if (kind == Kind::kPost) return plan.RoomAtPost(index, slot);
  return kind == Kind::kHost ? plan.RoomAtHost(index, slot) : plan.RoomInUnit(index, slot);
}

double Price(const Rows& prices, const Model& model, Kind kind, int index, int slot) {
  const size_t row = static_cast<size_t>(index) * static_cast<size_t>(model.slots) + static_cast<size_t>(slot);
  if (kind == Kind::kPost) return prices.post[row];
  return kind == Kind::kHost ? prices.host[row] : prices.unit[row];
}

int64_t KeyOf(const Model& model, Kind kind, int index, int slot) {
  return (static_cast<int64_t>(index) * model.slots + slot) * 3 + static_cast<int>(kind);
}

// A row of the program: its room and the free cadres whose columns need it.
struct Cell {
  int room = 0;
  int users = 0;
  int last_user = -1;
  int row = -1;
};

}  // namespace

ColumnSet SelectColumns(const Pricing& pricing, const Assignment& others, const std::vector<int>& free,
                        const std::vector<Stay>& now, int most) {
  const Model& model = pricing.model();
  ColumnSet set;
  std::vector<std::vector<Column>> all(free.size());
  std::vector<double> best(free.size(), 0);
  // What the free cadres can gain at most: what their values add up to, and the worth of the room that they may use.
  double most_gain = -pricing.prices().change * (model.MustKeep() - others.kept());
  double present = 0;
  absl::flat_hash_set<int64_t> seen;
  for (size_t i = 0; i < free.size(); ++i) {
    const int c = free[i];
    present += static_cast<double>(model.Gain(c, now[i]));
    pricing.ForEach(c, -std::numeric_limits<double>::max(), [&](const Stay& stay, double value) {
      ++set.work;
      const int64_t gain = model.Gain(c, stay);
      if ((gain <= 0 && stay != model.cadres[static_cast<size_t>(c)].previous) || !others.Fits(c, stay)) return;
      best[i] = std::max(best[i], value);
      all[i].push_back({static_cast<int>(i), stay, gain, value});
    });
    most_gain += best[i];
    for (const Column& column : all[i]) {
      ForEachCell(model, c, column.stay, [&](Kind kind, int index, int slot) {
        if (!seen.insert(KeyOf(model, kind, index, slot)).second) return;
        most_gain += Price(pricing.prices(), model, kind, index, slot) * Room(others, kind, index, slot);
      });
    }
  }
  set.loss = most_gain - present;
  for (size_t i = 0; i < free.size(); ++i) {
    std::sort(all[i].begin(), all[i].end(), [](const Column& a, const Column& b) { return a.value > b.value; });
    int taken = 0;
    for (const Column& column : all[i]) {
      // A plan with this column loses at least so much; better than now is a whole point of gain.
      if (best[i] - column.value > set.loss - 1 + 1e-6) break;
      if (taken++ >= most) {
        set.complete = false;
        break;
      }
      set.columns.push_back(column);
    }
  }
  return set;
}

Rowing MakeRows(const Model& model, const Assignment& others, const std::vector<int>& free, const ColumnSet& set,
                std::vector<Linear::Row>& limits) {
  limits.assign(free.size(), {1, false, false});
  absl::flat_hash_map<int64_t, Cell> cells;
  for (const Column& column : set.columns) {
    ForEachCell(model, free[static_cast<size_t>(column.owner)], column.stay, [&](Kind kind, int index, int slot) {
      Cell& cell = cells[KeyOf(model, kind, index, slot)];
      if (cell.last_user == column.owner) return;
      cell.last_user = column.owner;
      ++cell.users;
      cell.room = Room(others, kind, index, slot);
    });
  }
  // Relatives among the free cadres: in a slot, the two take one place between them. [pair, place, slot] -> row.
  absl::flat_hash_map<int, int> position;
  for (size_t i = 0; i < free.size(); ++i) position[free[i]] = static_cast<int>(i);
  std::map<std::pair<int64_t, int64_t>, int> together;
  int budget_row = -1;
  if (others.kept() < model.MustKeep()) {
    budget_row = static_cast<int>(limits.size());
    limits.push_back({static_cast<double>(model.MustKeep() - others.kept()), true, false});
  }
  Rowing rowing;
  for (const Column& column : set.columns) {
    rowing.starts.push_back(static_cast<int>(rowing.rows.size()));
    rowing.rows.push_back(column.owner);
    const int c = free[static_cast<size_t>(column.owner)];
    ForEachCell(model, c, column.stay, [&](Kind kind, int index, int slot) {
      Cell& cell = cells[KeyOf(model, kind, index, slot)];
      if (cell.users <= cell.room) return;
      if (cell.row < 0) {
        cell.row = static_cast<int>(limits.size());
        limits.push_back({static_cast<double>(cell.room), false, false});
      }
      rowing.rows.push_back(cell.row);
    });
    if (budget_row >= 0 && column.stay == model.cadres[static_cast<size_t>(c)].previous)
      rowing.rows.push_back(budget_row);
    for (const int relative : model.conflicts[static_cast<size_t>(c)]) {
      const auto other = position.find(relative);
      if (other == position.end()) continue;
      const int64_t pair = static_cast<int64_t>(std::min(c, relative)) * static_cast<int64_t>(model.cadres.size()) +
                           std::max(c, relative);
      const int64_t place =
          model.posts[static_cast<size_t>(model.options[static_cast<size_t>(column.stay.option)].post)].place;
      for (int t = column.stay.start; t < column.stay.end; ++t) {
        const auto [found, added] =
            together.try_emplace({pair, place * model.slots + t}, static_cast<int>(limits.size()));
        if (added) limits.push_back({1, false, false});
        rowing.rows.push_back(found->second);
      }
    }
  }
  rowing.starts.push_back(static_cast<int>(rowing.rows.size()));
  return rowing;
}

}  // namespace xf::planner
