// Where members are registered: the one place that changes it, for transfers, splits and mergers of organizations.
#pragma once

#include <string>
#include <vector>

#include "services/membership/service.h"

namespace xf::membership {

// A branch as what rows are hung on.
struct Branch {
  OrganizationName name;
  std::string path;
};

// From today on the members `ids` of the branch's county are registered there: facts, statuses, rows and feed. The
// scope must cover where they were and where they go.
absl::StatusOr<std::vector<v1::Member>> Register(rpc::Call& call, const std::vector<std::string>& ids,
                                                 const Branch& branch);

// Open admissions of an organization that is no more go on in a branch of the same county.
absl::Status TakeAdmissions(rpc::Call& call, const v1::Organization& from, const Branch& branch);

// Ends the offices that last in a county: in one organization or, with "", in any; of one member or, with "", of
// everybody.
absl::Status EndOffices(rpc::Call& call, const std::string& county, const std::string& organization_id,
                        const std::string& member_id, const std::string& reason);

}  // namespace xf::membership
