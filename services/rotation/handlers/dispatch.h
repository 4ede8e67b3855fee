// Tells membership and training who is sent away, until when, and who is not after all: a saga.
//
// Each dispatched placement has one operation at a time that tells both of it as it now is, with the placement's
// version as the sequence; the operation is put up in the transaction that changes the placement, so nothing that was
// changed is left untold, whatever ends or restarts. While the placement is DISPATCHING either may refuse: then both
// are told that it does not take place, and it is PLANNED again. Later words are facts, and nobody refuses them.
#pragma once

#include "absl/status/statusor.h"
#include "common/lro/run.h"
#include "common/rpc/call.h"
#include "services/rotation/service.h"

namespace xf::rotation {

// The method whose operations tell, whatever call put them up.
inline constexpr char kDispatch[] = "xianfeng.rotation.v1.PlacementService/DispatchPlacements";

// Whether membership and training have to hear of a change of a placement.
bool MustTell(const v1::Placement& before, const v1::Placement& after);

// Puts up the operation that tells of the placement once the transaction has committed, and notes it in `operation`.
// The placement is new or locked. One that is open already is enough: it looks again before it ends.
absl::Status PutUpTelling(rpc::Call& call, v1::Placement& placement);

// The run of that operation; its target is the placement.
absl::StatusOr<google::protobuf::Any> RunDispatch(lro::Run& run);

}  // namespace xf::rotation
