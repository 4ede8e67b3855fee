#include "services/volunteer/domain/past_event.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/volunteer/domain/times.h"

namespace xf::volunteer {

absl::Status CheckPast(const v1::PastEvent& past, absl::Time now) {
  std::vector<Violation> violations;
  if (ToTime(past.event().end_time()) > now) {
    violations.push_back({"event.end_time", {"the event has not ended", "活动尚未结束"}});
  }
  const bool cancelled = past.state() == v1::EVENT_STATE_CANCELLED;
  if (!cancelled && past.state() != v1::EVENT_STATE_CLOSED) {
    violations.push_back({"state", {"is neither CLOSED nor CANCELLED", "只能是已办结或已取消"}});
  }
  if (cancelled && past.records_size() > 0) {
    violations.push_back({"records", {"a cancelled event has no service", "已取消的活动不应有服务记录"}});
  }
  std::set<std::string> members;
  for (int i = 0; i < past.records_size(); ++i) {
    const v1::PaperRecord& record = past.records(i);
    if (!members.insert(record.member()).second) {
      violations.push_back({absl::StrCat("records[", i, "].member"), {"is recorded twice", "同一人重复记录"}});
    }
    if (record.certified_by() == record.recorded_by()) {
      violations.push_back({absl::StrCat("records[", i, "].certified_by"),
                            {"must be another person than the recorder", "时长认定人不能是记录人"}});
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

void End(const v1::PastEvent& past, v1::Event& event) {
  event.set_state(past.state());
  if (past.state() == v1::EVENT_STATE_CLOSED) *event.mutable_closed_time() = event.end_time();
  event.set_participant_count(past.records_size());
  int64_t minutes = 0;
  for (const v1::PaperRecord& record : past.records()) minutes += record.minutes();
  event.set_served_minutes(minutes);
}

absl::StatusOr<std::vector<v1::Participation>> ChunkHours::Judge(const v1::Event& event, const v1::PastEvent& past,
                                                                 const std::vector<Elsewhere>& elsewhere) {
  const absl::Time start = ToTime(event.start_time());
  const absl::Time end = ToTime(event.end_time());
  const HourRule& rule = rules_.At(ServiceDay(start));
  std::vector<v1::Participation> participations;
  for (int i = 0; i < past.records_size(); ++i) {
    const v1::PaperRecord& record = past.records(i);
    Stint stint{.event_start = start,
                .event_end = end,
                .minutes = record.minutes(),
                .other_minutes = elsewhere[i].minutes,
                .overlaps = elsewhere[i].overlaps};
    for (const Span& span : accepted_[record.member()]) {
      if (ServiceDay(span.start) == ServiceDay(start)) stint.other_minutes += span.minutes;
      stint.overlaps |= span.start < end && span.end > start;
    }
    ASSIGN_OR_RETURN(const std::vector<v1::HoursFlag> flags, JudgeHours(rule, stint, absl::StrCat("records[", i, "]")));
    v1::Participation& participation = participations.emplace_back();
    participation.set_event(event.name());
    participation.set_member(record.member());
    participation.set_display_name(record.display_name());
    participation.set_state(v1::PARTICIPATION_STATE_CREDITED);
    participation.set_minutes(record.minutes());
    participation.set_content(record.content());
    participation.mutable_flags()->Assign(flags.begin(), flags.end());
    participation.set_recorded_by(record.recorded_by());
    participation.set_certified_by(record.certified_by());
    participation.set_rule_version(rule.version);
  }
  for (const v1::PaperRecord& record : past.records()) {
    accepted_[record.member()].push_back({start, end, record.minutes()});
  }
  return participations;
}

}  // namespace xf::volunteer
