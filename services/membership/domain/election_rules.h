// Elections and resolutions: who is elected, of those present; what has passed, of those entitled; how long an election
// may be put off.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/election.pb.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// Works out an election: whether the meeting was valid, who was elected, what was not kept to. The term begins on the
// day of a valid one.
void Judge(v1::Election& election, const v1::Organization& organization, const Rules& rules);

// Works out a resolution.
void Judge(v1::Resolution& resolution);

// Every violation of the rules that span fields; `voters`: full members registered there on the day, which a branch
// can't exceed (null: not to be held to).
std::vector<Violation> CheckElection(const v1::Election& election, absl::CivilDay today, std::optional<int64_t> voters);
std::vector<Violation> CheckResolution(const v1::Resolution& resolution, absl::CivilDay today,
                                       std::optional<int64_t> voters);

// Why `approver` can't postpone elections of `organization`; OK when it can: a committee above it that still exists.
absl::Status CheckApprover(const v1::Organization& organization, const v1::Organization& approver);

// Why the committee that `postponement` names in words can't postpone the county committee's own election.
absl::Status CheckOuterApprover(const v1::Postponement& postponement);

// Every violation of a postponement of a term that ends on `original`, or on `postponed` by an earlier one.
std::vector<Violation> CheckPostponement(const v1::Postponement& postponement, absl::CivilDay original,
                                         std::optional<absl::CivilDay> postponed, absl::CivilDay today,
                                         const Rules& rules);

}  // namespace xf::membership
