// The adapter between gRPC's callback API and handlers: every cross-cutting step of a call, in one order, in serve.cc.
#pragma once

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>

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

using Message = google::protobuf::Message;

// Handlers without the types of their messages, each beside an instance of what it needs one of; service.h makes them.
// All methods of all services share one set of gRPC's templates: each of its own took most of the time that a service
// compiles.
struct UnaryHandler {
  const Message& request;
  const Message& response;
  std::function<absl::Status(Call&, const Message& request, Message& response)> handle;
};
struct ReaderHandler {
  const Message& response;
  std::function<absl::Status(Call&, MessageSource&, Message& response)> handle;
};
struct WriterHandler {
  const Message& request;
  std::function<absl::Status(Call&, const Message& request, MessageSink&)> handle;
};

// A service of ours, without its type.
class ServiceBase : public grpc::Service {
 public:
  virtual absl::string_view full_name() const = 0;
  void Attach(Runtime& runtime) { runtime_ = &runtime; }

 protected:
  Runtime& runtime() const { return *runtime_; }

  // Each adds a method that takes and gives bytes; the answer is always true.
  bool Take(const char* name, UnaryHandler handler);
  bool Take(const char* name, ReaderHandler handler);
  bool Take(const char* name, WriterHandler handler);
  // Adds a method that gRPC calls by itself.
  void Add(const Method& method, grpc::internal::MethodHandler* handler);

 private:
  Runtime* runtime_ = nullptr;
  int methods_ = 0;
};

// What a call must pass before its request is parsed: who calls, until when. `info` has what is known also when the
// call is refused.
absl::Status Admit(Runtime& runtime, const Method& method, const grpc::CallbackServerContext& context, CallInfo& info);

// A message as gRPC sends it.
grpc::ByteBuffer BytesOf(const Message& message);
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
