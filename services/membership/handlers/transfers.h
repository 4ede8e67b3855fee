// What the hops of a transfer have in common.
#pragma once

#include <string>

#include "services/membership/domain/transfer_rules.h"
#include "services/membership/service.h"

namespace xf::membership {

// Where `organization` stands and which committee speaks for it, wherever it is; REFERENCE_NOT_FOUND about `field`.
absl::StatusOr<TransferEnd> FindEnd(rpc::Call& call, const std::string& organization, absl::string_view field);

// An open transfer, locked until the end of the transaction. STATE_CONFLICT when it is closed, ABORTED by the etag.
absl::StatusOr<v1::Transfer> LockTransfer(rpc::Call& call, const std::string& name, const std::string& etag);

// Refuses a caller who does not speak for the side that is to answer: the source committee before it has approved and
// for destinations out of the system's reach, the destination's committee otherwise.
absl::Status CheckAnswers(rpc::Call& call, const v1::Transfer& transfer);

// Saves a hop with its step, and tells the feed.
absl::StatusOr<v1::Transfer> SaveHop(rpc::Call& call, v1::Transfer transfer, v1::TransferState state,
                                     const std::string& note);

}  // namespace xf::membership
