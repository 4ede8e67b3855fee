// Splits a whole by shares, exactly: the mix of the sample county is the mix of the tables, not a draw from it.
#pragma once

#include <cstddef>
#include <vector>

namespace xf::sample {

// `total` split in proportion to `weights` by the largest remainder; the parts add up to `total`.
std::vector<int> Split(int total, const std::vector<double>& weights);

// Gives each of `scores` a category so that category i occurs counts[i] times and low scores get the first categories:
// correlated attributes (the young study, the old are retired) with exact margins. Σ counts = scores.size().
std::vector<int> AssignByRank(const std::vector<double>& scores, const std::vector<int>& counts);

}  // namespace xf::sample
