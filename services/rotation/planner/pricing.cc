#include "services/rotation/planner/pricing.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace xf::planner {

Rows ZeroRows(const Model& model) {
  const size_t slots = static_cast<size_t>(model.slots);
  Rows rows;
  rows.post.assign(model.posts.size() * slots, 0);
  rows.unit.assign(model.units.size() * slots, 0);
  rows.host.assign(model.hosts.size() * slots, 0);
  return rows;
}

Rows Capacities(const Model& model) {
  Rows rows = ZeroRows(model);
  const size_t slots = static_cast<size_t>(model.slots);
  for (size_t i = 0; i < rows.post.size(); ++i) rows.post[i] = model.posts[i / slots].capacity;
  for (size_t i = 0; i < rows.unit.size(); ++i) rows.unit[i] = model.units[i / slots];
  for (size_t i = 0; i < rows.host.size(); ++i) rows.host[i] = model.hosts[i / slots];
  return rows;
}

Pricing::Pricing(const Model& model) : model_(model), width_(model.slots + 1), prices_(ZeroRows(model)) {
  post_.assign(model.posts.size() * static_cast<size_t>(width_), 0);
  unit_.assign(model.units.size() * static_cast<size_t>(width_), 0);
}

void Pricing::Set(const Rows& prices) {
  const size_t slots = static_cast<size_t>(model_.slots);
  for (size_t p = 0; p < model_.posts.size(); ++p) {
    double* sums = &post_[p * (slots + 1)];
    const double* own = &prices.post[p * slots];
    const int host = model_.posts[p].host;
    const double* shared = host < 0 ? nullptr : &prices.host[static_cast<size_t>(host) * slots];
    for (size_t t = 0; t < slots; ++t) sums[t + 1] = sums[t] + own[t] + (shared != nullptr ? shared[t] : 0);
  }
  for (size_t u = 0; u < model_.units.size(); ++u) {
    double* sums = &unit_[u * (slots + 1)];
    for (size_t t = 0; t < slots; ++t) sums[t + 1] = sums[t] + prices.unit[u * slots + t];
  }
  prices_ = prices;
}

void Pricing::Weigh(const Cadre& cadre, const Option& option, double* w) const {
  const double* post = &post_[static_cast<size_t>(option.post) * static_cast<size_t>(width_)];
  if (cadre.unit < 0) {
    std::copy(post, post + width_, w);
  } else {
    const double* unit = &unit_[static_cast<size_t>(cadre.unit) * static_cast<size_t>(width_)];
    for (int t = 0; t < width_; ++t) w[t] = post[t] + unit[t];
  }
}

double Pricing::Value(int c, const Stay& stay) const {
  if (!stay.placed()) return 0;
  const Cadre& cadre = model_.cadres[static_cast<size_t>(c)];
  const Option& option = model_.options[static_cast<size_t>(stay.option)];
  const size_t width = static_cast<size_t>(width_), start = static_cast<size_t>(stay.start),
               end = static_cast<size_t>(stay.end);
  const double* post = &post_[static_cast<size_t>(option.post) * width];
  double value = static_cast<double>(model_.Score(stay)) + post[start] - post[end] + Bonus(cadre, stay);
  if (cadre.unit >= 0) {
    const double* unit = &unit_[static_cast<size_t>(cadre.unit) * width];
    value += unit[start] - unit[end];
  }
  return value;
}

Choice Pricing::Best(int c) const {
  const Cadre& cadre = model_.cadres[static_cast<size_t>(c)];
  double best = cadre.pinned ? -std::numeric_limits<double>::max() : 0;
  int best_option = -1, best_run = -1;
  double local[64];
  std::vector<double> large;
  double* w = local;
  if (width_ > 64) {
    large.resize(static_cast<size_t>(width_));
    w = large.data();
  }
  const Option* options = model_.options.data();
  const Run* runs = model_.runs.data();
  for (int o = cadre.first_option; o < cadre.first_option + cadre.option_count; ++o) {
    const Option& option = options[o];
    Weigh(cadre, option, w);
    for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
      const double* from = w + runs[r].first;
      const double* to = from + runs[r].length;
      const int count = runs[r].last - runs[r].first + 1;
      double top = from[0] - to[0];
      for (int i = 1; i < count; ++i) top = std::max(top, from[i] - to[i]);
      top += static_cast<double>(option.Score(runs[r].length));
      if (top <= best) continue;
      best = top;
      best_run = r;
      best_option = o;
    }
  }
  Choice choice;
  if (best_option >= 0) {
    const Run& run = runs[best_run];
    Weigh(cadre, options[best_option], w);
    double most = -std::numeric_limits<double>::max();
    for (int start = run.first; start <= run.last; ++start) {
      const double value = w[start] - w[start + run.length];
      if (value <= most) continue;
      most = value;
      choice.stay = {best_option, start, start + run.length};
    }
    choice.value = best;
  }
  if (cadre.previous.placed()) {
    const double kept = Value(c, cadre.previous);
    if (choice.stay == cadre.previous || kept > choice.value) choice = {cadre.previous, kept};
  }
  return choice;
}

Relaxer::Relaxer(const Model& model, Pool& pool)
    : model_(model), pool_(pool), cadres_(model.cadres.size()), capacities_(Capacities(model)), pricing_(model) {
  std::iota(cadres_.begin(), cadres_.end(), 0);
  result_.choices.resize(model.cadres.size());
  result_.usage = ZeroRows(model);
}

const Relaxation& Relaxer::Solve(const Rows& prices) {
  pricing_.Set(prices);
  const int64_t cadres = static_cast<int64_t>(cadres_.size());
  const int parts = static_cast<int>(std::clamp<int64_t>(cadres / 500, 1, 8));
  pool_.Run(parts, [&](int part) {
    for (int64_t i = cadres * part / parts; i < cadres * (part + 1) / parts; ++i) {
      const int c = cadres_[static_cast<size_t>(i)];
      const size_t at = static_cast<size_t>(c);
      result_.choices[at] = !restricted_.empty() && restricted_[at] ? BestAgreeing(c) : pricing_.Best(c);
    }
  });
  result_.bound = PriceOfRows(model_, capacities_, prices);
  for (const int c : cadres_) result_.bound += result_.choices[static_cast<size_t>(c)].value;
  Count();
  return result_;
}

void Relaxer::Restrict(std::vector<Decision> decisions) {
  decisions_ = std::move(decisions);
  restricted_.assign(decisions_.empty() ? 0 : model_.cadres.size(), false);
  for (const Decision& decision : decisions_) restricted_[static_cast<size_t>(decision.cadre)] = true;
}

void Relaxer::Limit(std::vector<int> cadres, Rows room) {
  cadres_ = std::move(cadres);
  capacities_ = std::move(room);
}

Choice Relaxer::BestAgreeing(int c) const {
  const auto agrees = [&](const Stay& stay) {
    return std::all_of(decisions_.begin(), decisions_.end(), [&](const Decision& decision) {
      return decision.cadre != c || decision.AgreesWith(model_, stay);
    });
  };
  Choice best{{}, -std::numeric_limits<double>::max()};
  if (!model_.cadres[static_cast<size_t>(c)].pinned && agrees({})) best.value = 0;
  pricing_.ForEach(c, -std::numeric_limits<double>::max(), [&](const Stay& stay, double value) {
    if (value > best.value && agrees(stay)) best = {stay, value};
  });
  return best;
}

void Relaxer::Count() {
  Rows& usage = result_.usage;
  ForEachRow([](double& used) { used = 0; }, usage);
  usage.change = 0;
  for (const int c : cadres_) Occupy(model_, c, result_.choices[static_cast<size_t>(c)].stay, 1, usage);
}

double PriceOfRows(const Model& model, const Rows& capacities, const Rows& prices) {
  double sum = static_cast<double>(model.EmptyObjective());
  ForEachRow([&](double capacity, double price) { sum += capacity * price; }, capacities, prices);
  if (model.has_budget) sum -= prices.change * model.MustKeep();
  return sum;
}

void Occupy(const Model& model, int c, const Stay& stay, double by, Rows& usage) {
  if (!stay.placed()) return;
  const size_t slots = static_cast<size_t>(model.slots);
  const int post = model.options[static_cast<size_t>(stay.option)].post;
  const int host = model.posts[static_cast<size_t>(post)].host;
  const Cadre& cadre = model.cadres[static_cast<size_t>(c)];
  double* at_post = &usage.post[static_cast<size_t>(post) * slots];
  for (int t = stay.start; t < stay.end; ++t) at_post[t] += by;
  if (host >= 0) {
    double* at_host = &usage.host[static_cast<size_t>(host) * slots];
    for (int t = stay.start; t < stay.end; ++t) at_host[t] += by;
  }
  if (cadre.unit >= 0) {
    double* away = &usage.unit[static_cast<size_t>(cadre.unit) * slots];
    for (int t = stay.start; t < stay.end; ++t) away[t] += by;
  }
  if (stay == cadre.previous) usage.change += by;
}

}  // namespace xf::planner
