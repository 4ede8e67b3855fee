// What an export would take.
#pragma once

#include <cstdint>

#include "common/api/resource_name.h"
#include "services/membership/service.h"

namespace xf::membership {

// How many members an export would take now. FILTER_INVALID for a filter that ListMembers would refuse.
absl::StatusOr<int64_t> CountExport(rpc::Call& call, const api::CountyName& county,
                                    const v1::ExportMembersRequest& request);

}  // namespace xf::membership
