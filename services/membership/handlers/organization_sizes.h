// Thresholds of size: what organizations do not meet, and the approval that an exception needs.
#pragma once

#include <string>
#include <vector>

#include "services/membership/service.h"

namespace xf::membership {

// After a re-organization: refuses it with ORGANIZATION_APPROVAL_REQUIRED when one of the organizations `ids` does not
// meet a threshold and no document approves it; else remembers the document on those that need it.
absl::Status RequireApproval(rpc::Call& call, const std::string& county, const std::vector<std::string>& ids,
                             const std::string& approval_document);

}  // namespace xf::membership
