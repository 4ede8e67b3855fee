// Subscribe: a stream that is always in exactly one of three states, each with one owner that moves it on:
//   slicing  — a thread of the stream executor reads at most 500 rows and starts a write;
//   writing  — gRPC has a message on its way and answers OnWriteDone, unless the hub finds that it takes too long;
//   waiting  — the hub watches the county's head and calls back with news or at the next checkpoint's time.
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include <atomic>
#include <memory>
#include <optional>

#include "common/api/field_rules.h"
#include "common/base/status.h"
#include "common/feed/change_feed_service.h"
#include "common/feed/feed_key.h"
#include "common/feed/hub.h"
#include "common/feed/lag.h"
#include "common/feed/reader.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/register.h"
#include "common/rpc/runtime.h"
#include "common/rpc/serve.h"

namespace xf::feed {
namespace {

class Subscription final : public grpc::ServerWriteReactor<sync::SubscribeResponse> {
 public:
  Subscription(rpc::Runtime& runtime, const rpc::Method& method, grpc::CallbackServerContext* context,
               const grpc::ByteBuffer& bytes)
      : runtime_(runtime), record_(method, *context) {
    const absl::Status status = Open(method, *context, bytes);
    if (status.ok()) {
      Slice();
    } else {
      // Of somebody who is known, the log can say what was asked for.
      const auto asked = std::make_shared<sync::SubscribeRequest>();
      if (info_.principal != nullptr && rpc::IsAudited(method, status)) (void)rpc::ParseMessage(bytes, *asked);
      rpc::AuditRefusal(runtime, method, info_, status, asked.get(), [this, status, asked] { End(status); });
    }
  }

 private:
  absl::Status Open(const rpc::Method& method, const grpc::CallbackServerContext& context,
                    const grpc::ByteBuffer& bytes) {
    info_.traceparent = record_.traceparent();
    RETURN_IF_ERROR(rpc::Admit(runtime_, method, context, info_));
    sync::SubscribeRequest request;
    RETURN_IF_ERROR(rpc::ParseRequest(bytes, request));
    ASSIGN_OR_RETURN(FeedKey key, MakeKey(*info_.principal, runtime_.config.service, request));
    ASSIGN_OR_RETURN(Position position, DecodeCursor(key, request.cursor()));
    key_ = key;
    reader_.emplace(std::move(key), info_.principal->scopes, std::move(position), *runtime_.sealer);
    return absl::OkStatus();
  }

  void Slice() {
    const auto run = [this, keep = self_] {
      const absl::Status status = ReadAndSend();
      if (!status.ok()) End(status);
    };
    if (!runtime_.feed_executor.Submit(run)) End(rpc::BusyError());
  }

  // Sends the next slice; with nothing to send, a checkpoint when it is time, else waits.
  absl::Status ReadAndSend() {
    if (cancelled_) return rpc::GoneError();
    if (runtime_.draining) return Stopping();
    const absl::Time now = absl::Now();
    db::Session db(runtime_.stream_pool, {.deadline = now + absl::Seconds(30), .sealer = runtime_.sealer.get()});
    if (key_.include_sensitive && !reveal_audited_) {
      RETURN_IF_ERROR(rpc::AppendAlone(runtime_, record_.method(), info_, absl::OkStatus(), nullptr, {}, key_.county));
      reveal_audited_ = true;
    }
    ASSIGN_OR_RETURN(const Head head, ReadSignedHead(db, *runtime_.signer, key_));
    RETURN_IF_ERROR(reader_->CheckPosition(head));
    message_.Clear();
    if (reader_->revision() < head.revision) {
      ASSIGN_OR_RETURN(message_, reader_->Next(db, head));
    }
    behind_ = reader_->revision() < head.revision;
    if (reader_->between_commits() && (now >= next_checkpoint_ || message_.has_checkpoint())) {
      *message_.mutable_checkpoint() = reader_->Checkpoint(head, now);
      next_checkpoint_ = now + absl::Milliseconds(runtime_.config.feed_checkpoint_ms);
    }
    if (message_.changes_size() > 0 || message_.has_checkpoint()) {
      record_.method().metrics.Sent();
      Write();
    } else if (behind_) {
      Slice();
    } else {
      Wait();
    }
    return absl::OkStatus();
  }

  // Slow consumers cost one message of memory each, and not for ever: who does not take it in time is sent away.
  void Write() {
    const auto keep = self_;
    writing_ = true;
    limit_ = runtime_.hub->WatchTime(absl::Now() + absl::Milliseconds(runtime_.config.feed_slow_consumer_ms),
                                     [this, keep](Hub::News news) { GiveUp(news); });
    StartWrite(&message_);
  }

  // Ends the writing state instead of OnWriteDone, which may still come and finds it ended.
  void GiveUp(Hub::News news) {
    if (news != Hub::News::kTimeout || !writing_.exchange(false)) return;
    CountSlowCancel();
    End(ExhaustedError(errors::REASON_CONSUMER_TOO_SLOW,
                       {"the consumer took nothing for too long; resume from the stored cursor",
                        "消费方长时间未接收数据,请从已保存的游标继续"}));
  }

  void Wait() {
    // The stream may end, and this be deleted, as soon as somebody watches.
    const auto keep = self_;
    waiting_ = true;
    watch_ =
        runtime_.hub->Watch(key_.county, reader_->revision(), next_checkpoint_, [this, keep](Hub::News) { Wake(); });
    if (cancelled_) LeaveWatch();
  }

  // Leaves the waiting state, once, whoever comes first: the hub or a cancel.
  void Wake() {
    if (waiting_.exchange(false)) Slice();
  }

  // Moves a waiting stream on now; when the hub has taken the watch already, its callback does.
  void LeaveWatch() {
    if (runtime_.hub->Unwatch(watch_)) Wake();
  }

  void OnWriteDone(bool ok) override {
    if (!writing_.exchange(false)) return;
    runtime_.hub->Unwatch(limit_);
    if (!ok) return End(rpc::GoneError());
    if (behind_) return Slice();
    Wait();
  }

  void OnCancel() override {
    cancelled_ = true;
    LeaveWatch();
  }

  void OnDone() override { const auto last = std::move(self_); }

  static absl::Status Stopping() {
    return UnavailableError(errors::REASON_SHUTTING_DOWN, {"the server is shutting down; resume from the stored cursor",
                                                           "服务正在关闭,请从已保存的游标继续"});
  }

  void End(const absl::Status& status) { Finish(record_.End(status, info_.principal ? &info_ : nullptr)); }

  rpc::Runtime& runtime_;
  rpc::CallRecord record_;
  rpc::CallInfo info_;
  FeedKey key_;
  // Sensitive fields leave only after the log says so.
  bool reveal_audited_ = false;
  std::optional<Reader> reader_;
  sync::SubscribeResponse message_;
  bool behind_ = false;
  absl::Time next_checkpoint_ = absl::InfinitePast();
  std::atomic<bool> cancelled_ = false;
  // Left once, by whoever comes first: the hub or a cancel.
  std::atomic<bool> waiting_ = false;
  std::atomic<uint64_t> watch_ = 0;
  // Left once, by whoever comes first: gRPC or the time limit.
  std::atomic<bool> writing_ = false;
  uint64_t limit_ = 0;
  // Keeps the stream until gRPC is done with it and nobody of ours holds it any more.
  std::shared_ptr<Subscription> self_{this};
};

}  // namespace

ChangeFeedService::ChangeFeedService() {
  const rpc::Method& method = rpc::FindMethod(full_name(), "Subscribe");
  Add(method, new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, sync::SubscribeResponse>(
                  [this, &method](grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes) {
                    return new Subscription(runtime(), method, context, *bytes);
                  }));
}

}  // namespace xf::feed
