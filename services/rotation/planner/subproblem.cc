#include "services/rotation/planner/subproblem.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/rotation/planner/columns.h"
#include "services/rotation/planner/linear.h"

namespace xf::planner {
namespace {

constexpr double kIntegral = 1e-6;
constexpr double kNearlyOne = 0.95;
constexpr int kManyFractional = 20;

class Search {
 public:
  Search(const Pricing& pricing, const Assignment& now, const std::vector<int>& free, const Limits& limits,
         const Meter* meter)
      : model_(pricing.model()), others_(now), free_(free), limits_(limits), meter_(meter) {
    for (const int c : free) {
      answer_.stays.push_back(now.at(c));
      best_ += model_.Gain(c, now.at(c));
      others_.Take(c);
    }
    set_ = SelectColumns(pricing, others_, free, answer_.stays, limits.columns_per_cadre);
    answer_.work = set_.work / 6;
  }

  Answer Run() {
    if (set_.columns.empty()) {
      answer_.exhausted = set_.complete;
      return std::move(answer_);
    }
    std::vector<Linear::Row> rows;
    const Rowing rowing = MakeRows(model_, others_, free_, set_, rows);
    double largest = 1;
    for (const Column& column : set_.columns) largest = std::max(largest, std::abs(static_cast<double>(column.gain)));
    Linear linear(rows, 1000 / largest);
    std::vector<double> gains;
    for (const Column& column : set_.columns) gains.push_back(static_cast<double>(column.gain));
    linear.AddColumns(gains, rowing.starts, rowing.rows);
    linear_ = &linear;
    const bool whole = Explore(0);
    answer_.exhausted = whole && set_.complete;
    answer_.work += (linear.iterations() * (20 + static_cast<int64_t>(rows.size()) / 4)) / 6;
    return std::move(answer_);
  }

 private:
  // Searches below the present bounds. False when it had to stop early.
  bool Explore(int depth) {
    if (meter_ != nullptr && meter_->Expired()) answer_.expired = true;
    if (answer_.expired || nodes_++ >= limits_.nodes || linear_->iterations() > limits_.iterations || depth > 200)
      return false;
    if (!linear_->Solve(5000)) return linear_->iterations() <= limits_.iterations;
    // Scores are integers: only a whole point more is better.
    if (linear_->objective() < static_cast<double>(best_) + 1 - 1e-4) return true;
    const int split = MostDecided();
    if (split < 0) {
      Accept();
      return true;
    }
    Round();
    // Yes first: a dive finds plans soon, and sooner when it takes along what is nearly decided.
    const std::vector<int> along = Decided(split);
    for (const int j : along) linear_->SetLower(j, 1);
    bool whole = Explore(depth + 1) && along.size() == 1;
    for (const int j : along) linear_->SetLower(j, 0);
    linear_->SetUpper(split, 0);
    whole = Explore(depth + 1) && whole;
    linear_->SetUpper(split, 1);
    return whole;
  }

  // The column to split by and, where many are fractional, all that are nearly 1.
  std::vector<int> Decided(int split) const {
    std::vector<int> along = {split}, near;
    int fractional = 0;
    for (size_t j = 0; j < set_.columns.size(); ++j) {
      const double value = linear_->value(static_cast<int>(j));
      if (value > kIntegral && value < 1 - kIntegral) ++fractional;
      if (value > kNearlyOne && static_cast<int>(j) != split) near.push_back(static_cast<int>(j));
    }
    if (fractional > kManyFractional) along.insert(along.end(), near.begin(), near.end());
    return along;
  }

  // The fractional column nearest to 1; -1: all are whole.
  int MostDecided() const {
    int best = -1;
    double most = kIntegral;
    for (size_t j = 0; j < set_.columns.size(); ++j) {
      const double value = linear_->value(static_cast<int>(j));
      if (value <= most || value >= 1 - kIntegral) continue;
      most = value;
      best = static_cast<int>(j);
    }
    return best;
  }

  void Accept() {
    std::vector<Stay> stays(free_.size());
    for (size_t j = 0; j < set_.columns.size(); ++j) {
      if (linear_->value(static_cast<int>(j)) > 0.5)
        stays[static_cast<size_t>(set_.columns[j].owner)] = set_.columns[j].stay;
    }
    Offer(stays);
  }

  // A plan from a fractional solution: largest values first, as long as they fit.
  void Round() {
    std::vector<std::pair<double, int>> order;
    for (size_t j = 0; j < set_.columns.size(); ++j) {
      const double value = linear_->value(static_cast<int>(j));
      if (value > 0.01) order.push_back({-value, static_cast<int>(j)});
    }
    std::sort(order.begin(), order.end());
    std::vector<Stay> stays(free_.size());
    const auto take = [&](const Column& column) {
      const int c = free_[static_cast<size_t>(column.owner)];
      Stay& stay = stays[static_cast<size_t>(column.owner)];
      if (stay.placed() || !others_.Fits(c, column.stay)) return;
      others_.Put(c, column.stay);
      stay = column.stay;
    };
    for (const auto& [value, j] : order) take(set_.columns[static_cast<size_t>(j)]);
    for (const Column& column : set_.columns) take(column);
    if (others_.WithinBudget()) Offer(stays);
    for (const int c : free_) others_.Take(c);
  }

  void Offer(const std::vector<Stay>& stays) {
    int64_t gain = 0;
    for (size_t i = 0; i < free_.size(); ++i) gain += model_.Gain(free_[i], stays[i]);
    if (gain <= best_) return;
    best_ = gain;
    answer_.stays = stays;
    answer_.improved = true;
  }

  const Model& model_;
  Assignment others_;  // without the free cadres, but while a rounding is tried
  const std::vector<int>& free_;
  const Limits limits_;
  const Meter* meter_;
  ColumnSet set_;
  Linear* linear_ = nullptr;
  int64_t best_ = 0;
  int nodes_ = 0;
  Answer answer_;
};

}  // namespace

Answer Improve(const Pricing& pricing, const Assignment& now, const std::vector<int>& free, const Limits& limits,
               const Meter* meter) {
  return Search(pricing, now, free, limits, meter).Run();
}

}  // namespace xf::planner
