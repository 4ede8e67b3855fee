// What a new placement must obey. Whether cadre and post are free is not judged here: domain/stay.h knows.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/rotation/domain/program_rules.h"
#include "services/rotation/domain/refusal.h"
#include "services/rotation/domain/stay.h"
#include "xianfeng/rotation/v1/batch.pb.h"
#include "xianfeng/rotation/v1/candidate.pb.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/post.pb.h"

namespace xf::rotation {

// What a placement refers to.
struct Setting {
  const v1::Candidate& candidate;
  const v1::Post& post;
  const v1::Program& program;
  const v1::Batch* batch;  // null when it names none
  // Whether a relative of the cadre is placed at the same host at that time.
  bool relative_there = false;
};

// Whether the level is above the county: such a placement borrows upward and needs an approval document.
bool IsUpward(v1::HostLevel level);

// Whole years on `day` of a person born in "1988-07" by the archive; the month counts as lived from its first day.
int AgeOnDay(absl::string_view archive_birth_month, absl::CivilDay day);

// Adds what is wrong with a placement's length: by the program's rule and the post's own, narrower one.
void CheckLength(const Period& period, const ProgramRule& rule, const v1::Post& post, Refusal& refusal);

// Judges a new placement and completes it: state, warnings, and everything copied or computed. `path` is put before
// field names. What has ended was, and recusal takes nothing of it back. Errors: FIELD_INVALID,
// PLACEMENT_DURATION_INVALID, PLACEMENT_APPROVAL_REQUIRED, PLACEMENT_RECUSED, CANDIDATE_EXCLUDED.
absl::Status JudgePlacement(const Setting& setting, const ProgramRules& rules, absl::CivilDay today,
                            absl::string_view path, v1::Placement& placement);

// Adds what is wrong with an appraisal given on `today` of a placement that began on `start`.
void CheckAppraisal(const v1::Appraisal& appraisal, absl::CivilDay start, absl::CivilDay today, Refusal& refusal);

}  // namespace xf::rotation
