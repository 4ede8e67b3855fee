// absl::Status ↔ grpc::Status with google.rpc.Status in the trailer grpc-status-details-bin.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace xf::rpc {

// What goes on the wire: code, message, details; never the truth of an INTERNAL error.
grpc::Status ToGrpc(const absl::Status& status);

// What came from the wire, details as payloads.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace xf::rpc
