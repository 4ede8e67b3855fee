// Every error that the suite answers is made here: a canonical code, a reason of xianfeng.errors.v1, an English text
// for developers, a Chinese text for staff, and the google.rpc details that belong to the code. The details travel as
// payloads of absl::Status, keyed by their type URL, until common/rpc puts them on the wire.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "xianfeng/errors/v1/errors.pb.h"

namespace xf {

namespace errors = xianfeng::errors::v1;
using Reason = errors::Reason;

// A text in the two languages of the suite.
struct Text {
  std::string en;
  std::string zh;
};

// One field that breaks a rule. `field` is the path in the request, e.g. "member.id_number" or "rows[3].phone".
struct Violation {
  std::string field;
  Text text;
};

// INVALID_ARGUMENT with BadRequest naming every violation.
absl::Status InvalidError(std::vector<Violation> violations, Reason reason = errors::REASON_FIELD_INVALID);
absl::Status InvalidError(absl::string_view field, Text text, Reason reason = errors::REASON_FIELD_INVALID);

// NOT_FOUND with ResourceInfo. The same bytes whether the resource is absent or out of the caller's scope.
absl::Status NotFoundError(absl::string_view resource);

// ALREADY_EXISTS with ResourceInfo.
absl::Status AlreadyExistsError(absl::string_view resource, Reason reason = errors::REASON_RESOURCE_ALREADY_EXISTS);

// FAILED_PRECONDITION with PreconditionFailure about `subject`, a resource or field name.
absl::Status PreconditionError(Reason reason, absl::string_view subject, Text text);

// ABORTED: the caller's etag is not the current one of `resource`.
absl::Status EtagError(absl::string_view resource);

// PERMISSION_DENIED.
absl::Status PermissionError(Reason reason, Text text);

// UNAUTHENTICATED.
absl::Status UnauthenticatedError(Reason reason, Text text);

// UNAVAILABLE or RESOURCE_EXHAUSTED with RetryInfo.
absl::Status UnavailableError(Reason reason, Text text, absl::Duration retry_after = absl::Seconds(1));
absl::Status ExhaustedError(Reason reason, Text text, absl::Duration retry_after = absl::Seconds(1));

// Any other code (OUT_OF_RANGE, CANCELLED, DEADLINE_EXCEEDED, ABORTED) with ErrorInfo and LocalizedMessage only.
absl::Status OtherError(absl::StatusCode code, Reason reason, Text text);

// INTERNAL. The client reads a plain text; `truth` goes to the log only.
absl::Status InternalError(absl::string_view truth);

// Reason of an error made above, REASON_UNSPECIFIED for any other status.
Reason ReasonOf(const absl::Status& status);

// Field violations of an error made by InvalidError, empty for any other status.
std::vector<Violation> ViolationsOf(const absl::Status& status);

// Chinese text of an error made above; its English message when there is none.
std::string ChineseText(const absl::Status& status);

// What InternalError was told; empty for any other status. Never sent to a client.
std::string TruthOf(const absl::Status& status);

}  // namespace xf
