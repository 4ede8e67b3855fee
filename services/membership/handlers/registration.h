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

// Ends the offices that last in an organization, of one member or, with "", of everybody.
absl::Status EndOffices(rpc::Call& call, const OrganizationName& organization, const std::string& member_id,
                        const std::string& reason);

}  // namespace xf::membership
