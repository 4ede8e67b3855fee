#include "common/rpc/peers.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace xf::rpc {

absl::StatusOr<std::shared_ptr<grpc::Channel>> Peers::Channel(absl::string_view service) {
  std::string name(service);
  if (absl::StartsWith(service, "xianfeng.")) {
    name = std::vector<std::string>(absl::StrSplit(service, '.'))[1];
  }
  const auto address = addresses_.find(name);
  if (address == addresses_.end()) {
    return UnavailableError(errors::REASON_PEER_UNAVAILABLE,
                            {absl::StrCat("service ", name, " is not configured"), absl::StrCat("未配置服务 ", name)});
  }
  std::lock_guard lock(mutex_);
  auto& channel = channels_[name];
  if (channel == nullptr) {
    ASSIGN_OR_RETURN(channel, OpenChannel(address->second, tls_));
  }
  return channel;
}

}  // namespace xf::rpc
