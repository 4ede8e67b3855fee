// Earliest, latest, overdue: what the rules of the time say of each step of an admission. Nothing is decided here.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/membership/domain/admission_course.h"
#include "services/membership/domain/admission_rules.h"
#include "services/membership/domain/work_calendar.h"
#include "xianfeng/membership/v1/admission.pb.h"

namespace xf::membership {

// The days between which a step may be taken, as far as the records let them be reckoned.
struct AdmissionWindow {
  std::optional<absl::CivilDay> earliest;
  std::optional<absl::CivilDay> latest;
  // Working days of a year without a holiday notice were needed.
  bool calendar_missing = false;
};

// The window of the step that `record` takes, or, when it is null, of the next taking of `step`, by the rules of `day`.
AdmissionWindow WindowOf(const AdmissionCourse& course, int step, const v1::AdmissionStepRecord* record,
                         const AdmissionRules& rules, const WorkCalendar& calendar, absl::CivilDay day);

// The 25 steps as they stand on `as_of`. `closed`: the admission has ended, nothing more is expected.
std::vector<v1::AdmissionTimelineStep> Timeline(const AdmissionCourse& course, bool closed, const AdmissionRules& rules,
                                                const WorkCalendar& calendar, absl::CivilDay as_of);

// The steps to come whose latest day is on or before `due`, the most urgent first.
std::vector<v1::AdmissionTimelineStep> StepsDue(const AdmissionCourse& course, const AdmissionRules& rules,
                                                const WorkCalendar& calendar, absl::CivilDay as_of, absl::CivilDay due);

}  // namespace xf::membership
