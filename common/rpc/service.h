// How a service declares its RPCs: one line each.
//
//   class MemberService final : public rpc::Service<"xianfeng.membership.v1.MemberService"> {
//    public:
//     // static absl::StatusOr<v1::Member> GetMember(rpc::Call&, const v1::GetMemberRequest&)
//     RPC(GetMember, v1::Member)
//     // static absl::StatusOr<v1::ImportSummary> ImportMembers(rpc::Call&, rpc::Reader<v1::ImportMembersRequest>&)
//     RPC_READER(ImportMembers, v1::ImportSummary)
//     // static absl::Status ExportMembers(rpc::Call&, const v1::ExportMembersRequest&,
//     //                                   rpc::Writer<v1::ExportMembersResponse>&)
//     RPC_WRITER(ExportMembers, v1::ExportMembersResponse)
//   };
//
// `v1` is the contract's namespace; a request is named after its method. Each line declares the handler as a static
// member (a forgotten handler is a link error) and registers a method that takes bytes, so that what does not parse is
// refused as MALFORMED after authentication (gRPC would say UNIMPLEMENTED to a call, and end a stream as if it were
// complete). A process whose lines are not what the contract says ends when it starts.
//
// Nothing here includes gRPC or its generated services: reading them took most of the time that a handler compiles.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/rpc/call.h"
#include "common/rpc/method.h"
#include "common/rpc/stream.h"

namespace grpc {
class Service;
namespace internal {
class MethodHandler;
}
}  // namespace grpc

namespace xf::rpc {

using Message = google::protobuf::Message;
struct UnaryHandler;
struct ReaderHandler;
struct WriterHandler;

// A service of ours, without its contract.
class ServiceBase {
 public:
  ServiceBase();
  virtual ~ServiceBase();
  virtual absl::string_view full_name() const = 0;
  void Attach(Runtime& runtime) { runtime_ = &runtime; }
  // What gRPC is given.
  grpc::Service& grpc_service() const;

 protected:
  Runtime& runtime() const { return *runtime_; }

  // Each adds a method that takes and gives bytes.
  void AddMethod(const char* name, UnaryHandler handler);
  void AddMethod(const char* name, ReaderHandler handler);
  void AddMethod(const char* name, WriterHandler handler);
  // Adds a method that gRPC calls by itself; takes the handler over.
  void Add(const Method& method, grpc::internal::MethodHandler* handler);

 private:
  class Registration;
  Runtime* runtime_ = nullptr;
  std::unique_ptr<Registration> registration_;
};

// Base of every service of ours: what its contract is called, and how a handler loses its types. The answers are always
// true. Defined in register.h, for the one file that constructs the service: every other would instantiate a hundred
// methods as well.
template <api::FixedString kName>
class Service : public ServiceBase {
 public:
  absl::string_view full_name() const final { return kName.value; }

 protected:
  template <typename Request, typename Response>
  bool AddUnary(const char* name, absl::StatusOr<Response> (*handler)(Call&, const Request&));
  template <typename Request, typename Response>
  bool AddReader(const char* name, absl::StatusOr<Response> (*handler)(Call&, Reader<Request>&));
  template <typename Request, typename Response>
  bool AddWriter(const char* name, absl::Status (*handler)(Call&, const Request&, Writer<Response>&));
};

}  // namespace xf::rpc

#define RPC(METHOD, RESPONSE)                                                                        \
  static absl::StatusOr<RESPONSE> METHOD(::xf::rpc::Call& call, const v1::METHOD##Request& request); \
  const bool METHOD##Added = AddUnary<v1::METHOD##Request, RESPONSE>(#METHOD, &METHOD);

#define RPC_READER(METHOD, RESPONSE)                                                                             \
  static absl::StatusOr<RESPONSE> METHOD(::xf::rpc::Call& call, ::xf::rpc::Reader<v1::METHOD##Request>& reader); \
  const bool METHOD##Added = AddReader<v1::METHOD##Request, RESPONSE>(#METHOD, &METHOD);

#define RPC_WRITER(METHOD, RESPONSE)                                                    \
  static absl::Status METHOD(::xf::rpc::Call& call, const v1::METHOD##Request& request, \
                             ::xf::rpc::Writer<RESPONSE>& writer);                      \
  const bool METHOD##Added = AddWriter<v1::METHOD##Request, RESPONSE>(#METHOD, &METHOD);
