// What the audit log is told of a call. A success of a write is appended in its own transaction (call.cc); everything
// else here, in a transaction of its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/audit/chain.h"
#include "common/rpc/call.h"
#include "google/protobuf/message.h"

namespace xf::rpc {

class Runtime;
struct Method;

// Whether a call that ended so is audited: every refusal; of a write, reveal or export (`as_reveal`: or a read that
// showed what is sensitive) every end but those that mean "not tried": UNAVAILABLE and RESOURCE_EXHAUSTED.
bool IsAudited(const Method& method, const absl::Status& status, bool as_reveal = false);

// Details of an entry, to be sealed: they may hold personal data.
using Notes = std::vector<std::pair<std::string, std::string>>;

// Who, what, when, from where and with what result. The caller adds county, resources and after_hash.
audit::Entry MakeEntry(const Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                       Notes notes);

// Appends an entry about a call that changed nothing: `request` (may be null for streams) tells its county and names.
// The chain is that of the county, when this service has it, else that of no county. Blocks: not for gRPC's threads.
absl::Status AppendAlone(Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                         const google::protobuf::Message* request, Notes notes, const std::string& county = "");

// Appends an entry about a call that was refused before its handler ran, then calls `end`; on one of the executor's
// threads, or at once when nothing is to be appended.
// Callers who are nobody are coalesced (refusals.h).
void AuditRefusal(Runtime& runtime, const Method& method, const CallInfo& info, const absl::Status& status,
                  const google::protobuf::Message* request, std::function<void()> end);

// Appends what a flood of refusals has left out, if it is time. Blocks.
void AppendLeftOut(Runtime& runtime, absl::Time now);

}  // namespace xf::rpc
