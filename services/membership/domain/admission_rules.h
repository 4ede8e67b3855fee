// The rule file of admission, rules/admission.yaml, as values: one set for each text of the 细则.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace xf::membership {

constexpr int kAdmissionSteps = 25;

// A day reckoned from another: so many calendar months after the day of a step.
struct AdmissionBound {
  // The step; 0 for the day on which probation is complete.
  int after = 0;
  int months = 0;
  // Reckoned from the step's own last record once there is one.
  bool recurs = false;
};

// What a text says of one step.
struct AdmissionStepRule {
  std::string article;
  std::optional<AdmissionBound> earliest;
  std::optional<AdmissionBound> latest;
};

// One text of the 细则.
struct AdmissionRuleSet {
  std::string version;
  absl::CivilDay effective_from;
  // Whether the superior's act on a development object is a decision (同意) rather than a filing (备案).
  bool development_consent = false;
  int publicity_working_days = 0;
  int training_days = 0;
  int training_hours = 0;
  // Months that the committee has in special circumstances.
  int special_months = 0;
  // Who leaves the unit within these months after the pre-review is generally not admitted; 0: no such rule.
  int departure_months = 0;
  int probation_months = 0;
  int extension_least_months = 0;
  int extension_most_months = 0;
  int extension_most_times = 0;
  std::map<int, AdmissionStepRule> steps;

  // What it says of a step; an empty rule when it says nothing.
  const AdmissionStepRule& Of(int step) const;
  // "细则(2026)第十三条"; an article of the constitution as it is; empty when unknown.
  std::string Article(int step) const;
};

class AdmissionRules {
 public:
  // Reads the file. The error names the first thing missing or malformed.
  static absl::StatusOr<AdmissionRules> Load(const std::string& path);
  // The set in force on a day; the oldest one for days before it.
  const AdmissionRuleSet& At(absl::CivilDay day) const;

 private:
  std::vector<AdmissionRuleSet> sets_;  // By effective_from.
};

}  // namespace xf::membership
