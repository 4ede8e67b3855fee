#include "services/rotation/planner/periods.h"

#include <algorithm>

namespace xf::planner {
namespace {

// Adds a start to the runs, whose last one it may lengthen.
void Append(std::vector<Run>& runs, int length, int start) {
  if (!runs.empty() && runs.back().length == length && runs.back().last + 1 == start) {
    runs.back().last = start;
  } else {
    runs.push_back({length, start, start});
  }
}

template <typename List>
std::vector<int> Sorted(const List& list) {
  std::vector<int> sorted(list.begin(), list.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

}  // namespace

std::vector<Run> PostRuns(const RotationProblem::Post& post, int slot_count) {
  const int end = post.latest_end_slot() == 0 ? slot_count : post.latest_end_slot();
  const std::vector<int> starts = Sorted(post.start_slots());
  std::vector<Run> runs;
  for (const int length : Sorted(post.durations())) {
    if (length > end - post.earliest_slot()) continue;
    if (starts.empty()) {
      runs.push_back({length, post.earliest_slot(), end - length});
      continue;
    }
    for (const int start : starts) {
      if (start >= post.earliest_slot() && start <= end - length) Append(runs, length, start);
    }
  }
  return runs;
}

std::vector<Run> FreeRuns(const std::vector<Run>& runs, const std::vector<bool>& busy) {
  std::vector<int> busy_before(busy.size() + 1, 0);
  for (size_t t = 0; t < busy.size(); ++t) busy_before[t + 1] = busy_before[t] + (busy[t] ? 1 : 0);
  std::vector<Run> free;
  for (const Run& run : runs) {
    for (int start = run.first; start <= run.last; ++start) {
      const size_t from = static_cast<size_t>(start), to = static_cast<size_t>(start + run.length);
      if (busy_before[from] == busy_before[to]) Append(free, run.length, start);
    }
  }
  return free;
}

bool Contains(const std::vector<Run>& runs, int start, int duration) {
  return std::any_of(runs.begin(), runs.end(),
                     [&](const Run& run) { return run.length == duration && run.first <= start && start <= run.last; });
}

std::vector<bool> BusySlots(const RotationProblem::Cadre& cadre, int slot_count) {
  if (cadre.unavailable().empty()) return {};
  std::vector<bool> busy(static_cast<size_t>(slot_count), false);
  for (const RotationProblem::SlotRange& range : cadre.unavailable()) {
    for (int t = range.start(); t < range.end(); ++t) busy[static_cast<size_t>(t)] = true;
  }
  return busy;
}

}  // namespace xf::planner
