// Streams between gRPC's reactors and blocking handlers: one thread of the stream executor each, an idle limit, masking
// and field rules at the door.
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include <condition_variable>
#include <memory>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "common/api/mask.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/register.h"
#include "common/rpc/runtime.h"
#include "common/rpc/serve.h"

namespace xf::rpc {
namespace {

// A stream that moves nothing for so long is ended.
constexpr absl::Duration kIdleLimit = absl::Seconds(60);

absl::Status IdleError() {
  return OtherError(absl::StatusCode::kCancelled, errors::REASON_STREAM_IDLE,
                    {"the stream was idle for too long", "数据流空闲时间过长"});
}

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

void Turn::Start() {
  std::lock_guard lock(mutex_);
  pending_ = true;
}

void Turn::Done(bool ok) {
  std::lock_guard lock(mutex_);
  pending_ = false;
  ok_ = ok;
  changed_.notify_all();
}

void Turn::Cancel() {
  std::lock_guard lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
}

absl::StatusOr<bool> Turn::Wait() {
  std::unique_lock lock(mutex_);
  const bool in_time =
      changed_.wait_for(lock, absl::ToChronoMilliseconds(kIdleLimit), [&] { return !pending_ || cancelled_; });
  if (cancelled_) return GoneError();
  if (!in_time) return IdleError();
  return ok_;
}

class ReaderCall final : public grpc::ServerReadReactor<grpc::ByteBuffer>, private MessageSource {
 public:
  ReaderCall(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context, grpc::ByteBuffer& answer,
             const ReaderHandler& handler)
      : runtime_(runtime), method_(method), record_(method, *context), answer_(answer), handler_(handler) {
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

  absl::StatusOr<bool> Next(Message& message) override {
    turn_.Start();
    StartRead(&bytes_);
    ASSIGN_OR_RETURN(const bool more, turn_.Wait());
    if (!more) return false;
    method_.metrics.Received();
    RETURN_IF_ERROR(ParseMessage(bytes_, message));
    return true;
  }

  void Run() {
    absl::Status status;
    {
      Call call(runtime_, method_, info_, nullptr);
      const std::unique_ptr<Message> response(handler_.response.New());
      status = handler_.handle(call, *this, *response);
      if (status.ok()) {
        api::Mask(*response);
        answer_ = BytesOf(*response);
      }
      status = call.Close(std::move(status));
    }
    End(status);
  }

  void End(const absl::Status& status) { Finish(record_.End(status, info_.principal ? &info_ : nullptr)); }

  Runtime& runtime_;
  const Method& method_;
  CallRecord record_;
  grpc::ByteBuffer& answer_;
  const ReaderHandler& handler_;
  CallInfo info_;
  Turn turn_;
  grpc::ByteBuffer bytes_;
};

class WriterCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>, private MessageSink {
 public:
  WriterCall(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context,
             const grpc::ByteBuffer& bytes, const WriterHandler& handler)
      : runtime_(runtime),
        method_(method),
        record_(method, *context),
        request_(handler.request.New()),
        handler_(handler) {
    method.metrics.Received();
    const absl::Status status = Begin(*context, bytes);
    if (!status.ok()) {
      if (info_.principal != nullptr && IsAudited(method_, status)) (void)ParseMessage(bytes, *request_);
      AuditRefusal(runtime_, method_, info_, status, request_.get(), [this, status] { End(status); });
    }
  }

 private:
  absl::Status Begin(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& bytes) {
    info_.traceparent = record_.traceparent();
    RETURN_IF_ERROR(Admit(runtime_, method_, context, info_));
    RETURN_IF_ERROR(ParseRequest(bytes, *request_));
    info_.cancel = std::make_shared<db::Cancel>();
    return runtime_.stream_executor.Submit([this] { Run(); }) ? absl::OkStatus() : BusyError();
  }

  void OnWriteDone(bool ok) override { turn_.Done(ok); }
  void OnCancel() override { turn_.Cancel(); }
  void OnDone() override { delete this; }

  absl::Status Write(Message& message) override {
    if (!call_->revealed()) api::Mask(message);
    bytes_ = BytesOf(message);
    turn_.Start();
    StartWrite(&bytes_);
    ASSIGN_OR_RETURN(const bool sent, turn_.Wait());
    if (!sent) return GoneError();
    method_.metrics.Sent();
    ++sent_;
    return absl::OkStatus();
  }

  void Run() {
    absl::Status status;
    {
      Call call(runtime_, method_, info_, request_.get());
      call_ = &call;
      // What leaves is in the log before it leaves, and how much it was afterwards.
      if (method_.audit != xianfeng::options::v1::AUDIT_READ) status = call.Close(absl::OkStatus());
      if (status.ok()) status = handler_.handle(call, *request_, *this);
      call.Note("messages", absl::StrCat(sent_));
      status = call.Close(std::move(status));
    }
    End(status);
  }

  void End(const absl::Status& status) { Finish(record_.End(status, info_.principal ? &info_ : nullptr)); }

  Runtime& runtime_;
  const Method& method_;
  CallRecord record_;
  const std::unique_ptr<Message> request_;
  const WriterHandler& handler_;
  CallInfo info_;
  Call* call_ = nullptr;
  Turn turn_;
  grpc::ByteBuffer bytes_;
  int64_t sent_ = 0;
};

}  // namespace

absl::Status GoneError() {
  return OtherError(absl::StatusCode::kCancelled, errors::REASON_CANCELLED, {"the client left", "客户端已断开"});
}

absl::Status BusyError() {
  return ExhaustedError(errors::REASON_QUEUE_FULL, {"too many streams; try again", "数据流过多,请稍后重试"});
}

void ServiceBase::AddMethod(const char* name, ReaderHandler handler) {
  const Method& method = FindMethod(full_name(), name, handler.request, handler.response);
  Add(method, new grpc::internal::CallbackClientStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                  [this, &method, handler = std::move(handler)](grpc::CallbackServerContext* context,
                                                                grpc::ByteBuffer* answer) {
                    return new ReaderCall(runtime(), method, context, *answer, handler);
                  }));
}

void ServiceBase::AddMethod(const char* name, WriterHandler handler) {
  const Method& method = FindMethod(full_name(), name, handler.request, handler.response);
  Add(method, new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                  [this, &method, handler = std::move(handler)](grpc::CallbackServerContext* context,
                                                                const grpc::ByteBuffer* bytes) {
                    return new WriterCall(runtime(), method, context, *bytes, handler);
                  }));
}

}  // namespace xf::rpc
