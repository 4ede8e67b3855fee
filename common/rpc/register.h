// How the methods of a service are registered: for the file that constructs it, its definition.cc.
#pragma once

#include <functional>

#include "common/rpc/service.h"

namespace xf::rpc {

// Handlers without the types of their messages, beside an instance of each: all methods of all services share one set
// of gRPC's templates.
struct UnaryHandler {
  const Message& request;
  const Message& response;
  std::function<absl::Status(Call&, const Message& request, Message& response)> handle;
};
struct ReaderHandler {
  const Message& request;
  const Message& response;
  std::function<absl::Status(Call&, MessageSource&, Message& response)> handle;
};
struct WriterHandler {
  const Message& request;
  const Message& response;
  std::function<absl::Status(Call&, const Message& request, MessageSink&)> handle;
};

// The response of a handler where the adapter wants it.
template <typename Response>
absl::Status Store(absl::StatusOr<Response> answer, Message& response) {
  if (!answer.ok()) return answer.status();
  static_cast<Response&>(response) = *std::move(answer);
  return absl::OkStatus();
}

template <api::FixedString kName>
template <typename Request, typename Response>
bool Service<kName>::AddUnary(const char* name, absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
  AddMethod(name, UnaryHandler{Request::default_instance(), Response::default_instance(),
                               [handler](Call& call, const Message& request, Message& response) {
                                 return Store(handler(call, static_cast<const Request&>(request)), response);
                               }});
  return true;
}

template <api::FixedString kName>
template <typename Request, typename Response>
bool Service<kName>::AddReader(const char* name, absl::StatusOr<Response> (*handler)(Call&, Reader<Request>&)) {
  AddMethod(name, ReaderHandler{Request::default_instance(), Response::default_instance(),
                                [handler](Call& call, MessageSource& source, Message& response) {
                                  Reader<Request> reader(source);
                                  return Store(handler(call, reader), response);
                                }});
  return true;
}

template <api::FixedString kName>
template <typename Request, typename Response>
bool Service<kName>::AddWriter(const char* name, absl::Status (*handler)(Call&, const Request&, Writer<Response>&)) {
  AddMethod(name, WriterHandler{Request::default_instance(), Response::default_instance(),
                                [handler](Call& call, const Message& request, MessageSink& sink) {
                                  Writer<Response> writer(sink);
                                  return handler(call, static_cast<const Request&>(request), writer);
                                }});
  return true;
}

}  // namespace xf::rpc
