// Who may be a candidate.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/rotation/v1/candidate.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

// CANDIDATE_NOT_FULL_MEMBER unless the member is a full one (正式党员) whose status is normal.
absl::Status CheckFullMember(const xianfeng::membership::v1::Member& member);

// Fills what the candidate leaves to the member's file: birth month of the archive, education.
void TakeFromMember(const xianfeng::membership::v1::Member& member, v1::Candidate& candidate);

// FIELD_INVALID without a birth month of the archive, or with an exclusion whose dates are wrong. `path` is put before
// field names.
absl::Status CheckCandidate(const v1::Candidate& candidate, absl::string_view path);

}  // namespace xf::rotation
