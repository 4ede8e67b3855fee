// A client of gRPC services that speaks our status: one channel, one identity, absl::StatusOr out, error details kept
// as payloads. Used for calls between services, by xfctl and by tests.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/wire_status.h"

namespace xf::rpc {

// How to reach one server as one caller.
class Client {
 public:
  // `token` may be empty: then the certificate speaks alone.
  Client(std::shared_ptr<grpc::Channel> channel, std::string token)
      : channel_(std::move(channel)), token_(std::move(token)) {}

  // Unary: client.Call(&v1::MemberService::Stub::GetMember, request).
  template <typename Stub, typename Req, typename Resp>
  absl::StatusOr<Resp> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Resp*), const Req& request,
                            absl::Duration timeout = absl::Seconds(30)) const {
    Stub stub(channel_);
    grpc::ClientContext context;
    Prepare(context, timeout);
    Resp response;
    grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpc(status);
    return response;
  }

  // Server stream: `on_message` answers false to stop early.
  template <typename Stub, typename Req, typename Resp>
  absl::Status Read(std::unique_ptr<grpc::ClientReader<Resp>> (Stub::*method)(grpc::ClientContext*, const Req&),
                    const Req& request, const std::function<bool(Resp&)>& on_message,
                    absl::Duration timeout = absl::InfiniteDuration()) const {
    Stub stub(channel_);
    grpc::ClientContext context;
    Prepare(context, timeout);
    auto reader = (stub.*method)(&context, request);
    Resp message;
    bool stopped = false;
    while (!stopped && reader->Read(&message)) stopped = !on_message(message);
    if (stopped) context.TryCancel();
    grpc::Status status = reader->Finish();
    return stopped ? absl::OkStatus() : FromGrpc(status);
  }

  // Client stream: `next` fills a message and answers false when there is none left.
  template <typename Stub, typename Req, typename Resp>
  absl::StatusOr<Resp> Write(std::unique_ptr<grpc::ClientWriter<Req>> (Stub::*method)(grpc::ClientContext*, Resp*),
                             const std::function<bool(Req&)>& next,
                             absl::Duration timeout = absl::InfiniteDuration()) const {
    Stub stub(channel_);
    grpc::ClientContext context;
    Prepare(context, timeout);
    Resp response;
    auto writer = (stub.*method)(&context, &response);
    for (Req message; next(message); message.Clear()) {
      if (!writer->Write(message)) break;
    }
    writer->WritesDone();
    grpc::Status status = writer->Finish();
    if (!status.ok()) return FromGrpc(status);
    return response;
  }

  // Continues a trace: every call carries this `traceparent`.
  void set_traceparent(std::string header) { traceparent_ = std::move(header); }
  // Whether calls wait for a server that is not there yet instead of failing at once.
  void set_wait_for_ready(bool wait) { wait_for_ready_ = wait; }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const std::string& token() const { return token_; }

 private:
  void Prepare(grpc::ClientContext& context, absl::Duration timeout) const;

  std::shared_ptr<grpc::Channel> channel_;
  std::string token_;
  std::string traceparent_;
  bool wait_for_ready_ = false;
};

// Client certificate, key and CA as PEM files.
struct TlsFiles {
  std::string ca;
  std::string cert;
  std::string key;
};

// An mTLS channel with round_robin, keepalive and a 64 MiB answer limit.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const std::string& address, const TlsFiles& tls);

}  // namespace xf::rpc
