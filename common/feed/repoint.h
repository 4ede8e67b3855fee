// Merged members, in every service: what pointed at the one points at the other, and back again when the merge is
// undone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"
#include "common/db/session.h"
#include "google/protobuf/message.h"

namespace xf::feed {

// Is told of each resource that is now otherwise, and of its org_path before when that changed.
using Announce = std::function<void(const google::protobuf::Message& resource, absl::string_view old_org_path)>;

// Points the rows of this schema that point at the member `from` at the member `to` of the same county, both full
// names, and tells `announce` of the resources. A row that `to` has already, such as a second enrolment in the same
// class, stays with the old name.
absl::Status RepointMember(db::Session& db, const crypto::Sealer& sealer, absl::string_view from, absl::string_view to,
                           const Announce& announce);

// Points the rows back at `from` that RepointMember had moved; answers whom they pointed at, "" when `from` was not
// merged.
absl::StatusOr<std::string> RestoreMember(db::Session& db, const crypto::Sealer& sealer, absl::string_view from,
                                          const Announce& announce);

// Tells `announce` of every resource below `old_path` whose type is none of `known_types`, its org_path now below
// `new_path`.
absl::Status AnnounceMoved(db::Session& db, const crypto::Sealer& sealer, const std::string& county,
                           const std::string& old_path, const std::string& new_path,
                           const std::vector<std::string>& known_types, const Announce& announce);

// Moves every row of this schema from below `old_path` to below `new_path`, but for the feed's own history.
absl::Status RewriteOrgPath(db::Session& db, const std::string& county, const std::string& old_path,
                            const std::string& new_path);

}  // namespace xf::feed
