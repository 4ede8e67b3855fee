// google.longrunning.Operations, the same in every service that begins operations.
#pragma once

#include "common/rpc/service.h"
#include "google/longrunning/operations.grpc.pb.h"

namespace xf::lro {

// The methods of Google's contract. It names no permission: each handler asks for that of the method that began the
// operation.
class OperationsService final : public rpc::Service<google::longrunning::Operations> {
 public:
  RPC(GetOperation)
  RPC(ListOperations)
  RPC(CancelOperation)
  RPC(WaitOperation)
  RPC(DeleteOperation)
};

}  // namespace xf::lro
