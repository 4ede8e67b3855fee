#include "common/testing/raw.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/codegen/sync_stream.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace xf::testing {
namespace {

using grpc::ByteBuffer;
using grpc::internal::RpcMethod;

ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return ByteBuffer(&slice, 1);
}

std::string ToText(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::Status ReadOne(grpc::ChannelInterface* channel, const RpcMethod& method, grpc::ClientContext& context,
                     const std::string& request, ByteBuffer& answer) {
  const std::unique_ptr<grpc::ClientReader<ByteBuffer>> reader(
      grpc::internal::ClientReaderFactory<ByteBuffer>::Create(channel, method, &context, ToBuffer(request)));
  if (!reader->Read(&answer)) return reader->Finish();
  context.TryCancel();
  (void)reader->Finish();
  return grpc::Status::OK;
}

grpc::Status WriteAll(grpc::ChannelInterface* channel, const RpcMethod& method, grpc::ClientContext& context,
                      const std::vector<std::string>& requests, ByteBuffer& answer) {
  const std::unique_ptr<grpc::ClientWriter<ByteBuffer>> writer(
      grpc::internal::ClientWriterFactory<ByteBuffer>::Create(channel, method, &context, &answer));
  for (const std::string& request : requests) {
    if (!writer->Write(ToBuffer(request))) break;
  }
  writer->WritesDone();
  return writer->Finish();
}

grpc::Status Send(grpc::ClientContext& context, const rpc::Client& client,
                  const google::protobuf::MethodDescriptor& method, const std::vector<std::string>& requests,
                  ByteBuffer& answer) {
  const std::string path = absl::StrCat("/", method.service()->full_name(), "/", method.name());
  const auto& channel = client.channel();
  if (method.client_streaming()) {
    const RpcMethod rpc(path.c_str(), RpcMethod::CLIENT_STREAMING, channel);
    return WriteAll(channel.get(), rpc, context, requests, answer);
  }
  if (method.server_streaming()) {
    const RpcMethod rpc(path.c_str(), RpcMethod::SERVER_STREAMING, channel);
    return ReadOne(channel.get(), rpc, context, requests.at(0), answer);
  }
  const RpcMethod rpc(path.c_str(), RpcMethod::NORMAL_RPC, channel);
  return grpc::internal::BlockingUnaryCall(channel.get(), rpc, &context, ToBuffer(requests.at(0)), &answer);
}

}  // namespace

absl::StatusOr<std::string> RawCall(const rpc::Client& client, const google::protobuf::MethodDescriptor& method,
                                    const std::vector<std::string>& requests, absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  context.set_wait_for_ready(true);
  if (!client.token().empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", client.token()));
  ByteBuffer answer;
  const grpc::Status status = Send(context, client, method, requests, answer);
  if (!status.ok()) return rpc::FromGrpc(status);
  return ToText(answer);
}

const google::protobuf::MethodDescriptor& MethodNamed(const std::string& full_name) {
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(full_name);
  if (method != nullptr) return *method;
  std::fprintf(stderr, "no method %s in the linked contracts\n", full_name.c_str());
  std::abort();
}

}  // namespace xf::testing
