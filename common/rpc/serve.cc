// The steps of every call, in their order: trace → identity (mTLS, token) → limits → permission → deadline → size and
// form → field rules → executor → handler → commit with audit entry, feed and saved answer → masking → audit of what
// changed nothing → status details → metrics → one log line.
#include "common/rpc/serve.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/api/field_rules.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/sqlstate.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"
#include "common/obs/trace.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/register.h"
#include "common/rpc/runtime.h"
#include "common/rpc/wire_status.h"

namespace xf::rpc {
namespace {

constexpr absl::Duration kDefaultDeadline = absl::Seconds(5);
constexpr absl::Duration kLongestUnary = absl::Seconds(30);
constexpr int kMostAttempts = 3;
constexpr size_t kMostBytes = 4 << 20;

absl::string_view MetadataOf(const grpc::CallbackServerContext& context, const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  return found == metadata.end() ? absl::string_view() : absl::string_view(found->second.data(), found->second.size());
}

// URI SAN of the client's certificate, "" when it has none.
std::string PeerSan(const grpc::CallbackServerContext& context) {
  const auto auth = context.auth_context();
  if (auth == nullptr) return "";
  for (const auto& uri : auth->FindPropertyValues("peer_uri")) return std::string(uri.data(), uri.size());
  return "";
}

absl::Time DeadlineOf(const grpc::CallbackServerContext& context, bool stream) {
  const absl::Time now = absl::Now();
  const auto wanted = context.deadline();
  const bool infinite = wanted == std::chrono::system_clock::time_point::max();
  if (stream) return infinite ? absl::InfiniteFuture() : absl::FromChrono(wanted);
  return infinite ? now + kDefaultDeadline : std::min(absl::FromChrono(wanted), now + kLongestUnary);
}

// Refusals count by reason, not by principal: a label for each person would be a series for each person.
absl::Status WithinLimits(Runtime& runtime, const auth::Principal& principal) {
  const absl::Status status = runtime.limiter.Take(principal, runtime.clock->Now());
  if (status.ok()) return status;
  const bool rate = ReasonOf(status) == errors::REASON_RATE_LIMITED;
  static prometheus::Counter* const refused[] = {
      &obs::Counter("xf_limited_calls_total", "Calls refused by a principal's limit.", {{"limit", "quota"}}),
      &obs::Counter("xf_limited_calls_total", "Calls refused by a principal's limit.", {{"limit", "rate"}})};
  refused[rate]->Increment();
  return status;
}

// A status that error.h did not make is a defect, say a value that is sealed under a key that is missing: the client
// must not take its code for an answer, nor read a library's words. What a peer's transport says of time passes.
absl::Status Presentable(const absl::Status& status) {
  if (status.ok() || ReasonOf(status) != errors::REASON_UNSPECIFIED) return status;
  if (absl::IsCancelled(status) || absl::IsDeadlineExceeded(status) || absl::IsUnavailable(status)) return status;
  return InternalError(status.ToString());
}

// One unary call. Lives until gRPC says that it is done.
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  UnaryCall(Runtime& runtime, const Method& method, grpc::CallbackServerContext* context, const grpc::ByteBuffer& bytes,
            grpc::ByteBuffer& answer, const UnaryHandler& handler)
      : runtime_(runtime),
        method_(method),
        record_(method, *context),
        answer_(answer),
        request_(handler.request.New()),
        response_(handler.response.New()),
        handler_(handler) {
    method.metrics.Received();
    const absl::Status status = Begin(*context, bytes);
    if (!status.ok()) Refuse(bytes, status);
  }

 private:
  // Everything before the handler; on success the call runs on another thread from here on.
  absl::Status Begin(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& bytes) {
    info_.traceparent = record_.traceparent();
    RETURN_IF_ERROR(Admit(runtime_, method_, context, info_));
    RETURN_IF_ERROR(ParseRequest(bytes, *request_));
    info_.cancel = std::make_shared<db::Cancel>();
    if (runtime_.executor.Submit([this] { Run(); })) return absl::OkStatus();
    return ExhaustedError(errors::REASON_QUEUE_FULL, {"the server is busy; try again", "服务繁忙,请稍后重试"});
  }

  // Ends a call that did not come to its handler. Of somebody who is known, the log can say what was asked for.
  void Refuse(const grpc::ByteBuffer& bytes, const absl::Status& status) {
    if (info_.principal != nullptr && IsAudited(method_, status)) (void)ParseMessage(bytes, *request_);
    AuditRefusal(runtime_, method_, info_, status, request_.get(), [this, status] { End(status); });
  }

  // gRPC hands OnDone of other reactors to a thread of its own: a thread switch a call. These reactions are short.
  bool InternalInlineable() override { return true; }
  void OnDone() override { delete this; }
  void OnCancel() override {
    // Not here: this is one of gRPC's two threads.
    auto cancel = info_.cancel;
    if (cancel != nullptr) {
      runtime_.feed_executor.Submit([cancel, &pool = runtime_.stream_pool] { cancel->Now(pool); });
    }
  }

  void Run() {
    absl::Status status;
    {
      Call call(runtime_, method_, info_, request_.get());
      for (int attempt = 1;; ++attempt) {
        status = call.Finish(handler_.handle(call, *request_, *response_), *response_);
        if (attempt == kMostAttempts || !db::IsRetryable(status)) break;
        call.Reset();
      }
      status = call.Close(std::move(status));
    }
    End(status);
  }

  void End(const absl::Status& status) {
    if (status.ok()) {
      method_.metrics.Sent();
      answer_ = BytesOf(*response_);
    }
    Finish(record_.End(status, info_.principal ? &info_ : nullptr));
  }

  Runtime& runtime_;
  const Method& method_;
  CallRecord record_;
  grpc::ByteBuffer& answer_;
  const std::unique_ptr<Message> request_;
  const std::unique_ptr<Message> response_;
  const UnaryHandler& handler_;
  CallInfo info_;
};

}  // namespace

grpc::ByteBuffer BytesOf(const Message& message) {
  grpc::ByteBuffer bytes;
  bool own = false;
  // Fails for messages above 2 GiB only.
  (void)grpc::SerializationTraits<Message>::Serialize(message, &bytes, &own);
  return bytes;
}

absl::Status ParseMessage(const grpc::ByteBuffer& bytes, Message& message) {
  if (bytes.Length() > kMostBytes) {
    return ExhaustedError(errors::REASON_MESSAGE_TOO_LARGE,
                          {"a message may have 4 MiB at most", "单条消息不得超过 4 MiB"});
  }
  grpc::ByteBuffer copy(bytes);  // Counts references; the reader consumes what it is given.
  if (grpc::SerializationTraits<Message>::Deserialize(&copy, &message).ok()) return absl::OkStatus();
  message.Clear();
  return InvalidError(
      "", {"the message does not parse, or holds text that is not UTF-8", "消息无法解析，或含有非 UTF-8 文本"},
      errors::REASON_MALFORMED);
}

absl::Status ParseRequest(const grpc::ByteBuffer& bytes, Message& request) {
  RETURN_IF_ERROR(ParseMessage(bytes, request));
  auto violations = api::CheckFields(request);
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

absl::Status Admit(Runtime& runtime, const Method& method, const grpc::CallbackServerContext& context, CallInfo& info) {
  if (runtime.draining) {
    return UnavailableError(errors::REASON_SHUTTING_DOWN, {"the server is shutting down", "服务正在关闭"});
  }
  info.peer_san = PeerSan(context);
  info.origin = context.peer();
  info.token = std::string(absl::StripPrefix(MetadataOf(context, "authorization"), "Bearer "));
  ASSIGN_OR_RETURN(info.principal, runtime.authenticator->Authenticate(info.peer_san, info.token));
  RETURN_IF_ERROR(WithinLimits(runtime, *info.principal));
  if (!method.permission.empty() && !auth::Allows(*info.principal, method.permission)) {
    return PermissionError(errors::REASON_PERMISSION_MISSING, {absl::StrCat("this call needs ", method.permission),
                                                               absl::StrCat("此操作需要权限 ", method.permission)});
  }
  info.stream = method.descriptor->client_streaming() || method.descriptor->server_streaming();
  info.deadline = DeadlineOf(context, info.stream);
  return absl::OkStatus();
}

CallRecord::CallRecord(const Method& method, const grpc::CallbackServerContext& context)
    : method_(method), start_(absl::Now()), peer_(context.peer()) {
  const obs::Trace trace = obs::ContinueTrace(MetadataOf(context, "traceparent"));
  traceparent_ = trace.Header();
  trace_id_ = trace.trace_id;
  method.metrics.Started();
}

grpc::Status CallRecord::End(const absl::Status& ended, const CallInfo* info) {
  const absl::Duration took = absl::Now() - start_;
  const absl::Status status = Presentable(ended);
  method_.metrics.Handled(status.code(), took);
  const bool internal = status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown;
  obs::Log(internal ? obs::Severity::kError : obs::Severity::kInfo, "rpc",
           {{"method", method_.name},
            {"code", absl::StatusCodeToString(status.code())},
            {"reason", status.ok() ? "" : errors::Reason_Name(ReasonOf(status))},
            {"truth", TruthOf(status)},
            {"ms", absl::ToDoubleMilliseconds(took)},
            {"subject", info == nullptr ? "" : info->principal->subject},
            {"service", info == nullptr ? "" : info->principal->service},
            {"peer", peer_},
            {"trace", trace_id_}});
  return ToGrpc(status);
}

void ServiceBase::AddMethod(const char* name, UnaryHandler handler) {
  const Method& method = FindMethod(full_name(), name, handler.request, handler.response);
  Add(method, new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
                  [this, &method, handler = std::move(handler)](
                      grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes, grpc::ByteBuffer* answer) {
                    return new UnaryCall(runtime(), method, context, *bytes, *answer, handler);
                  }));
}

}  // namespace xf::rpc
