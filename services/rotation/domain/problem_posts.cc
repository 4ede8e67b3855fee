#include "services/rotation/domain/problem_posts.h"

#include <algorithm>

#include "common/base/date.h"

namespace xf::rotation {
namespace {

bool IsChosen(const v1::PlanSettings& settings, const v1::Batch& batch) {
  return settings.batches().empty() || std::ranges::find(settings.batches(), batch.name()) != settings.batches().end();
}

// Whole slots from `start` on that end with the day or before.
int SlotsUntil(const Horizon& horizon, int start, absl::CivilDay last_day) {
  int slots = 0;
  while (start + slots < horizon.slots() && horizon.FirstDay(start + slots + 1) - 1 <= last_day) ++slots;
  return slots;
}

}  // namespace

Starts StartsOf(const RegistryFacts& facts, const v1::PlanSettings& settings, const Horizon& horizon,
                const ProgramRule& rule) {
  Starts starts{.longest = horizon.slots()};
  if (rule.batch_required) {
    starts.any = false;
    for (const v1::Batch& batch : facts.batches) {
      const absl::CivilDay first = ToDay(batch.start_date());
      const int slot = horizon.SlotFrom(first);
      if (!IsChosen(settings, batch) || first < horizon.FirstDay(0) || slot >= horizon.slots()) continue;
      const int room = SlotsUntil(horizon, slot, ToDay(batch.end_date()));
      if (room == 0) continue;
      starts.slots.push_back(slot);
      starts.longest = std::min(starts.longest, room);
    }
    std::ranges::sort(starts.slots);
    starts.slots.erase(std::ranges::unique(starts.slots).begin(), starts.slots.end());
    return starts;
  }
  const int first = horizon.SlotFrom(ToDay(facts.program.start_date()));
  const int end = facts.program.has_end_date()
                      ? std::min(horizon.slots(), horizon.SlotFrom(ToDay(facts.program.end_date()) + 1))
                      : horizon.slots();
  starts.any = first == 0 && end == horizon.slots();
  for (int slot = first; slot < end && !starts.any; ++slot) starts.slots.push_back(slot);
  return starts;
}

std::vector<int32_t> DurationsOf(const v1::Post& post, const ProgramRule& rule, const Starts& starts) {
  const int least = std::max(rule.min_months, post.min_months());
  const int most = post.max_months() == 0 ? rule.max_months : std::min(rule.max_months, post.max_months());
  std::vector<int32_t> durations;
  if (least == 0 && most > 0) durations.push_back(1);
  for (int months = std::max(1, least); months <= most; ++months) durations.push_back(2 * months);
  std::erase_if(durations, [&](int32_t duration) { return duration > starts.longest; });
  return durations;
}

std::vector<int> TakenOf(const RegistryFacts& facts, const std::string& post, const Horizon& horizon) {
  std::vector<int> taken(horizon.slots(), 0);
  for (const PastStay& stay : facts.stays) {
    if (stay.post != post) continue;
    if (const auto range = horizon.Meeting(stay.period)) {
      for (int slot = range->start(); slot < range->end(); ++slot) ++taken[slot];
    }
  }
  return taken;
}

Room RoomOf(int capacity, const std::vector<int>& taken) {
  Room best;
  const int slots = static_cast<int>(taken.size());
  for (int from = 0; from < slots; ++from) {
    int places = capacity;
    for (int to = from + 1; to <= slots; ++to) {
      places = std::min(places, capacity - taken[to - 1]);
      if (places <= 0) break;
      if (places * (to - from) > best.capacity * (best.to - best.from)) best = {places, from, to};
    }
  }
  return best;
}

}  // namespace xf::rotation
