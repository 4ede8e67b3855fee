#include "services/rotation/planner/certificate.h"

#include <algorithm>
#include <cmath>

namespace xf::planner {
namespace {

// More than any stay gains: everyone's price where there is no room.
double ClosedPrice(const Model& model, const Rows& prices) {
  return static_cast<double>(model.largest_score + model.change_penalty) + std::ceil(prices.change) + 1;
}

}  // namespace

Rows Rounded(const Model& model, Rows prices) {
  // Everything that a checker adds up is below `most` in size.
  double most = 4 * ClosedPrice(model, prices) * model.slots;
  const double penalty = static_cast<double>(model.change_penalty) + prices.change + 1;
  most += 2 * penalty * (model.previous_count + 1);
  for (const Cadre& cadre : model.cadres) {
    double largest = 0;
    for (int o = cadre.first_option; o < cadre.first_option + cadre.option_count; ++o) {
      const Option& option = model.options[static_cast<size_t>(o)];
      for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
        largest =
            std::max(largest, std::abs(static_cast<double>(option.Score(model.runs[static_cast<size_t>(r)].length))));
      }
    }
    most += largest;
  }
  const Rows capacities = Capacities(model);
  ForEachRow([&](double price, double capacity) { most += price * (capacity + 1); }, prices, capacities);
  const double grain = std::ldexp(1.0, std::max(std::ilogb(most) + 2 - 52, -30));
  const auto round = [&](double& price) { price = std::round(price / grain) * grain; };
  ForEachRow(round, prices);
  round(prices.change);
  return prices;
}

RotationPlan::Certificate::Node Leaf(const RotationProblem& problem, const Model& model, const Rows& prices) {
  RotationPlan::Certificate::Node leaf;
  const size_t slots = static_cast<size_t>(model.slots);
  const double closed = ClosedPrice(model, prices);
  const auto price_of = [&](const std::vector<double>& rows, size_t index, size_t slot, bool no_room) {
    return no_room && model.has_closed_rows ? closed : rows[index * slots + slot];
  };
  for (size_t slot = 0; slot < slots; ++slot) {
    for (size_t p = 0; p < model.posts.size(); ++p) {
      const double price = price_of(prices.post, p, slot, model.posts[p].capacity == 0);
      if (price == 0) continue;
      auto* made = leaf.add_post_prices();
      made->set_post_id(problem.posts(static_cast<int>(p)).post_id());
      made->set_slot(static_cast<int>(slot));
      made->set_price(price);
    }
    for (size_t u = 0; u < model.units.size(); ++u) {
      const double price = price_of(prices.unit, u, slot, model.units[u] == 0);
      if (price == 0) continue;
      auto* made = leaf.add_unit_prices();
      made->set_unit_id(problem.units(static_cast<int>(u)).unit_id());
      made->set_slot(static_cast<int>(slot));
      made->set_price(price);
    }
    for (size_t h = 0; h < model.hosts.size(); ++h) {
      const double price = price_of(prices.host, h, slot, model.hosts[h] == 0);
      if (price == 0) continue;
      auto* made = leaf.add_host_prices();
      made->set_host_id(problem.hosts(static_cast<int>(h)).host_id());
      made->set_slot(static_cast<int>(slot));
      made->set_price(price);
    }
  }
  leaf.set_change_price(prices.change);
  return leaf;
}

}  // namespace xf::planner
