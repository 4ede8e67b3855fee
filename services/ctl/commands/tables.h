// What importing and exporting tables have in common.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/client.h"
#include "services/ctl/tables/template.h"

namespace xf::ctl {

// The organizations of a county that the caller may see, by name and title.
absl::StatusOr<OrganizationNames> ReadOrganizations(const rpc::Client& client, const std::string& parent);

}  // namespace xf::ctl
