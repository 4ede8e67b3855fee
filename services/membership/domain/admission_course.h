// The course of one admission: its records in order, and what follows from them without any rule of a certain year.
#pragma once

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/membership/domain/admission_rules.h"
#include "xianfeng/membership/v1/admission_resource.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// What is fixed of each of the 25 steps (flow chart of 2016).
struct AdmissionStepInfo {
  absl::string_view display_name;
  int stage;
  // Steps that must be recorded first.
  std::vector<int> requires_steps;
  // May be recorded again as another event: assessments.
  bool recurs = false;
  // Has an outcome that people or organizations decide.
  bool decision = false;
};
const AdmissionStepInfo& InfoOf(int step);

class AdmissionCourse {
 public:
  // From an admission's records; the application is step 1.
  explicit AdmissionCourse(const v1::Admission& admission);

  // Adds a record, in the place of the one that it corrects: of the same step in the same round of probation, or of the
  // same day for steps that recur. Answers the one replaced.
  std::optional<v1::AdmissionStepRecord> Put(const v1::AdmissionStepRecord& record);

  // By step, then day.
  const std::vector<v1::AdmissionStepRecord>& records() const { return records_; }
  // The last record of a step. Steps 22 to 24 begin anew with each extension of probation: those before it don't count.
  const v1::AdmissionStepRecord* Last(int step) const;
  std::optional<absl::CivilDay> DayOf(int step) const;
  bool Has(int step) const { return Last(step) != nullptr; }
  // The steps that must come before `step` and are not recorded.
  std::vector<int> MissingBefore(int step) const;

  // When probation, which begins with the branch meeting, is complete, extensions included.
  std::optional<absl::CivilDay> ProbationEnd(const AdmissionRules& rules) const;
  // How many extensions were approved.
  int extensions() const;

  // What the records make of the applicant.
  v1::AdmissionState State() const;
  // Why the records end the admission; UNSPECIFIED when they don't.
  v1::TerminationReason Termination() const;
  // Day of the last record.
  absl::CivilDay LastDay() const;

 private:
  void Sort();
  std::optional<absl::CivilDay> LastExtension() const;
  bool InRound(const v1::AdmissionStepRecord& record) const;
  std::vector<v1::AdmissionStepRecord> records_;
};

}  // namespace xf::membership
