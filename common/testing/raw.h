// Calls with bytes instead of messages, for tests of what no well-behaved client sends.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/client.h"
#include "google/protobuf/descriptor.h"

namespace xf::testing {

// Calls a method of any kind with `requests`, one message each: of a client stream as many as there are, of the others
// the first. Answers the bytes of the answer, of a server stream those of its first message; a stream that was left is
// OK.
absl::StatusOr<std::string> RawCall(const rpc::Client& client, const google::protobuf::MethodDescriptor& method,
                                    const std::vector<std::string>& requests,
                                    absl::Duration timeout = absl::Seconds(10));

// The method of the linked contracts with that full name, "xianfeng.membership.v1.MemberService.GetMember".
const google::protobuf::MethodDescriptor& MethodNamed(const std::string& full_name);

}  // namespace xf::testing
