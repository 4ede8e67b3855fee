// google.longrunning.Operations, the same in every service that begins operations.
#pragma once

#include "common/rpc/service.h"
#include "google/longrunning/operations.pb.h"

namespace xf::lro {

namespace v1 = google::longrunning;

// The methods of Google's contract. It names no permission: each handler asks for that of the method that began the
// operation.
class OperationsService final : public rpc::Service<"google.longrunning.Operations"> {
 public:
  RPC(GetOperation, v1::Operation)
  RPC(ListOperations, v1::ListOperationsResponse)
  RPC(CancelOperation, google::protobuf::Empty)
  RPC(WaitOperation, v1::Operation)
  RPC(DeleteOperation, google::protobuf::Empty)
};

}  // namespace xf::lro
