// Which minutes of service are accepted (rules/hours.yaml).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/volunteer/domain/versions.h"
#include "xianfeng/volunteer/v1/participation.pb.h"

namespace xf::volunteer {

namespace v1 = xianfeng::volunteer::v1;

// One version of the rules.
struct HourRule {
  std::string version;
  absl::CivilDay effective_from;
  int max_minutes_per_day = 0;
  int min_share_percent = 0;
  int max_event_minutes = 0;
};

class HourRules : public Versions<HourRule> {
 public:
  using Versions::Versions;
  // Reads rules/hours.yaml.
  static absl::StatusOr<HourRules> Parse(const std::string& yaml);
};

// Day in the county (UTC+8) that an event's minutes belong to.
absl::CivilDay ServiceDay(absl::Time event_start);

// A member's service in one event, and what the member did in others.
struct Stint {
  absl::Time event_start;
  absl::Time event_end;
  // Unset when nobody noted them: paper records.
  std::optional<absl::Time> check_in;
  std::optional<absl::Time> check_out;
  int64_t minutes = 0;
  // Minutes of other events of the same day, and whether one of them overlaps.
  int64_t other_minutes = 0;
  bool overlaps = false;
};

// What a reviewer should look at, when the minutes are accepted. Errors about `subject`: HOURS_OVER_PRESENCE (more than
// signed for, or than the event lasted), HOURS_BELOW_SHARE, HOURS_OVER_DAY_LIMIT.
absl::StatusOr<std::vector<v1::HoursFlag>> JudgeHours(const HourRule& rule, const Stint& stint,
                                                      absl::string_view subject);

}  // namespace xf::volunteer
