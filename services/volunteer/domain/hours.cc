#include "services/volunteer/domain/hours.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace xf::volunteer {

absl::StatusOr<HourRules> HourRules::Parse(const std::string& yaml) {
  try {
    std::vector<HourRule> versions;
    for (const YAML::Node& node : YAML::Load(yaml)["versions"]) {
      const auto from = ParseIsoDate(node["effective_from"].as<std::string>());
      if (!from) return absl::InvalidArgumentError("hours.yaml: effective_from is not a date");
      versions.push_back({.version = node["version"].as<std::string>(),
                          .effective_from = *from,
                          .max_minutes_per_day = node["max_minutes_per_day"].as<int>(),
                          .min_share_percent = node["min_share_percent"].as<int>(),
                          .max_event_minutes = node["max_event_minutes"].as<int>()});
    }
    if (versions.empty()) return absl::InvalidArgumentError("hours.yaml has no version");
    return HourRules(std::move(versions));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("hours.yaml: ", error.what()));
  }
}

absl::CivilDay ServiceDay(absl::Time event_start) { return absl::ToCivilDay(event_start, ChinaZone()); }

absl::StatusOr<std::vector<v1::HoursFlag>> JudgeHours(const HourRule& rule, const Stint& stint,
                                                      absl::string_view subject) {
  const int64_t planned = absl::ToInt64Minutes(stint.event_end - stint.event_start);
  // Where both are signed, presence counts, also beyond the plan; else the plan is the most that can be vouched for.
  const bool signed_both = stint.check_in && stint.check_out;
  const int64_t present = signed_both ? absl::ToInt64Minutes(*stint.check_out - *stint.check_in) : planned;
  if (stint.minutes > present) {
    return PreconditionError(
        errors::REASON_HOURS_OVER_PRESENCE, subject,
        {absl::StrCat("at most ", present, " minutes can be recorded"), absl::StrCat("最多可记录 ", present, " 分钟")});
  }
  if (stint.minutes * 100 < planned * rule.min_share_percent) {
    return PreconditionError(errors::REASON_HOURS_BELOW_SHARE, subject,
                             {absl::StrCat("less than ", rule.min_share_percent, "% of the event"),
                              absl::StrCat("服务时长不足活动时长的 ", rule.min_share_percent, "%")});
  }
  if (stint.minutes + stint.other_minutes > rule.max_minutes_per_day) {
    return PreconditionError(
        errors::REASON_HOURS_OVER_DAY_LIMIT, subject,
        {absl::StrCat(stint.other_minutes, " minutes of this day are recorded already; at most ",
                      rule.max_minutes_per_day, " count"),
         absl::StrCat("当日已记录 ", stint.other_minutes, " 分钟,每日最多 ", rule.max_minutes_per_day, " 分钟")});
  }
  std::vector<v1::HoursFlag> flags;
  if (stint.overlaps) flags.push_back(v1::HOURS_FLAG_OVERLAP);
  if (stint.check_in && !stint.check_out) flags.push_back(v1::HOURS_FLAG_SIGN_OUT_MISSING);
  return flags;
}

}  // namespace xf::volunteer
