// How a service declares its RPCs: one line each.
//
//   class MemberService final : public rpc::Service<v1::MemberService> {
//    public:
//     RPC(GetMember)            // static absl::StatusOr<v1::Member> GetMember(rpc::Call&, const v1::GetMemberRequest&)
//     RPC_READER(ImportMembers) // static absl::StatusOr<Response> ImportMembers(rpc::Call&, rpc::Reader<Request>&)
//     RPC_WRITER(ExportMembers) // static absl::Status ExportMembers(rpc::Call&, const Request&,
//     rpc::Writer<Response>&)
//   };
//
// Each overrides gRPC's callback virtual, takes its types from the generated sync service, and declares the handler as
// a static member: a forgotten handler is a link error.
#pragma once

#include <grpcpp/grpcpp.h>

#include "common/rpc/call.h"
#include "common/rpc/serve.h"
#include "common/rpc/stream_calls.h"

namespace xf::rpc {

template <typename Method>
struct Types;
template <typename S, typename Req, typename Resp>
struct Types<grpc::Status (S::*)(grpc::ServerContext*, const Req*, Resp*)> {
  using Request = Req;
  using Response = Resp;
};
template <typename S, typename Req, typename Resp>
struct Types<grpc::Status (S::*)(grpc::ServerContext*, const Req*, grpc::ServerWriter<Resp>*)> {
  using Request = Req;
  using Response = Resp;
};
template <typename S, typename Req, typename Resp>
struct Types<grpc::Status (S::*)(grpc::ServerContext*, grpc::ServerReader<Req>*, Resp*)> {
  using Request = Req;
  using Response = Resp;
};

// Base of every service of ours: the generated callback service plus the runtime that serves it.
template <typename Proto>
class Service : public Proto::CallbackService, public ServiceBase {
 public:
  using ProtoService = Proto;
  grpc::Service* grpc_service() final { return this; }
  absl::string_view full_name() const final { return Proto::service_full_name(); }
};

}  // namespace xf::rpc

#define RPC(M)                                                                                                         \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;                                              \
  static absl::StatusOr<M##Types::Response> M(::xf::rpc::Call& call, const M##Types::Request& request);                \
  ::grpc::ServerUnaryReactor* M(::grpc::CallbackServerContext* context, const M##Types::Request* request,              \
                                M##Types::Response* response) override {                                               \
    static const ::xf::rpc::Method& method = MethodNamed(#M);                                                          \
    return ::xf::rpc::ServeUnary<M##Types::Request, M##Types::Response>(runtime(), method, context, request, response, \
                                                                        &M);                                           \
  }

#define RPC_WRITER(M)                                                                                              \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;                                          \
  static absl::Status M(::xf::rpc::Call& call, const M##Types::Request& request,                                   \
                        ::xf::rpc::Writer<M##Types::Response>& writer);                                            \
  ::grpc::ServerWriteReactor<M##Types::Response>* M(::grpc::CallbackServerContext* context,                        \
                                                    const M##Types::Request* request) override {                   \
    static const ::xf::rpc::Method& method = MethodNamed(#M);                                                      \
    return ::xf::rpc::ServeWriter<M##Types::Request, M##Types::Response>(runtime(), method, context, request, &M); \
  }

#define RPC_READER(M)                                                                                               \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;                                           \
  static absl::StatusOr<M##Types::Response> M(::xf::rpc::Call& call, ::xf::rpc::Reader<M##Types::Request>& reader); \
  ::grpc::ServerReadReactor<M##Types::Request>* M(::grpc::CallbackServerContext* context,                           \
                                                  M##Types::Response* response) override {                          \
    static const ::xf::rpc::Method& method = MethodNamed(#M);                                                       \
    return ::xf::rpc::ServeReader<M##Types::Request, M##Types::Response>(runtime(), method, context, response, &M); \
  }
