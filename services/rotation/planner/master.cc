#include "services/rotation/planner/master.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xf::planner {
namespace {

// Columns of a cadre to begin with, and rounds of pricing after which it is good enough.
constexpr int kFirstColumns = 25;
constexpr int kRounds = 60;
constexpr int kIterations = 50'000;

}  // namespace

Master::Master(const Model& model, Pool& pool, const Rows& prices)
    : model_(model), relaxer_(model, pool), columns_of_(model.cadres.size()) {
  std::vector<Linear::Row> rows;
  for (const Cadre& cadre : model.cadres) rows.push_back({1, false, cadre.pinned});
  const Rows capacities = Capacities(model);
  ForEachRow([&](double capacity) { rows.push_back({capacity, false, false}); }, capacities);
  if (model.has_budget) {
    budget_row_ = static_cast<int>(rows.size());
    rows.push_back({static_cast<double>(model.MustKeep()), true, false});
  }
  linear_ = std::make_unique<Linear>(rows, 1000 / std::max(1.0, static_cast<double>(model.largest_score)));
  Pricing pricing(model);
  pricing.Set(prices);
  std::vector<MasterColumn> first;
  for (size_t i = 0; i < model.cadres.size(); ++i) {
    const int c = static_cast<int>(i);
    std::vector<std::pair<double, Stay>> near;
    pricing.ForEach(c, -std::numeric_limits<double>::max(), [&](const Stay& stay, double value) {
      near.push_back({-value, stay});
    });
    const size_t count = std::min<size_t>(kFirstColumns, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t k = 0; k < count; ++k) first.push_back({c, near[k].second});
    if (model.cadres[i].previous.placed()) first.push_back({c, model.cadres[i].previous});
  }
  Add(first);
}

int Master::Add(const std::vector<MasterColumn>& columns) {
  std::vector<double> gains;
  std::vector<int> starts, rows;
  for (const MasterColumn& column : columns) {
    const int64_t key =
        (int64_t{column.stay.option} * (model_.slots + 1) + column.stay.start) * (model_.slots + 1) + column.stay.end;
    if (!known_.try_emplace(key, static_cast<int>(columns_.size())).second) continue;
    columns_of_[static_cast<size_t>(column.cadre)].push_back(static_cast<int>(columns_.size()));
    columns_.push_back(column);
    gains.push_back(static_cast<double>(model_.Gain(column.cadre, column.stay)));
    starts.push_back(static_cast<int>(rows.size()));
    const std::vector<int> own = RowsOf(column);
    rows.insert(rows.end(), own.begin(), own.end());
  }
  starts.push_back(static_cast<int>(rows.size()));
  linear_->AddColumns(gains, starts, rows);
  return static_cast<int>(gains.size());
}

std::vector<int> Master::RowsOf(const MasterColumn& column) const {
  const int post = model_.options[static_cast<size_t>(column.stay.option)].post;
  const int host = model_.posts[static_cast<size_t>(post)].host;
  const Cadre& cadre = model_.cadres[static_cast<size_t>(column.cadre)];
  const int posts = static_cast<int>(model_.cadres.size());
  const int units = posts + static_cast<int>(model_.posts.size()) * model_.slots;
  const int hosts = units + static_cast<int>(model_.units.size()) * model_.slots;
  std::vector<int> rows = {column.cadre};
  for (int t = column.stay.start; t < column.stay.end; ++t) {
    rows.push_back(posts + post * model_.slots + t);
    if (cadre.unit >= 0) rows.push_back(units + cadre.unit * model_.slots + t);
    if (host >= 0) rows.push_back(hosts + host * model_.slots + t);
  }
  if (budget_row_ >= 0 && column.stay == cadre.previous) rows.push_back(budget_row_);
  return rows;
}

void Master::Impose(const std::vector<Decision>& decisions) {
  for (const int j : shut_) linear_->SetUpper(j, 1);
  for (const int c : placed_) linear_->SetRowLower(c, -std::numeric_limits<double>::max());
  shut_.clear();
  placed_.clear();
  for (const Decision& decision : decisions) {
    for (const int j : columns_of_[static_cast<size_t>(decision.cadre)]) {
      if (decision.AgreesWith(model_, columns_[static_cast<size_t>(j)].stay)) continue;
      linear_->SetUpper(j, 0);
      shut_.push_back(j);
    }
    if (!decision.yes || model_.cadres[static_cast<size_t>(decision.cadre)].pinned) continue;
    linear_->SetRowLower(decision.cadre, 1);
    placed_.push_back(decision.cadre);
  }
}

Rows Master::Prices() const {
  Rows prices = ZeroRows(model_);
  int row = static_cast<int>(model_.cadres.size());
  ForEachRow([&](double& price) { price = std::max(0.0, linear_->price(row++)); }, prices);
  if (budget_row_ >= 0) prices.change = std::max(0.0, -linear_->price(budget_row_));
  return prices;
}

Master::Solution Master::Solve(const std::vector<Decision>& decisions, double enough) {
  Solution solution{.shares = Sway(model_)};
  solution.bound = std::numeric_limits<double>::max();
  relaxer_.Restrict(decisions);
  // Whoever is placed by decision can choose among all that agree, so that the program has a solution if there is one.
  std::vector<MasterColumn> columns;
  for (const Decision& decision : decisions) {
    if (!decision.yes) continue;
    relaxer_.pricing().ForEach(decision.cadre, -std::numeric_limits<double>::max(), [&](const Stay& stay, double) {
      if (decision.AgreesWith(model_, stay)) columns.push_back({decision.cadre, stay});
    });
  }
  Add(columns);
  for (int round = 0; round < kRounds; ++round) {
    Impose(decisions);
    if (!linear_->Solve(kIterations)) return solution;
    const Rows prices = Prices();
    const Relaxation& relaxation = relaxer_.Solve(prices);
    ++relaxations_;
    if (relaxation.bound < solution.bound) {
      solution.bound = relaxation.bound;
      solution.prices = prices;
    }
    if (solution.bound < enough) break;
    columns.clear();
    for (size_t c = 0; c < relaxation.choices.size(); ++c) {
      const Choice& choice = relaxation.choices[c];
      if (choice.stay.placed()) columns.push_back({static_cast<int>(c), choice.stay});
    }
    if (Add(columns) == 0) break;
  }
  solution.found = true;
  for (size_t j = 0; j < columns_.size(); ++j) {
    const double share = linear_->value(static_cast<int>(j));
    if (share > 1e-6) solution.shares.Add(columns_[j].cadre, columns_[j].stay, share);
    if (share > 0.5) solution.likely.push_back({columns_[j].cadre, columns_[j].stay});
  }
  return solution;
}

int64_t Master::work() const {
  return linear_->iterations() * (20 + static_cast<int64_t>(columns_.size()) / 50) +
         relaxations_ * (model_.CountTriples() / 500);
}

}  // namespace xf::planner
