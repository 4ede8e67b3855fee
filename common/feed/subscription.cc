// Subscribe: a stream that is always in exactly one of three states, each with one owner that moves it on:
//   slicing  — a thread of the stream executor reads at most 500 rows and starts a write;
//   writing  — gRPC has a message on its way and answers OnWriteDone;
//   waiting  — the hub watches the county's head and calls back with news or at the next checkpoint's time.
#include <atomic>
#include <memory>
#include <optional>

#include "common/api/field_rules.h"
#include "common/base/status.h"
#include "common/feed/change_feed_service.h"
#include "common/feed/feed_key.h"
#include "common/feed/hub.h"
#include "common/feed/reader.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream_calls.h"

namespace xf::feed {
namespace {

constexpr absl::Duration kCheckpointEvery = absl::Seconds(10);

class Subscription final : public grpc::ServerWriteReactor<sync::SubscribeResponse> {
 public:
  Subscription(rpc::Runtime& runtime, const rpc::Method& method, grpc::CallbackServerContext* context,
               const sync::SubscribeRequest& request)
      : runtime_(runtime), record_(method, *context) {
    const absl::Status status = Open(method, *context, request);
    if (status.ok()) {
      Slice();
    } else {
      End(status);
    }
  }

 private:
  absl::Status Open(const rpc::Method& method, const grpc::CallbackServerContext& context,
                    const sync::SubscribeRequest& request) {
    ASSIGN_OR_RETURN(info_, rpc::Admit(runtime_, method, context, &request));
    ASSIGN_OR_RETURN(FeedKey key, MakeKey(*info_.principal, runtime_.config.service, request));
    ASSIGN_OR_RETURN(Position position, DecodeCursor(key, request.cursor()));
    county_ = key.county;
    reader_.emplace(std::move(key), info_.principal->scopes, std::move(position), *runtime_.sealer);
    return absl::OkStatus();
  }

  void Slice() {
    const auto run = [this, keep = self_] {
      const absl::Status status = ReadAndSend();
      if (!status.ok()) End(status);
    };
    if (!runtime_.feed_executor.Submit(run)) End(rpc::internal::BusyError());
  }

  // Sends the next slice; with nothing to send, a checkpoint when it is time, else waits.
  absl::Status ReadAndSend() {
    if (cancelled_) return rpc::internal::GoneError();
    if (runtime_.draining) return Stopping();
    const absl::Time now = absl::Now();
    db::Session db(runtime_.stream_pool, {.deadline = now + absl::Seconds(30), .sealer = runtime_.sealer.get()});
    ASSIGN_OR_RETURN(const Head head, ReadHead(db, county_));
    RETURN_IF_ERROR(reader_->CheckPosition(head));
    message_.Clear();
    if (reader_->revision() < head.revision) {
      ASSIGN_OR_RETURN(message_, reader_->Next(db, head));
    }
    behind_ = reader_->revision() < head.revision;
    if (reader_->between_commits() && (now >= next_checkpoint_ || message_.has_checkpoint())) {
      *message_.mutable_checkpoint() = reader_->Checkpoint(head, now);
      next_checkpoint_ = now + kCheckpointEvery;
    }
    if (message_.changes_size() > 0 || message_.has_checkpoint()) {
      record_.method().metrics.Sent();
      StartWrite(&message_);
    } else if (behind_) {
      Slice();
    } else {
      Wait();
    }
    return absl::OkStatus();
  }

  void Wait() {
    // The stream may end, and this be deleted, as soon as somebody watches.
    const auto keep = self_;
    waiting_ = true;
    watch_ = runtime_.hub->Watch(county_, reader_->revision(), next_checkpoint_, [this, keep](Hub::News) { Wake(); });
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
    if (!ok) return End(rpc::internal::GoneError());
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
  std::string county_;
  std::optional<Reader> reader_;
  sync::SubscribeResponse message_;
  bool behind_ = false;
  absl::Time next_checkpoint_ = absl::InfinitePast();
  std::atomic<bool> cancelled_ = false;
  // Left once, by whoever comes first: the hub or a cancel.
  std::atomic<bool> waiting_ = false;
  std::atomic<uint64_t> watch_ = 0;
  // Keeps the stream until gRPC is done with it and nobody of ours holds it any more.
  std::shared_ptr<Subscription> self_{this};
};

}  // namespace

grpc::ServerWriteReactor<sync::SubscribeResponse>* ChangeFeedService::Subscribe(grpc::CallbackServerContext* context,
                                                                                const sync::SubscribeRequest* request) {
  return new Subscription(runtime(), MethodNamed("Subscribe"), context, *request);
}

}  // namespace xf::feed
