#include "services/rotation/handlers/dispatch.h"

#include "common/lro/operation.h"

namespace xf::rotation {

bool MustTell(const v1::Placement& before, const v1::Placement& after) {
  if (after.state() == v1::PLACEMENT_STATE_DISPATCHING || after.state() == v1::PLACEMENT_STATE_DISPATCHED) return true;
  // Of what was recorded as over, and of what was never sent, nobody was told.
  return !before.operation().empty() && before.state() != v1::PLACEMENT_STATE_PLANNED;
}

absl::Status PutUpTelling(rpc::Call& call, v1::Placement& placement) {
  if (!placement.operation().empty()) {
    ASSIGN_OR_RETURN(const bool open, lro::IsOpen(call.db(), placement.name()));
    if (open) return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const lro::Operation operation, lro::Start(call,
                                                              {.method = kDispatch,
                                                               .target = placement.name(),
                                                               .org_path = placement.org_path(),
                                                               .input = "",
                                                               .must_end = true},
                                                              placement));
  placement.set_operation(operation.name());
  return absl::OkStatus();
}

}  // namespace xf::rotation
