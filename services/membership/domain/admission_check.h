// What must be true of an applicant and of a record before it is written, beyond each field by itself.
#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "services/membership/domain/admission_course.h"
#include "services/membership/domain/admission_rules.h"
#include "services/membership/domain/rules.h"
#include "services/membership/domain/work_calendar.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::membership {

// Every violation of an application: identity, age of 18 (党章 Art. 1), dates; paths begin with "admission.".
std::vector<Violation> CheckApplication(const v1::Admission& admission, const Rules& rules, absl::CivilDay today);

// Every violation of `record` in the course that it is already part of: its own contents, and days of other records
// that no longer hold with it. Paths begin with "record.".
std::vector<Violation> CheckRecord(const AdmissionCourse& course, const v1::AdmissionStepRecord& record,
                                   const AdmissionRules& rules, const WorkCalendar& calendar, absl::CivilDay today);

}  // namespace xf::membership
