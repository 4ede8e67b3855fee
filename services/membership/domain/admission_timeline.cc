#include "services/membership/domain/admission_timeline.h"

#include <algorithm>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using Record = v1::AdmissionStepRecord;

// The day of the last record of a recurring step before `record`, or of its very last one.
std::optional<absl::CivilDay> DayBefore(const AdmissionCourse& course, int step, const Record* record) {
  std::optional<absl::CivilDay> last;
  for (const Record& known : course.records()) {
    if (known.step() != step) continue;
    if (record != nullptr && ToDay(known.date()) >= ToDay(record->date())) continue;
    last = ToDay(known.date());
  }
  return last;
}

std::optional<absl::CivilDay> DayOfBound(const AdmissionCourse& course, int step, const Record* record,
                                         const AdmissionBound& bound, int months, const AdmissionRules& rules) {
  if (bound.after == 0) return course.ProbationEnd(rules);
  auto base = course.DayOf(bound.after);
  if (bound.recurs) {
    if (const auto last = DayBefore(course, step, record)) base = last;
  }
  if (!base) return std::nullopt;
  return AddMonths(*base, months);
}

// 细则 (2026) Art. 13: publicity of five working days before the person becomes a development object.
void ApplyPublicity(const Record& record, const AdmissionRuleSet& set, const WorkCalendar& calendar,
                    AdmissionWindow& window) {
  if (set.publicity_working_days == 0 || !record.has_publicity_date()) return;
  const absl::CivilDay first = ToDay(record.publicity_date());
  const absl::CivilDay last = calendar.NthWorkday(first, set.publicity_working_days);
  window.earliest = window.earliest ? std::max(*window.earliest, last + 1) : last + 1;
  window.calendar_missing = !calendar.Knows(absl::CivilYear(first)) || !calendar.Knows(absl::CivilYear(last));
}

// Whether a step that recurs is still to be taken again: cultivation goes on until the development object is decided,
// education until the conversion meeting.
bool StillRecurs(const AdmissionCourse& course, int step) {
  if (step == v1::ADMISSION_STEP_CULTIVATION) return !course.Has(v1::ADMISSION_STEP_DEVELOPMENT_OBJECT);
  return !course.Has(v1::ADMISSION_STEP_CONVERSION_MEETING);
}

void SetOverdue(std::optional<absl::CivilDay> latest, absl::CivilDay at, v1::AdmissionTimelineStep& step) {
  if (!latest || at <= *latest) return;
  step.set_overdue(true);
  step.set_overdue_days(static_cast<int32_t>(at - *latest));
}

v1::AdmissionTimelineStep StepOf(const AdmissionCourse& course, int number, bool closed, const AdmissionRules& rules,
                                 const WorkCalendar& calendar, absl::CivilDay as_of) {
  const AdmissionStepInfo& info = InfoOf(number);
  const Record* record = course.Last(number);
  const bool taken_again = info.recurs && StillRecurs(course, number) && !closed;
  const Record* judged = taken_again ? nullptr : record;
  const absl::CivilDay day = judged != nullptr ? ToDay(judged->date()) : as_of;
  const AdmissionWindow window = WindowOf(course, number, judged, rules, calendar, day);

  v1::AdmissionTimelineStep step;
  step.set_step(static_cast<v1::AdmissionStep>(number));
  step.set_stage(info.stage);
  step.set_display_name(std::string(info.display_name));
  step.set_article(rules.At(day).Article(number));
  step.set_rule_version(rules.At(day).version);
  step.set_calendar_missing(window.calendar_missing);
  for (const Record& known : course.records()) {
    if (known.step() == number) *step.add_records() = known;
  }
  const auto missing = course.MissingBefore(number);
  if (record != nullptr) {
    step.set_state(v1::ADMISSION_STEP_STATE_DONE);
  } else if (closed) {
    step.set_state(v1::ADMISSION_STEP_STATE_CLOSED);
    return step;
  } else if (!missing.empty()) {
    step.set_state(v1::ADMISSION_STEP_STATE_BLOCKED);
    for (const int before : missing) step.add_missing_steps(static_cast<v1::AdmissionStep>(before));
  } else {
    step.set_state(window.earliest && *window.earliest > as_of ? v1::ADMISSION_STEP_STATE_WAITING
                                                               : v1::ADMISSION_STEP_STATE_OPEN);
  }
  if (window.earliest) *step.mutable_earliest_date() = ToDate(*window.earliest);
  if (window.latest) *step.mutable_latest_date() = ToDate(*window.latest);
  SetOverdue(window.latest, day, step);
  return step;
}

}  // namespace

AdmissionWindow WindowOf(const AdmissionCourse& course, int step, const Record* record, const AdmissionRules& rules,
                         const WorkCalendar& calendar, absl::CivilDay day) {
  const AdmissionRuleSet& set = rules.At(day);
  const AdmissionStepRule& rule = set.Of(step);
  AdmissionWindow window;
  if (rule.earliest) {
    window.earliest = DayOfBound(course, step, record, *rule.earliest, rule.earliest->months, rules);
  }
  if (rule.latest) {
    // 细则 (2014) Art. 27, (2026) Art. 25: three months, at most six in special circumstances.
    const bool special =
        step == v1::ADMISSION_STEP_COMMITTEE_APPROVAL && record != nullptr && record->special_circumstances();
    window.latest =
        DayOfBound(course, step, record, *rule.latest, special ? set.special_months : rule.latest->months, rules);
  }
  if (step == v1::ADMISSION_STEP_DEVELOPMENT_OBJECT && record != nullptr) {
    ApplyPublicity(*record, set, calendar, window);
  }
  return window;
}

std::vector<v1::AdmissionTimelineStep> Timeline(const AdmissionCourse& course, bool closed, const AdmissionRules& rules,
                                                const WorkCalendar& calendar, absl::CivilDay as_of) {
  std::vector<v1::AdmissionTimelineStep> steps;
  for (int step = 1; step <= kAdmissionSteps; ++step) {
    steps.push_back(StepOf(course, step, closed, rules, calendar, as_of));
  }
  return steps;
}

std::vector<v1::AdmissionTimelineStep> StepsDue(const AdmissionCourse& course, const AdmissionRules& rules,
                                                const WorkCalendar& calendar, absl::CivilDay as_of,
                                                absl::CivilDay due) {
  std::vector<v1::AdmissionTimelineStep> steps;
  for (v1::AdmissionTimelineStep& step : Timeline(course, false, rules, calendar, as_of)) {
    const int number = step.step();
    const bool to_come = !course.Has(number) || (InfoOf(number).recurs && StillRecurs(course, number));
    if (!to_come || !step.has_latest_date() || ToDay(step.latest_date()) > due) continue;
    step.clear_records();
    steps.push_back(std::move(step));
  }
  std::stable_sort(steps.begin(), steps.end(), [](const auto& one, const auto& other) {
    return ToDay(one.latest_date()) < ToDay(other.latest_date());
  });
  return steps;
}

}  // namespace xf::membership
