// Methods and messages by name: any method of the linked contracts, called with JSON.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/client.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace xf::ctl {

// "xianfeng.membership.v1.MemberService/GetMember", also with a dot for the slash. NOT_FOUND names the methods of the
// service, or the services.
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(const std::string& name);

// The service of ours that has a method: "membership" for xianfeng.membership.v1; empty for shared ones like
// xianfeng.sync.v1, which every service has.
std::string ServiceOf(const google::protobuf::MethodDescriptor& method);

// An empty message of a linked type.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);
// A message from proto3 JSON; unknown fields are refused.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> ParseJson(const google::protobuf::Descriptor& type,
                                                                     const std::string& json);
// Proto3 JSON with the fields' own names, on one line or, for people, on many.
std::string ToJson(const google::protobuf::Message& message, bool indented);

// Calls a method of any kind: `next` gives the requests, null after the last one; `on_answer` gets each answer and
// tells whether to go on. Blocks until the call has ended.
absl::Status CallMethod(const rpc::Client& client, const google::protobuf::MethodDescriptor& method,
                        const std::function<absl::StatusOr<std::unique_ptr<google::protobuf::Message>>()>& next,
                        const std::function<bool(const google::protobuf::Message&)>& on_answer, absl::Duration timeout);

}  // namespace xf::ctl
