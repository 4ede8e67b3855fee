// Channels to the other services, one each, opened at first use.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/client.h"

namespace xf::rpc {

class Peers {
 public:
  // `addresses`: service name → "host:port"; `tls`: our own certificate.
  Peers(std::map<std::string, std::string> addresses, TlsFiles tls)
      : addresses_(std::move(addresses)), tls_(std::move(tls)) {}

  // Channel to the service whose proto package is meant: "xianfeng.membership.v1.MemberService" or "membership".
  absl::StatusOr<std::shared_ptr<grpc::Channel>> Channel(absl::string_view service);

 private:
  const std::map<std::string, std::string> addresses_;
  const TlsFiles tls_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace xf::rpc
