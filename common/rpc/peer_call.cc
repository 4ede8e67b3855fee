#include "common/rpc/peer_call.h"

#include "common/base/error.h"

namespace xf::rpc {

absl::Status PeerError(const absl::Status& status) {
  // A status without a reason was made by the transport; what the peer itself answered has one.
  if (ReasonOf(status) != errors::REASON_UNSPECIFIED || !absl::IsUnavailable(status)) return status;
  return UnavailableError(
      errors::REASON_PEER_UNAVAILABLE,
      {"a service that this call needs can't be reached; try again", "所需的其他服务暂时无法连接，请稍后再试"});
}

}  // namespace xf::rpc
