#include "services/ctl/sample/shares.h"

#include <algorithm>
#include <numeric>

namespace xf::sample {
namespace {

// 0, 1, …, count - 1, ordered by `before`; equal ones keep their order.
template <typename Before>
std::vector<size_t> Ordered(size_t count, Before before) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), before);
  return order;
}

}  // namespace

std::vector<int> Split(int total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> parts;
  std::vector<double> remainders;
  for (const double weight : weights) {
    const double exact = sum > 0 ? total * weight / sum : 0;
    parts.push_back(static_cast<int>(exact));
    remainders.push_back(exact - parts.back());
  }
  int left = total - std::accumulate(parts.begin(), parts.end(), 0);
  for (const size_t i : Ordered(parts.size(), [&](size_t a, size_t b) { return remainders[a] > remainders[b]; })) {
    if (left-- <= 0) break;
    ++parts[i];
  }
  return parts;
}

std::vector<int> AssignByRank(const std::vector<double>& scores, const std::vector<int>& counts) {
  std::vector<int> categories(scores.size());
  const std::vector<size_t> order = Ordered(scores.size(), [&](size_t a, size_t b) { return scores[a] < scores[b]; });
  size_t next = 0;
  for (size_t category = 0; category < counts.size(); ++category) {
    for (int i = 0; i < counts[category] && next < order.size(); ++i)
      categories[order[next++]] = static_cast<int>(category);
  }
  return categories;
}

}  // namespace xf::sample
