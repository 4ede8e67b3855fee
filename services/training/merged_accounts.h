// Credit accounts of merged members. An account's name is made of year and member, so it can't be pointed at another
// member as other rows are: what it holds goes over, and comes back.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/db/session.h"
#include "common/feed/append.h"

namespace xf::training {

// `from` was merged into `to`, or is a member of its own again, and the rows point at whom they belong to: the ledger's
// entries are put to the accounts of their members, whose hours are reckoned anew. The accounts of a merged member are
// tombstones that lead to the other's. See feed::OnMerge.
absl::Status FollowMerge(db::Session& db, const crypto::Sealer& sealer, const std::string& from, const std::string& to,
                         bool merged, feed::Changes& own);

}  // namespace xf::training
