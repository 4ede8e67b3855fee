#include "common/feed/follower.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/commits.h"
#include "common/feed/feed_key.h"
#include "common/feed/hub.h"
#include "common/feed/mirror.h"
#include "common/feed/sql/queries.h"
#include "common/feed/witness.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::feed {
namespace {

constexpr absl::Duration kDiscoverEvery = absl::Milliseconds(500);
constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);

absl::StatusOr<rpc::Client> ClientOf(rpc::Runtime& runtime, const std::string& source) {
  ASSIGN_OR_RETURN(auto channel, runtime.peers.Channel(source));
  return rpc::Client(std::move(channel), "");
}

// Whether going on from the cursor is impossible: the copy begins anew.
bool MustRestart(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  return reason == errors::REASON_FEED_EPOCH_CHANGED || reason == errors::REASON_CURSOR_COMPACTED ||
         reason == errors::REASON_CURSOR_INVALID;
}

// Tells the source how far we are. What we have applied does not depend on its answer.
void Acknowledge(const rpc::Client& client, const std::string& parent, const std::string& cursor) {
  sync::AckPositionRequest request;
  request.set_parent(parent);
  request.set_cursor(cursor);
  (void)client.Call(&sync::ChangeFeedService::Stub::AckPosition, request, absl::Seconds(5));
}

}  // namespace

struct Follower::Stream {
  std::string source;
  std::string county;
  // Position of the inbox; empty cursor: the beginning.
  std::string cursor;
  int64_t revision = 0;
  // While the feed is read from its beginning, until its head is reached: the latest change of each organization. Its
  // history would move rows back to where they once stood, and show them there.
  bool rereading = false;
  std::map<std::string, sync::Change> organizations;
  // The open call, so that the end of the follower can cancel it.
  std::mutex mutex;
  grpc::ClientContext* context = nullptr;
  bool stopping = false;
  prometheus::Gauge* lag = nullptr;
};

Follower::Follower(rpc::Runtime& runtime, std::vector<std::string> sources, Apply apply)
    : runtime_(runtime), apply_(std::move(apply)) {
  for (const std::string& source : sources) threads_.emplace_back([this, source] { Discover(source); });
}

Follower::~Follower() {
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
    for (auto& [key, stream] : streams_) {
      std::lock_guard stream_lock(stream->mutex);
      stream->stopping = true;
      if (stream->context != nullptr) stream->context->TryCancel();
    }
  }
  // Discovery threads end first: they may still have added to the list.
  for (size_t i = 0; i < threads_.size(); ++i) threads_[i].join();
}

bool Follower::Pause(absl::Duration time) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, absl::ToChronoMilliseconds(time), [&] { return stopping_; });
}

void Follower::Discover(const std::string& source) {
  do {
    auto client = ClientOf(runtime_, source);
    if (!client.ok()) continue;
    auto feeds = client->Call(&sync::ChangeFeedService::Stub::ListFeeds, sync::ListFeedsRequest(), absl::Seconds(5));
    if (!feeds.ok()) continue;
    std::lock_guard lock(mutex_);
    for (const auto& feed : feeds->feeds()) {
      const std::string county = api::CountyOf(feed.parent());
      const auto& wanted = runtime_.config.follow;
      if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), county) == wanted.end()) continue;
      auto& stream = streams_[absl::StrCat(source, "/", county)];
      if (stream != nullptr || stopping_) continue;
      stream = std::make_unique<Stream>();
      stream->source = source;
      stream->county = county;
      stream->lag = &obs::Gauge("feed_follow_lag_events", "Changes of a source that were not applied yet.",
                                {{"source", source}, {"county", county}});
      threads_.emplace_back([this, to = stream.get()] { Follow(*to); });
    }
  } while (Pause(kDiscoverEvery));
}

void Follower::Follow(Stream& stream) {
  do {
    const absl::Status status = FollowOnce(stream);
    if (status.ok() || status.code() == absl::StatusCode::kCancelled) continue;
    obs::Log(obs::Severity::kWarning, "feed stream ended",
             {{"source", stream.source},
              {"county", stream.county},
              {"status", status.ToString()},
              {"truth", TruthOf(status)}});
  } while (Pause(kRetryAfter));
}

absl::Status Follower::FollowOnce(Stream& stream) {
  {
    db::Session db(runtime_.stream_pool, {.deadline = absl::Now() + absl::Seconds(10)});
    ASSIGN_OR_RETURN(const db::Result row,
                     db.Rows(sql::kGetInbox, db::Arg("county", stream.county), db::Arg("source", stream.source)));
    stream.cursor = row.empty() ? "" : row.text(0, "cursor");
    stream.revision = row.empty() ? 0 : row.number(0, "revision");
    stream.rereading = stream.cursor.empty();
    stream.organizations.clear();
  }
  ASSIGN_OR_RETURN(auto channel, runtime_.peers.Channel(stream.source));
  const rpc::Client client(channel, "");
  sync::ChangeFeedService::Stub stub(channel);
  grpc::ClientContext context;
  {
    std::lock_guard lock(stream.mutex);
    if (stream.stopping) return absl::CancelledError();
    stream.context = &context;
  }
  sync::SubscribeRequest request;
  request.set_parent(absl::StrCat("counties/", stream.county));
  request.set_cursor(stream.cursor);
  auto reader = stub.Subscribe(&context, request);
  sync::SubscribeResponse message;
  Commits commits;
  // Like the position, what is kept is read anew: both may have been restored.
  Witness witness(runtime_, stream.source, stream.county);
  absl::Status applied;
  while (applied.ok() && reader->Read(&message)) {
    auto batch = commits.Add(std::move(message));
    if (!batch) continue;
    if (stream.rereading) HoldOrganizations(stream, batch->changes);
    applied = ApplyCommits(stream, *batch);
    if (applied.ok() && batch->checkpoint) {
      const bool at_head = batch->revision >= batch->checkpoint->head_revision();
      if (stream.rereading && at_head) applied = EndRereading(stream, batch->cursor, batch->revision);
    }
    if (applied.ok() && batch->checkpoint) {
      stream.lag->Set(static_cast<double>(batch->checkpoint->head_revision() - batch->revision));
      witness.See(client, batch->checkpoint->audit());
      if (!stream.rereading) Acknowledge(client, request.parent(), batch->cursor);
    }
  }
  if (!applied.ok()) context.TryCancel();
  while (reader->Read(&message)) continue;
  const absl::Status ended = rpc::FromGrpc(reader->Finish());
  {
    std::lock_guard lock(stream.mutex);
    stream.context = nullptr;
  }
  if (!applied.ok()) return applied;
  if (MustRestart(ended)) {
    return ApplyCommits(stream, {});
  }
  return ended;
}

// Takes the changes of organizations out of a batch that is read from the beginning, and keeps the latest of each.
void Follower::HoldOrganizations(Stream& stream, std::vector<sync::Change>& changes) {
  static const std::string& type = xianfeng::membership::v1::Organization::descriptor()->full_name();
  const auto held = std::stable_partition(changes.begin(), changes.end(),
                                          [](const sync::Change& change) { return change.type() != type; });
  for (auto change = held; change != changes.end(); ++change) {
    change->clear_commit_end();  // They will be applied together.
    stream.organizations[change->name()] = std::move(*change);
  }
  changes.erase(held, changes.end());
}

// At the head: what is true of the organizations now, and the position from which to go on.
absl::Status Follower::EndRereading(Stream& stream, const std::string& cursor, int64_t revision) {
  Commits::Batch latest{.cursor = cursor, .revision = revision};
  for (auto& [name, change] : stream.organizations) latest.changes.push_back(std::move(change));
  // Superiors first: what moved along with one is told of once.
  std::sort(latest.changes.begin(), latest.changes.end(), [](const sync::Change& one, const sync::Change& other) {
    return one.org_path().size() < other.org_path().size();
  });
  stream.organizations.clear();
  stream.rereading = false;
  return ApplyCommits(stream, latest);
}

absl::Status Follower::ApplyCommits(Stream& stream, const Commits::Batch& batch) {
  const auto provided = runtime_.app.provided().find(typeid(OnMerge));
  const auto* on_merge =
      provided == runtime_.app.provided().end() ? nullptr : static_cast<const OnMerge*>(provided->second.get());
  auto next = batch.changes.begin();
  do {
    db::Session db(runtime_.stream_pool, {.read_only = false,
                                          .scopes = {CountyPath(stream.county)},
                                          .deadline = absl::Now() + absl::Seconds(60),
                                          .sealer = runtime_.sealer.get()});
    Changes own;
    // A commit that makes us announce changes of our own ends the transaction: what the next one moves is looked up in
    // the state of our feed, where they must stand.
    for (bool announced = false; next != batch.changes.end() && !announced; ++next) {
      // At least once: what the inbox has passed was applied before.
      if (next->revision() <= stream.revision) continue;
      if (stream.source == "membership") RETURN_IF_ERROR(MirrorChange(db, *runtime_.sealer, *next, on_merge, own));
      if (apply_) RETURN_IF_ERROR(apply_(db, stream.source, *next));
      announced = next->commit_end() && !own.empty();
    }
    const bool whole = next == batch.changes.end();
    const std::string& cursor = whole ? batch.cursor : std::prev(next)->cursor();
    const int64_t revision = whole ? batch.revision : std::prev(next)->revision();
    // Who reads from the beginning begins there again when he is interrupted: the organizations are held in memory.
    if (!stream.rereading) {
      RETURN_IF_ERROR(db.Run(sql::kSaveInbox, db::Arg("county", stream.county), db::Arg("source", stream.source),
                             db::Arg("cursor", cursor), db::Arg("revision", revision))
                          .status());
    }
    RETURN_IF_ERROR(db.Commit(own.Tail()));
    if (!stream.rereading) {
      stream.cursor = cursor;
      stream.revision = revision;
    }
    if (!own.empty()) runtime_.hub->Wake();
  } while (next != batch.changes.end());
  return absl::OkStatus();
}

}  // namespace xf::feed
