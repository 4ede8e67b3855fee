// An invented applicant and records for tests of the admission rules, with the rule files that are shipped.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "services/membership/domain/admission_check.h"
#include "services/membership/domain/admission_timeline.h"

namespace xf::membership {

class AdmissionRulesTest : public ::testing::Test {
 protected:
  static std::string Dir() {
    const char* root = std::getenv("XF_SOURCE_DIR");
    return std::string(root == nullptr ? "" : root) + "/services/membership/rules";
  }
  void SetUp() override {
    auto rules = AdmissionRules::Load(Dir() + "/admission.yaml");
    auto calendar = WorkCalendar::Load(Dir() + "/holidays.yaml");
    ASSERT_TRUE(rules.ok()) << rules.status();
    ASSERT_TRUE(calendar.ok()) << calendar.status();
    rules_ = *std::move(rules);
    calendar_ = *std::move(calendar);
  }

  static v1::Admission Applicant(const char* applied) {
    v1::Admission admission;
    admission.set_display_name("盘山石");
    *admission.mutable_application_date() = ToDate(*ParseIsoDate(applied));
    return admission;
  }
  static v1::AdmissionStepRecord Record(int step, const char* day) {
    v1::AdmissionStepRecord record;
    record.set_step(static_cast<v1::AdmissionStep>(step));
    record.set_outcome(v1::ADMISSION_OUTCOME_PASSED);
    *record.mutable_date() = ToDate(*ParseIsoDate(day));
    return record;
  }
  // A meeting in which all of twelve voters agreed.
  static v1::AdmissionStepRecord Meeting(int step, const char* day) {
    v1::AdmissionStepRecord record = Record(step, day);
    record.mutable_votes()->set_entitled(12);
    record.mutable_votes()->set_present(12);
    record.mutable_votes()->set_ayes(12);
    return record;
  }
  struct Done {
    int step;
    const char* day;
  };
  static AdmissionCourse Course(const char* applied, const std::vector<Done>& done) {
    AdmissionCourse course(Applicant(applied));
    for (const auto& [step, day] : done) course.Put(Record(step, day));
    return course;
  }

  std::vector<v1::AdmissionTimelineStep> At(const AdmissionCourse& course, const char* as_of) const {
    return Timeline(course, false, rules_, calendar_, *ParseIsoDate(as_of));
  }
  // "earliest..latest" of a step, "-" where there is none.
  static std::string Window(const std::vector<v1::AdmissionTimelineStep>& timeline, int step) {
    const v1::AdmissionTimelineStep& at = timeline[step - 1];
    return (at.has_earliest_date() ? IsoDate(at.earliest_date()) : "-") + ".." +
           (at.has_latest_date() ? IsoDate(at.latest_date()) : "-");
  }
  std::vector<std::string> Fields(AdmissionCourse course, const v1::AdmissionStepRecord& record,
                                  const char* today = "2026-11-01") const {
    course.Put(record);
    std::vector<std::string> fields;
    for (const Violation& violation : CheckRecord(course, record, rules_, calendar_, *ParseIsoDate(today))) {
      fields.push_back(violation.field);
    }
    return fields;
  }

  AdmissionRules rules_;
  WorkCalendar calendar_;
};

}  // namespace xf::membership
