// How cadres are judged and scored when a plan is made, from rules/planning.yaml: versioned by date.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/program.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

// One version of the rules; the file says what each value means.
struct PlanningRule {
  std::string version;
  absl::CivilDay effective_from;
  std::map<v1::ProgramType, int> max_age;  // every type
  int cool_down_months = 0;
  int absent_percent = 0;
  int learners_per_mentor = 0;
  int age_target = 0;
  int64_t base = 0;
  int64_t match = 0;
  int64_t demanding = 0;
  int64_t age_year = 0;
  int64_t never_sent = 0;
  int64_t half_month = 0;
  int64_t other_county = 0;
  int64_t other_city = 0;
  std::map<v1::AppraisalGrade, int64_t> appraisal;  // every grade
};

class PlanningRules {
 public:
  // Reads the file. Error when a value is absent, or a type or grade is unknown or absent.
  static absl::StatusOr<PlanningRules> Load(const std::string& path);
  // The same from the file's text.
  static absl::StatusOr<PlanningRules> Parse(const std::string& yaml);

  // The version in force on a day; the first one for days before it.
  const PlanningRule& For(absl::CivilDay day) const;

 private:
  std::vector<PlanningRule> versions_;  // by effective_from, never empty
};

}  // namespace xf::rotation
