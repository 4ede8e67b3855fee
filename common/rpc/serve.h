// The adapter between gRPC's callback API and handlers: every cross-cutting step of a call, in one order, in serve.cc.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/call.h"
#include "common/rpc/method.h"
#include "common/rpc/stream.h"

namespace xf::rpc {

class Runtime;

// A service of ours, without its type.
class ServiceBase {
 public:
  virtual ~ServiceBase() = default;
  virtual grpc::Service* grpc_service() = 0;
  virtual absl::string_view full_name() const = 0;
  void Attach(Runtime& runtime) { runtime_ = &runtime; }

 protected:
  Runtime& runtime() const { return *runtime_; }
  const Method& MethodNamed(absl::string_view method) const { return FindMethod(full_name(), method); }

 private:
  Runtime* runtime_ = nullptr;
};

using Message = google::protobuf::Message;

// Fills the response of one call.
using UnaryHandler = std::function<absl::Status(Call&)>;
// `request` is empty; the call fills it from `bytes` once the caller has been admitted.
grpc::ServerUnaryReactor* StartUnary(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer& bytes, std::shared_ptr<Message> request, Message& response,
                                     UnaryHandler handler);

template <typename Request, typename Response>
grpc::ServerUnaryReactor* ServeUnary(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context,
                                     const grpc::ByteBuffer& bytes, Response& response,
                                     absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
  auto request = std::make_shared<Request>();
  return StartUnary(runtime, method, context, bytes, request, response,
                    [handler, &request = *request, &response](Call& call) -> absl::Status {
                      absl::StatusOr<Response> answer = handler(call, request);
                      if (!answer.ok()) return answer.status();
                      response = *std::move(answer);
                      return absl::OkStatus();
                    });
}

// What a call must pass before its request is parsed: who calls, until when. `info` has what is known also when the
// call is refused.
absl::Status Admit(Runtime& runtime, const Method& method, const grpc::CallbackServerContext& context, CallInfo& info);

// Parses a message: MESSAGE_TOO_LARGE above 4 MiB, MALFORMED when the bytes are not such a message.
absl::Status ParseMessage(const grpc::ByteBuffer& bytes, Message& message);
// The same and then the field rules, every violation at once.
absl::Status ParseRequest(const grpc::ByteBuffer& bytes, Message& request);

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
