// Prices of the rows (post, unit, host × slot, and changes), and what a cadre would choose at them: the Lagrangian
// relaxation of all capacities (Geoffrion: Lagrangean relaxation for integer programming, 1974).
#pragma once

#include <vector>

#include "services/rotation/planner/model.h"
#include "services/rotation/planner/pool.h"

namespace xf::planner {

// Numbers by row, [index × slots + slot], and one for changes: prices, or what is used.
struct Rows {
  std::vector<double> post;
  std::vector<double> unit;
  std::vector<double> host;
  double change = 0;
};

Rows ZeroRows(const Model& model);

// Calls f(a's value, b's value …) for every row of post, unit and host.
template <typename F, typename First, typename... Others>
void ForEachRow(F f, First& first, Others&... others) {
  for (size_t i = 0; i < first.post.size(); ++i) f(first.post[i], others.post[i]...);
  for (size_t i = 0; i < first.unit.size(); ++i) f(first.unit[i], others.unit[i]...);
  for (size_t i = 0; i < first.host.size(); ++i) f(first.host[i], others.host[i]...);
}

// Capacities by row.
Rows Capacities(const Model& model);

struct Choice {
  Stay stay;
  double value = 0;  // gain at the prices; 0 for nowhere
};

// The prices as prefix sums over time, ready to value stays.
class Pricing {
 public:
  explicit Pricing(const Model& model);

  void Set(const Rows& prices);

  // The stay of most value, or nowhere when none is above 0. A pinned cadre stays at the pin whatever the value.
  Choice Best(int cadre) const;

  // Value of one stay.
  double Value(int cadre, const Stay& stay) const;

  // Calls visit(stay, value) for every stay of the cadre whose value is at least `least`.
  template <typename Visit>
  void ForEach(int cadre, double least, Visit visit) const;

  const Rows& prices() const { return prices_; }

  const Model& model() const { return model_; }

 private:
  // Fills `w` such that score + w[start] - w[end] is the value of a stay of the option.
  void Weigh(const Cadre& cadre, const Option& option, double* w) const;
  double Bonus(const Cadre& cadre, const Stay& stay) const {
    return stay == cadre.previous ? static_cast<double>(model_.change_penalty) + prices_.change : 0;
  }

  const Model& model_;
  int width_ = 0;             // slots + 1
  std::vector<double> post_;  // host's prices included
  std::vector<double> unit_;
  Rows prices_;
};

template <typename Visit>
void Pricing::ForEach(int c, double least, Visit visit) const {
  const Cadre& cadre = model_.cadres[static_cast<size_t>(c)];
  std::vector<double> w(static_cast<size_t>(width_));
  for (int o = cadre.first_option; o < cadre.first_option + cadre.option_count; ++o) {
    const Option& option = model_.options[static_cast<size_t>(o)];
    Weigh(cadre, option, w.data());
    for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
      const Run& run = model_.runs[static_cast<size_t>(r)];
      const double score = static_cast<double>(option.Score(run.length));
      for (int start = run.first; start <= run.last; ++start) {
        const Stay stay{o, start, start + run.length};
        const double value =
            score + (w[static_cast<size_t>(start)] - w[static_cast<size_t>(stay.end)]) + Bonus(cadre, stay);
        if (value >= least) visit(stay, value);
      }
    }
  }
}

// An answer to a branch's question about one cadre: whether it is placed at the post with from ≤ start < to.
struct Decision {
  int cadre = 0;
  int post = 0;
  int from = 0;
  int to = 0;
  bool yes = false;

  bool AgreesWith(const Model& model, const Stay& stay) const {
    const bool inside = stay.placed() && model.options[static_cast<size_t>(stay.option)].post == post &&
                        stay.start >= from && stay.start < to;
    return inside == yes;
  }
};

// Everyone's choice at the prices, and the bound that it proves.
struct Relaxation {
  double bound = 0;
  std::vector<Choice> choices;  // by cadre
  Rows usage;                   // of the choices
};

class Relaxer {
 public:
  Relaxer(const Model& model, Pool& pool);
  // Leaves cadres only choices that agree with the decisions.
  void Restrict(std::vector<Decision> decisions);
  // Leaves only these cadres and this room: what a plan that is half made has still to decide. The bound is no proof of
  // anything then.
  void Limit(std::vector<int> cadres, Rows room);
  // Solves the relaxation at the prices. The bound is the least double when a cadre has no choice that agrees.
  const Relaxation& Solve(const Rows& prices);
  const Pricing& pricing() const { return pricing_; }

 private:
  void Count();
  Choice BestAgreeing(int cadre) const;

  const Model& model_;
  Pool& pool_;
  std::vector<int> cadres_;  // who chooses
  std::vector<Decision> decisions_;
  std::vector<bool> restricted_;  // by cadre; empty: nobody
  Rows capacities_;
  Pricing pricing_;
  Relaxation result_;
};

// What the prices prove beside everyone's choice: Σ price × capacity, and the terms of changes.
double PriceOfRows(const Model& model, const Rows& capacities, const Rows& prices);

// Adds `by` to the rows that the stay occupies.
void Occupy(const Model& model, int cadre, const Stay& stay, double by, Rows& usage);

}  // namespace xf::planner
