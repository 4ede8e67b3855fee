// What the contract says of a method, read once from its descriptor.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/obs/metrics.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::rpc {

struct Method {
  const google::protobuf::MethodDescriptor* descriptor;
  // "xianfeng.membership.v1.MemberService/GetMember".
  std::string name;
  // What gRPC calls it: "/" and the name.
  std::string path;
  // Empty for google.longrunning.Operations only, whose handlers decide.
  std::string permission;
  xianfeng::options::v1::Audit audit;
  mutable obs::RpcMetrics metrics;

  bool writes() const { return audit == xianfeng::options::v1::AUDIT_WRITE; }
};

// A method of a linked service. The process ends when there is none.
const Method& FindMethod(absl::string_view service, absl::string_view method);
// The same; the process ends as well when the contract has other messages.
const Method& FindMethod(absl::string_view service, absl::string_view method, const google::protobuf::Message& request,
                         const google::protobuf::Message& response);

// Error naming every method of the service that has no access option: such a server must not start.
absl::Status CheckAccessOptions(absl::string_view service);

}  // namespace xf::rpc
