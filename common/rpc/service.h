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
// Each registers a method that takes bytes, so that what does not parse is refused as MALFORMED after authentication
// (gRPC would say UNIMPLEMENTED to a call, and end a stream as if it were complete), and declares the handler as a
// static member: a forgotten handler is a link error.
#pragma once

#include <grpcpp/grpcpp.h>

#include "common/rpc/call.h"
#include "common/rpc/serve.h"
#include "common/rpc/stream.h"

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

// Base of every service of ours: what its contract is called, and how a handler loses its types.
template <typename Proto>
class Service : public ServiceBase {
 public:
  using ProtoService = Proto;
  absl::string_view full_name() const final { return Proto::service_full_name(); }

 protected:
  template <typename Request, typename Response>
  bool TakeUnary(const char* name, absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
    return Take(name, UnaryHandler{Request::default_instance(), Response::default_instance(),
                                   [handler](Call& call, const Message& request, Message& response) {
                                     return Store(handler(call, static_cast<const Request&>(request)), response);
                                   }});
  }
  template <typename Request, typename Response>
  bool TakeReader(const char* name, absl::StatusOr<Response> (*handler)(Call&, Reader<Request>&)) {
    return Take(name, ReaderHandler{Response::default_instance(),
                                    [handler](Call& call, MessageSource& source, Message& response) {
                                      Reader<Request> reader(source);
                                      return Store(handler(call, reader), response);
                                    }});
  }
  template <typename Request, typename Response>
  bool TakeWriter(const char* name, absl::Status (*handler)(Call&, const Request&, Writer<Response>&)) {
    return Take(name, WriterHandler{Request::default_instance(),
                                    [handler](Call& call, const Message& request, MessageSink& sink) {
                                      Writer<Response> writer(sink);
                                      return handler(call, static_cast<const Request&>(request), writer);
                                    }});
  }

 private:
  template <typename Response>
  static absl::Status Store(absl::StatusOr<Response> answer, Message& response) {
    if (answer.ok()) static_cast<Response&>(response) = *std::move(answer);
    return answer.status();
  }
};

}  // namespace xf::rpc

#define RPC(M)                                                                                          \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;                               \
  static absl::StatusOr<M##Types::Response> M(::xf::rpc::Call& call, const M##Types::Request& request); \
  const bool M##Taken = this->template TakeUnary<M##Types::Request, M##Types::Response>(#M, &M);

#define RPC_WRITER(M)                                                            \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;        \
  static absl::Status M(::xf::rpc::Call& call, const M##Types::Request& request, \
                        ::xf::rpc::Writer<M##Types::Response>& writer);          \
  const bool M##Taken = this->template TakeWriter<M##Types::Request, M##Types::Response>(#M, &M);

#define RPC_READER(M)                                                                                               \
  using M##Types = ::xf::rpc::Types<decltype(&ProtoService::Service::M)>;                                           \
  static absl::StatusOr<M##Types::Response> M(::xf::rpc::Call& call, ::xf::rpc::Reader<M##Types::Request>& reader); \
  const bool M##Taken = this->template TakeReader<M##Types::Request, M##Types::Response>(#M, &M);
