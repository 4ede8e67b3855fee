// The writing side of the audit log: the statement that appends an entry, for the tail of a transaction. It must stand
// before the feed's statements, for it looks up what the resources were before.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/audit/chain.h"
#include "common/db/query.h"

namespace xf::audit {

// The entry's seq, hashes and before_hash are found by the statement.
std::pair<db::Query, std::vector<db::Arg>> Append(const Entry& entry);

// Microseconds, which is what PostgreSQL keeps and the chain hashes.
absl::Time ToMicros(absl::Time time);

}  // namespace xf::audit
