#include "common/rpc/service.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>

#include <cstdio>
#include <cstdlib>

namespace xf::rpc {

// gRPC lets a service's methods be added by who inherits from it only.
class ServiceBase::Registration final : public grpc::Service {
 public:
  void Add(const Method& method, grpc::internal::MethodHandler* handler) {
    using grpc::internal::RpcMethod;
    const auto type = method.descriptor->client_streaming()   ? RpcMethod::CLIENT_STREAMING
                      : method.descriptor->server_streaming() ? RpcMethod::SERVER_STREAMING
                                                              : RpcMethod::NORMAL_RPC;
    AddMethod(new grpc::internal::RpcServiceMethod(method.path.c_str(), type, nullptr));
    MarkMethodRawCallback(methods_++, handler);
  }

 private:
  int methods_ = 0;
};

ServiceBase::ServiceBase() : registration_(std::make_unique<Registration>()) {}
ServiceBase::~ServiceBase() = default;

grpc::Service& ServiceBase::grpc_service() const { return *registration_; }

void ServiceBase::Add(const Method& method, grpc::internal::MethodHandler* handler) {
  registration_->Add(method, handler);
}

}  // namespace xf::rpc
