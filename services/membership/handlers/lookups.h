// What several handlers ask before they write.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/membership/service.h"

namespace xf::membership {

// FAILED_PRECONDITION: what `field` refers to does not exist, or lies outside the caller's scope.
absl::Status ReferenceNotFound(absl::string_view field, absl::string_view resource);

// Organizations by id, held where they are until the end of the transaction, so that what is hung on them has the right
// path. Those that do not exist or lie outside the caller's scope are absent.
absl::StatusOr<std::map<std::string, v1::Organization>> HoldOrganizations(rpc::Call& call, const std::string& county,
                                                                          const std::set<std::string>& ids);

// The organization that `field` refers to, held; REFERENCE_NOT_FOUND when there is none. INVALID_ARGUMENT when it is of
// another county than `county`.
absl::StatusOr<v1::Organization> HoldOrganization(rpc::Call& call, const std::string& county,
                                                  const std::string& reference, absl::string_view field);

// ABORTED when the caller's etag is given and is not the current one.
absl::Status CheckEtag(absl::string_view given, absl::string_view current, absl::string_view resource);

// A text[] parameter.
std::string TextArray(const std::vector<std::string>& items);

}  // namespace xf::membership
