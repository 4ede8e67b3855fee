#include "services/ctl/cli/dynamic.h"

#include <grpcpp/generic/generic_stub.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"
#include "services/ctl/cli/services.h"

namespace xf::ctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

grpc::ByteBuffer ToBuffer(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

bool FromBuffer(const grpc::ByteBuffer& buffer, Message& message) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return false;
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return message.ParseFromString(bytes);
}

// One call of any kind over the generic stub, one operation after the other.
class GenericCall {
 public:
  GenericCall(const rpc::Client& client, const MethodDescriptor& method, absl::Duration timeout)
      : stub_(client.channel()) {
    if (timeout != absl::InfiniteDuration()) context_.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
    if (!client.token().empty()) context_.AddMetadata("authorization", absl::StrCat("Bearer ", client.token()));
    call_ = stub_.PrepareCall(&context_, absl::StrCat("/", method.service()->full_name(), "/", method.name()), &queue_);
    call_->StartCall(this);
    started_ = Wait();
  }
  ~GenericCall() {
    queue_.Shutdown();
    void* tag;
    for (bool ok; queue_.Next(&tag, &ok);) continue;
  }

  bool Write(const Message& message) {
    if (!started_) return false;
    call_->Write(ToBuffer(message), this);
    return Wait();
  }
  void WritesDone() {
    if (!started_) return;
    call_->WritesDone(this);
    Wait();
  }
  bool Read(grpc::ByteBuffer& buffer) {
    if (!started_) return false;
    call_->Read(&buffer, this);
    return Wait();
  }
  void Cancel() { context_.TryCancel(); }
  absl::Status Finish() {
    grpc::Status status;
    call_->Finish(&status, this);
    Wait();
    return rpc::FromGrpc(status);
  }

 private:
  bool Wait() {
    void* tag;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
  bool started_ = false;
};

std::string MethodNames(const ServiceDescriptor& service) {
  std::vector<std::string> names;
  for (int i = 0; i < service.method_count(); ++i) names.push_back(service.method(i)->name());
  return absl::StrJoin(names, ", ");
}

}  // namespace

absl::StatusOr<const MethodDescriptor*> FindMethod(const std::string& name) {
  std::string dotted = name;
  if (const size_t slash = dotted.rfind('/'); slash != std::string::npos) dotted[slash] = '.';
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  if (const MethodDescriptor* method = pool.FindMethodByName(dotted)) return method;
  const std::string service_name = dotted.substr(0, dotted.rfind('.'));
  if (const ServiceDescriptor* service = pool.FindServiceByName(service_name)) {
    return absl::NotFoundError(absl::StrCat(service_name, " has no such method; it has ", MethodNames(*service)));
  }
  std::vector<std::string> services;
  for (const ServiceDescriptor* service : LinkedServices()) services.push_back(service->full_name());
  return absl::NotFoundError(absl::StrCat("no method ", name, "; the services are ", absl::StrJoin(services, ", ")));
}

std::string ServiceOf(const MethodDescriptor& method) {
  const std::vector<std::string> parts = absl::StrSplit(method.service()->full_name(), '.');
  const bool ours = parts.size() > 2 && parts[0] == "xianfeng" && parts[1] != "sync" && parts[1] != "audit";
  return ours ? parts[1] : "";
}

std::unique_ptr<Message> NewMessage(const Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

absl::StatusOr<std::unique_ptr<Message>> ParseJson(const Descriptor& type, const std::string& json) {
  std::unique_ptr<Message> message = NewMessage(type);
  if (const auto parsed = google::protobuf::util::JsonStringToMessage(json, message.get()); !parsed.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("not a ", type.full_name(), ": ", std::string(parsed.message())));
  }
  return message;
}

std::string ToJson(const Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = indented;
  std::string json;
  const auto printed = google::protobuf::util::MessageToJsonString(message, &json, options);
  // Fails only for an Any of a type that is not linked; its bytes still tell something.
  return printed.ok() ? json : message.ShortDebugString();
}

absl::Status CallMethod(const rpc::Client& client, const MethodDescriptor& method,
                        const std::function<absl::StatusOr<std::unique_ptr<Message>>()>& next,
                        const std::function<bool(const Message&)>& on_answer, absl::Duration timeout) {
  GenericCall call(client, method, timeout);
  while (true) {
    absl::StatusOr<std::unique_ptr<Message>> request = next();
    if (!request.ok()) {
      call.Cancel();
      call.Finish().IgnoreError();
      return request.status();
    }
    if (*request == nullptr || !call.Write(**request)) break;
  }
  call.WritesDone();
  const std::unique_ptr<Message> answer = NewMessage(*method.output_type());
  for (grpc::ByteBuffer buffer; call.Read(buffer); buffer.Clear()) {
    if (!FromBuffer(buffer, *answer)) return absl::InternalError("an answer does not parse");
    if (on_answer(*answer)) continue;
    call.Cancel();
    call.Finish().IgnoreError();
    return absl::OkStatus();
  }
  return call.Finish();
}

}  // namespace xf::ctl
