#include "services/rotation/domain/stay.h"

#include <algorithm>

#include "common/base/date.h"

namespace xf::rotation {

int CompleteMonths(const Period& period) {
  int months = 0;
  while (AddMonths(period.start, months + 1) - 1 <= period.end) ++months;
  return months;
}

bool WithinMonths(const Period& period, int months) { return period.end <= AddMonths(period.start, months); }

void Occupancy::Add(absl::string_view placement, absl::string_view candidate, absl::string_view post,
                    const Period& period, absl::string_view host) {
  const Stay stay{std::string(placement), period, std::string(host)};
  by_candidate_[std::string(candidate)].push_back(stay);
  by_post_[std::string(post)].push_back(stay);
}

std::string Occupancy::Overlapping(absl::string_view candidate, const Period& period, absl::string_view except) const {
  const auto found = by_candidate_.find(candidate);
  if (found == by_candidate_.end()) return "";
  for (const Stay& stay : found->second) {
    if (stay.placement != except && stay.period.Overlaps(period)) return stay.placement;
  }
  return "";
}

bool Occupancy::IsAt(absl::string_view candidate, absl::string_view host, const Period& period) const {
  const auto found = by_candidate_.find(candidate);
  return found != by_candidate_.end() && std::ranges::any_of(found->second, [&](const Stay& stay) {
           return stay.host == host && stay.period.Overlaps(period);
         });
}

int Occupancy::Peak(absl::string_view post, const Period& period, absl::string_view except) const {
  const auto found = by_post_.find(post);
  if (found == by_post_.end()) return 0;
  // The number of stays only grows on the first day of one, so these days and the period's own are enough to look at.
  int peak = 0;
  for (const Stay& moment : found->second) {
    if (moment.placement == except || !moment.period.Overlaps(period)) continue;
    const absl::CivilDay day = std::max(moment.period.start, period.start);
    const auto present = std::ranges::count_if(
        found->second, [&](const Stay& stay) { return stay.placement != except && stay.period.Contains(day); });
    peak = std::max(peak, static_cast<int>(present));
  }
  return peak;
}

}  // namespace xf::rotation
