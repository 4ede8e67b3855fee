// Streams between gRPC's reactors and blocking handlers: one thread of the stream executor each, an idle limit, masking
// and field rules at the door.
#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <memory>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "common/api/mask.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/runtime.h"
#include "common/rpc/serve.h"

namespace xf::rpc {

// A stream that moves nothing for so long is ended.
inline constexpr absl::Duration kIdleLimit = absl::Seconds(60);

namespace internal {

absl::Status IdleError();
absl::Status GoneError();
absl::Status BusyError();

// Waits for gRPC's side of the stream: one operation at a time.
class Turn {
 public:
  // An operation begins; Done() will tell of it.
  void Start();
  // gRPC says how the operation went.
  void Done(bool ok);
  void Cancel();
  // Whether the operation went well; false at the end of the stream. Error when the client left or nothing came in
  // time.
  absl::StatusOr<bool> Wait();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool pending_ = false;
  bool ok_ = false;
  bool cancelled_ = false;
};

template <typename Request, typename Response>
class ReaderCall final : public grpc::ServerReadReactor<grpc::ByteBuffer>, private Reader<Request> {
 public:
  using Handler = absl::StatusOr<Response> (*)(Call&, Reader<Request>&);

  ReaderCall(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context, Response& response,
             Handler handler)
      : runtime_(runtime), method_(method), record_(method, *context), response_(response), handler_(handler) {
    const absl::Status status = Begin(*context);
    if (!status.ok()) AuditRefusal(runtime_, method_, info_, status, nullptr, [this, status] { End(status); });
  }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context) {
    info_.traceparent = record_.traceparent();
    RETURN_IF_ERROR(Admit(runtime_, method_, context, info_));
    info_.cancel = std::make_shared<db::Cancel>();
    return runtime_.stream_executor.Submit([this] { Run(); }) ? absl::OkStatus() : BusyError();
  }

  void OnReadDone(bool ok) override { turn_.Done(ok); }
  void OnCancel() override { turn_.Cancel(); }
  void OnDone() override { delete this; }

  absl::StatusOr<std::optional<Request>> Next() override {
    turn_.Start();
    this->StartRead(&bytes_);
    ASSIGN_OR_RETURN(const bool more, turn_.Wait());
    if (!more) return std::nullopt;
    method_.metrics.Received();
    std::optional<Request> message(std::in_place);
    RETURN_IF_ERROR(ParseMessage(bytes_, *message));
    return message;
  }

  void Run() {
    absl::Status status;
    {
      Call call(runtime_, method_, info_, nullptr);
      auto answer = handler_(call, *this);
      status = answer.status();
      if (answer.ok()) {
        response_ = *std::move(answer);
        api::Mask(response_);
      }
      status = call.Close(std::move(status));
    }
    End(status);
  }

  void End(const absl::Status& status) { this->Finish(record_.End(status, info_.principal ? &info_ : nullptr)); }

  Runtime& runtime_;
  const Method& method_;
  CallRecord record_;
  Response& response_;
  Handler handler_;
  CallInfo info_;
  Turn turn_;
  grpc::ByteBuffer bytes_;
};

template <typename Request, typename Response>
class WriterCall final : public grpc::ServerWriteReactor<Response>, private Writer<Response> {
 public:
  using Handler = absl::Status (*)(Call&, const Request&, Writer<Response>&);

  WriterCall(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context,
             const grpc::ByteBuffer& bytes, Handler handler)
      : runtime_(runtime), method_(method), record_(method, *context), handler_(handler) {
    method.metrics.Received();
    const absl::Status status = Begin(*context, bytes);
    if (!status.ok()) {
      if (info_.principal != nullptr && IsAudited(method_, status)) (void)ParseMessage(bytes, request_);
      AuditRefusal(runtime_, method_, info_, status, &request_, [this, status] { End(status); });
    }
  }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& bytes) {
    info_.traceparent = record_.traceparent();
    RETURN_IF_ERROR(Admit(runtime_, method_, context, info_));
    RETURN_IF_ERROR(ParseRequest(bytes, request_));
    info_.cancel = std::make_shared<db::Cancel>();
    return runtime_.stream_executor.Submit([this] { Run(); }) ? absl::OkStatus() : BusyError();
  }

  void OnWriteDone(bool ok) override { turn_.Done(ok); }
  void OnCancel() override { turn_.Cancel(); }
  void OnDone() override { delete this; }

  absl::Status Write(Response response) override {
    if (!call_->revealed()) api::Mask(response);
    message_ = std::move(response);
    turn_.Start();
    this->StartWrite(&message_);
    ASSIGN_OR_RETURN(const bool sent, turn_.Wait());
    if (!sent) return GoneError();
    method_.metrics.Sent();
    ++sent_;
    return absl::OkStatus();
  }

  void Run() {
    absl::Status status;
    {
      Call call(runtime_, method_, info_, &request_);
      call_ = &call;
      // What leaves is in the log before it leaves, and how much it was afterwards.
      if (method_.audit != xianfeng::options::v1::AUDIT_READ) status = call.Close(absl::OkStatus());
      if (status.ok()) status = handler_(call, request_, *this);
      call.Note("messages", absl::StrCat(sent_));
      status = call.Close(std::move(status));
    }
    End(status);
  }

  void End(const absl::Status& status) { this->Finish(record_.End(status, info_.principal ? &info_ : nullptr)); }

  Runtime& runtime_;
  const Method& method_;
  CallRecord record_;
  Request request_;
  Handler handler_;
  CallInfo info_;
  Call* call_ = nullptr;
  Turn turn_;
  Response message_;
  int64_t sent_ = 0;
};

}  // namespace internal

template <typename Request, typename Response>
grpc::ServerReadReactor<grpc::ByteBuffer>* ServeReader(Runtime& runtime, const Method& method,
                                                       grpc::CallbackServerContext* context, Response& response,
                                                       absl::StatusOr<Response> (*handler)(Call&, Reader<Request>&)) {
  return new internal::ReaderCall<Request, Response>(runtime, method, context, response, handler);
}

template <typename Request, typename Response>
grpc::ServerWriteReactor<Response>* ServeWriter(Runtime& runtime, const Method& method,
                                                grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
                                                absl::Status (*handler)(Call&, const Request&, Writer<Response>&)) {
  return new internal::WriterCall<Request, Response>(runtime, method, context, bytes, handler);
}

}  // namespace xf::rpc
