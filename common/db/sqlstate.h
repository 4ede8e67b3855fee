// PostgreSQL's errors → our errors. The one table; the driver's words go to the log only.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace xf::db {

// The status of an SQLSTATE with PostgreSQL's message. A constraint named like a reason of errors.proto gives that
// reason.
absl::Status FromSqlState(absl::string_view sqlstate, absl::string_view message);

// Whether the error leaves the connection usable (after a rollback): a known class that is not about the connection.
bool KeepsConnection(absl::string_view sqlstate);

// Whether running the transaction again may succeed: serialization failure or deadlock.
bool IsRetryable(const absl::Status& status);

absl::Status DatabaseUnavailable(absl::string_view truth);

}  // namespace xf::db
