// How RPC, RPC_READER and RPC_WRITER register their methods; included by the one file that constructs a service.
#pragma once

#include "common/rpc/service.h"
#include "common/rpc/stream_calls.h"

namespace xf::rpc {

template <typename Proto>
template <typename Request, typename Response>
bool Service<Proto>::TakeUnary(const char* name, absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
  using grpc::internal::CallbackUnaryHandler;
  const Method& method = FindMethod(full_name(), name);
  this->MarkMethodRawCallback(method.descriptor->index(),
                              new CallbackUnaryHandler<grpc::ByteBuffer, Response>(
                                  [this, &method, handler](grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* bytes, Response* response) {
                                    return ServeUnary<Request, Response>(runtime(), method, context, *bytes, *response,
                                                                         handler);
                                  }));
  return true;
}

template <typename Proto>
template <typename Request, typename Response>
bool Service<Proto>::TakeWriter(const char* name, absl::Status (*handler)(Call&, const Request&, Writer<Response>&)) {
  using grpc::internal::CallbackServerStreamingHandler;
  const Method& method = FindMethod(full_name(), name);
  this->MarkMethodRawCallback(
      method.descriptor->index(),
      new CallbackServerStreamingHandler<grpc::ByteBuffer, Response>(
          [this, &method, handler](grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes) {
            return ServeWriter<Request, Response>(runtime(), method, context, *bytes, handler);
          }));
  return true;
}

template <typename Proto>
template <typename Request, typename Response>
bool Service<Proto>::TakeReader(const char* name, absl::StatusOr<Response> (*handler)(Call&, Reader<Request>&)) {
  using grpc::internal::CallbackClientStreamingHandler;
  const Method& method = FindMethod(full_name(), name);
  this->MarkMethodRawCallback(method.descriptor->index(),
                              new CallbackClientStreamingHandler<grpc::ByteBuffer, Response>(
                                  [this, &method, handler](grpc::CallbackServerContext* context, Response* response) {
                                    return ServeReader<Request, Response>(runtime(), method, context, *response,
                                                                          handler);
                                  }));
  return true;
}

}  // namespace xf::rpc
