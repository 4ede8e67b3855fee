// How long placements may last, from rules/programs.yaml: versioned by date, judged by a placement's first day.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "xianfeng/rotation/v1/program.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

// What a version of the rules says of one type of program.
struct ProgramRule {
  std::string version;
  // Complete months, extensions included.
  int min_months = 0;
  int max_months = 0;
  // Whether placements go in batches.
  bool batch_required = false;
};

class ProgramRules {
 public:
  // Reads the file. Error when a version has no date, a type is unknown or absent, or a range is empty.
  static absl::StatusOr<ProgramRules> Load(const std::string& path);
  // The same from the file's text.
  static absl::StatusOr<ProgramRules> Parse(const std::string& yaml);

  // The rule for a placement that starts on `start`. Days before the first version are judged by the first one.
  const ProgramRule& For(v1::ProgramType type, absl::CivilDay start) const;

 private:
  struct Version {
    absl::CivilDay effective_from;
    std::map<v1::ProgramType, ProgramRule> types;
  };
  std::vector<Version> versions_;  // by effective_from, never empty, each with every type
};

}  // namespace xf::rotation
