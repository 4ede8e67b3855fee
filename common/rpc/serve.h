// The adapter between gRPC's callback API and handlers: every cross-cutting step of a call, in one order, in serve.cc.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string>

#include "absl/status/status.h"
#include "common/rpc/service.h"

namespace xf::rpc {

// What a call must pass before its request is parsed: who calls, until when. `info` has what is known also when the
// call is refused.
absl::Status Admit(Runtime& runtime, const Method& method, const grpc::CallbackServerContext& context, CallInfo& info);

// A message as gRPC sends it.
grpc::ByteBuffer BytesOf(const Message& message);
// Parses a message: MESSAGE_TOO_LARGE above 4 MiB, MALFORMED when the bytes are not such a message.
absl::Status ParseMessage(const grpc::ByteBuffer& bytes, Message& message);
// The same and then the field rules, every violation at once.
absl::Status ParseRequest(const grpc::ByteBuffer& bytes, Message& request);

// What streams end with when the client has left, and when there are too many.
absl::Status GoneError();
absl::Status BusyError();

// What every call leaves behind: metrics, one log line, and for the client the status.
class CallRecord {
 public:
  CallRecord(const Method& method, const grpc::CallbackServerContext& context);
  // `truth` of an INTERNAL error goes to the log, never to the client.
  grpc::Status End(const absl::Status& ended, const CallInfo* info);
  const std::string& traceparent() const { return traceparent_; }
  const Method& method() const { return method_; }

 private:
  const Method& method_;
  const absl::Time start_;
  std::string traceparent_, trace_id_, peer_;
};

}  // namespace xf::rpc
