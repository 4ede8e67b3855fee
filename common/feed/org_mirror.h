// Where an organization stands, known to services other than membership: a mirror of membership's organizations, kept
// by its feed. When an organization moves, every org_path of the schema below its old path is rewritten in the same
// transaction, and the moved resources appear in the service's own feed with their old path.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/call.h"

namespace xf::feed {

// Path of an organization ("counties/431123/organizations/x") as of this transaction: a move waits until it has ended.
// Call it as the handler's first use of the database: an organization that the feed has not brought yet is asked of
// membership before the transaction goes on. REFERENCE_NOT_FOUND about `field` when membership does not know it or the
// caller may not see it.
absl::StatusOr<std::string> OrgPathOf(rpc::Call& call, absl::string_view organization, absl::string_view field);

// The same for many at once, by resource name; an organization that can't be found is absent from the answer.
absl::StatusOr<std::map<std::string, std::string>> OrgPathsOf(rpc::Call& call,
                                                              const std::vector<std::string>& organizations);

}  // namespace xf::feed
