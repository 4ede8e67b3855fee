// Duplicate records: the search that an entry makes first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/membership/domain/duplicates.h"
#include "services/membership/service.h"

namespace xf::membership {

// Records of the county in the caller's scope that may be `person`, those with more reasons first; not the member `id`.
absl::StatusOr<std::vector<v1::Duplicate>> DuplicatesOf(rpc::Call& call, const std::string& county,
                                                        const Person& person, const std::optional<std::string>& id);

}  // namespace xf::membership
