#include "services/membership/domain/admission_course.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using Record = v1::AdmissionStepRecord;

const std::array<AdmissionStepInfo, kAdmissionSteps>& Steps() {
  static const std::array<AdmissionStepInfo, kAdmissionSteps> kSteps = {{
      {"递交入党申请书", 1, {}},
      {"党组织派人谈话", 1, {1}},
      {"推荐和确定入党积极分子", 2, {2}, false, true},
      {"上级党委备案", 2, {3}},
      {"指定培养联系人", 2, {3}},
      {"培养教育考察", 2, {5}, true},
      {"确定发展对象", 3, {4, 6}, false, true},
      {"报上级党委备案", 3, {7}},
      {"确定入党介绍人", 3, {8}},
      {"政治审查", 3, {8}, false, true},
      {"集中培训", 3, {8}},
      {"支委会审查", 4, {9, 10, 11}, false, true},
      {"上级党委预审", 4, {12}, false, true},
      {"填写《入党志愿书》", 4, {13}},
      {"支部大会讨论", 4, {14}, false, true},
      {"上级党委派人谈话", 4, {15}},
      {"上级党委审批", 4, {16}, false, true},
      {"再上一级组织部门备案", 4, {17}},
      {"编入支部和小组", 5, {17}},
      {"入党宣誓", 5, {17}},
      {"继续教育考察", 5, {19}, true},
      {"提出转正申请", 5, {19}},
      {"支部大会讨论转正", 5, {20, 21, 22}, false, true},
      {"上级党委审批转正", 5, {23}, false, true},
      {"材料归档", 5, {18, 24}},
  }};
  return kSteps;
}

bool IsConversion(int step) {
  return step >= v1::ADMISSION_STEP_CONVERSION_APPLICATION && step <= v1::ADMISSION_STEP_CONVERSION_APPROVAL;
}

bool IsExtension(const Record& record) {
  return record.step() == v1::ADMISSION_STEP_CONVERSION_APPROVAL && record.outcome() == v1::ADMISSION_OUTCOME_EXTENDED;
}

}  // namespace

const AdmissionStepInfo& InfoOf(int step) { return Steps()[step - 1]; }

AdmissionCourse::AdmissionCourse(const v1::Admission& admission)
    : records_(admission.steps().begin(), admission.steps().end()) {
  if (std::none_of(records_.begin(), records_.end(),
                   [](const Record& record) { return record.step() == v1::ADMISSION_STEP_APPLICATION; })) {
    Record application;
    application.set_step(v1::ADMISSION_STEP_APPLICATION);
    application.set_outcome(v1::ADMISSION_OUTCOME_PASSED);
    *application.mutable_date() = admission.application_date();
    records_.push_back(std::move(application));
  }
  Sort();
}

void AdmissionCourse::Sort() {
  std::stable_sort(records_.begin(), records_.end(), [](const Record& one, const Record& other) {
    return std::tuple(one.step(), ToDay(one.date())) < std::tuple(other.step(), ToDay(other.date()));
  });
}

std::optional<Record> AdmissionCourse::Put(const Record& record) {
  std::optional<Record> replaced;
  const bool recurs = InfoOf(record.step()).recurs;
  const auto same = std::find_if(records_.begin(), records_.end(), [&](const Record& known) {
    return known.step() == record.step() && InRound(known) && (!recurs || ToDay(known.date()) == ToDay(record.date()));
  });
  if (same != records_.end()) {
    replaced = *same;
    *same = record;
  } else {
    records_.push_back(record);
  }
  Sort();
  return replaced;
}

std::optional<absl::CivilDay> AdmissionCourse::LastExtension() const {
  std::optional<absl::CivilDay> last;
  for (const Record& record : records_) {
    if (IsExtension(record)) last = ToDay(record.date());
  }
  return last;
}

bool AdmissionCourse::InRound(const Record& record) const {
  if (!IsConversion(record.step())) return true;
  const auto extension = LastExtension();
  return !extension || ToDay(record.date()) > *extension;
}

const Record* AdmissionCourse::Last(int step) const {
  const Record* last = nullptr;
  for (const Record& record : records_) {
    if (record.step() == step && InRound(record)) last = &record;
  }
  return last;
}

std::optional<absl::CivilDay> AdmissionCourse::DayOf(int step) const {
  const Record* last = Last(step);
  if (last == nullptr) return std::nullopt;
  return ToDay(last->date());
}

std::vector<int> AdmissionCourse::MissingBefore(int step) const {
  std::vector<int> missing;
  for (const int before : InfoOf(step).requires_steps) {
    if (!Has(before)) missing.push_back(before);
  }
  return missing;
}

// 细则 Art. 31: probation counts from the day of the branch meeting, not from the approval.
std::optional<absl::CivilDay> AdmissionCourse::ProbationEnd(const AdmissionRules& rules) const {
  const auto start = DayOf(v1::ADMISSION_STEP_BRANCH_MEETING);
  if (!start) return std::nullopt;
  int months = rules.At(*start).probation_months;
  for (const Record& record : records_) {
    if (IsExtension(record)) months += record.extension_months();
  }
  return AddMonths(*start, months);
}

int AdmissionCourse::extensions() const {
  return static_cast<int>(std::count_if(records_.begin(), records_.end(), IsExtension));
}

v1::AdmissionState AdmissionCourse::State() const {
  if (Termination() != v1::TERMINATION_REASON_UNSPECIFIED) return v1::ADMISSION_STATE_TERMINATED;
  const auto passed = [this](int step) {
    const Record* record = Last(step);
    return record != nullptr && record->outcome() == v1::ADMISSION_OUTCOME_PASSED;
  };
  if (passed(v1::ADMISSION_STEP_CONVERSION_APPROVAL)) return v1::ADMISSION_STATE_FULL;
  if (passed(v1::ADMISSION_STEP_COMMITTEE_APPROVAL)) return v1::ADMISSION_STATE_PROBATIONARY;
  if (passed(v1::ADMISSION_STEP_DEVELOPMENT_FILING)) return v1::ADMISSION_STATE_DEVELOPMENT_OBJECT;
  if (passed(v1::ADMISSION_STEP_ACTIVIST)) return v1::ADMISSION_STATE_ACTIVIST;
  return v1::ADMISSION_STATE_APPLICANT;
}

v1::TerminationReason AdmissionCourse::Termination() const {
  for (const Record& record : records_) {
    if (record.outcome() != v1::ADMISSION_OUTCOME_FAILED) continue;
    // The meeting's resolution takes effect with the committee's approval.
    if (record.step() == v1::ADMISSION_STEP_CONVERSION_MEETING) continue;
    return record.step() == v1::ADMISSION_STEP_CONVERSION_APPROVAL ? v1::TERMINATION_REASON_PROBATION_CANCELLED
                                                                   : v1::TERMINATION_REASON_FAILED_REVIEW;
  }
  return v1::TERMINATION_REASON_UNSPECIFIED;
}

absl::CivilDay AdmissionCourse::LastDay() const {
  absl::CivilDay last = ToDay(records_.front().date());
  for (const Record& record : records_) last = std::max(last, ToDay(record.date()));
  return last;
}

}  // namespace xf::membership
