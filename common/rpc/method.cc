#include "common/rpc/method.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace xf::rpc {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
namespace options = xianfeng::options::v1;

// Google's contract has none of our options. Its handlers ask for the permission of the method that began the
// operation.
constexpr absl::string_view kOperations = "google.longrunning.Operations";

options::Access AccessOf(absl::string_view service, const MethodDescriptor& method) {
  if (service != kOperations) return method.options().GetExtension(options::access);
  options::Access access;
  const bool writes = method.name() == "CancelOperation" || method.name() == "DeleteOperation";
  access.set_audit(writes ? options::AUDIT_WRITE : options::AUDIT_READ);
  return access;
}

absl::string_view TypeOf(const MethodDescriptor& method) {
  return method.client_streaming() ? "client_stream" : method.server_streaming() ? "server_stream" : "unary";
}

}  // namespace

const Method& FindMethod(absl::string_view service, absl::string_view method) {
  static std::mutex mutex;
  static auto& methods = *new std::map<std::string, std::unique_ptr<Method>>;
  const std::string name = absl::StrCat(service, "/", method);
  std::lock_guard lock(mutex);
  if (auto found = methods.find(name); found != methods.end()) return *found->second;
  const auto* descriptor = DescriptorPool::generated_pool()->FindMethodByName(absl::StrCat(service, ".", method));
  if (descriptor == nullptr) {
    std::fprintf(stderr, "no method %s in the linked contracts\n", name.c_str());
    std::abort();
  }
  const options::Access access = AccessOf(service, *descriptor);
  methods[name] =
      std::unique_ptr<Method>(new Method{descriptor, name, absl::StrCat("/", name), access.permission(), access.audit(),
                                         obs::RpcMetrics(TypeOf(*descriptor), service, method)});
  return *methods[name];
}

const Method& FindMethod(absl::string_view service, absl::string_view name, const google::protobuf::Message& request,
                         const google::protobuf::Message& response) {
  const Method& method = FindMethod(service, name);
  const auto& contract = *method.descriptor;
  if (contract.input_type() == request.GetDescriptor() && contract.output_type() == response.GetDescriptor()) {
    return method;
  }
  std::fprintf(stderr, "%s takes %s and gives %s, its handler %s and %s\n", method.name.c_str(),
               contract.input_type()->full_name().c_str(), contract.output_type()->full_name().c_str(),
               request.GetDescriptor()->full_name().c_str(), response.GetDescriptor()->full_name().c_str());
  std::abort();
}

absl::Status CheckAccessOptions(absl::string_view service) {
  const auto* descriptor = DescriptorPool::generated_pool()->FindServiceByName(std::string(service));
  if (descriptor == nullptr)
    return absl::NotFoundError(absl::StrCat("no service ", service, " in the linked contracts"));
  if (service == kOperations) return absl::OkStatus();
  std::vector<std::string> missing;
  for (int i = 0; i < descriptor->method_count(); ++i) {
    const options::Access& access = descriptor->method(i)->options().GetExtension(options::access);
    if (access.permission().empty() || access.audit() == options::AUDIT_UNSPECIFIED) {
      missing.push_back(descriptor->method(i)->full_name());
    }
  }
  if (missing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("no access option on ", absl::StrJoin(missing, ", ")));
}

}  // namespace xf::rpc
