#include "common/feed/consumer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/audit/verify.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/commits.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::feed {
namespace {

namespace sync = xianfeng::sync::v1;
using Stub = sync::ChangeFeedService::Stub;

// A range of so few is read rather than compared further.
constexpr int kPage = 500;
// A copy that differs again and again is not repaired for ever.
constexpr int kMostRepairs = 5;
// The source reckons the digest of a city in less than this.
constexpr absl::Duration kPatience = absl::Seconds(30);

// What sorts right after a name, and before every longer one: no name has so low a character.
std::string After(const std::string& name) { return name + '!'; }

// Whether the position is lost: the copy must be compared as a whole, from a new one.
bool IsLost(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  return reason == errors::REASON_FEED_EPOCH_CHANGED || reason == errors::REASON_CURSOR_COMPACTED ||
         reason == errors::REASON_CURSOR_INVALID;
}

}  // namespace

Consumer::Consumer(const rpc::Client& client, Copy& copy, Options options)
    : client_(client), copy_(copy), options_(std::move(options)) {}

template <typename Request>
Request Consumer::MakeRequest() const {
  Request request;
  request.set_parent(options_.parent);
  for (const std::string& type : options_.types) request.add_types(type);
  if constexpr (requires { request.set_include_sensitive(true); }) {
    request.set_include_sensitive(options_.include_sensitive);
  }
  return request;
}

absl::Status Consumer::Run() {
  stopped_ = false;
  while (true) {
    ASSIGN_OR_RETURN(state_, copy_.Load());
    absl::Status status = state_.whole ? absl::OkStatus() : Begin();
    if (status.ok() && !stopped_) status = Tail();
    if (!IsLost(status)) return status;
    // What is there stays, and is compared: a restored source differs in little.
    ++summary_.restarts;
    state_ = CopyState();
    RETURN_IF_ERROR(copy_.Apply({}, state_, nullptr));
  }
}

absl::Status Consumer::Begin() {
  if (state_.cursor.empty()) {
    ASSIGN_OR_RETURN(const sync::GetFeedHeadResponse head,
                     client_.Call(&Stub::GetFeedHead, MakeRequest<sync::GetFeedHeadRequest>(), kPatience));
    state_ = {.cursor = head.head().cursor(), .revision = head.head().revision(), .settled = head.head().revision()};
    RETURN_IF_ERROR(Apply({}, &head.head()));
    RETURN_IF_ERROR(Stored());
  }
  // What an interrupted first copy has stored is found equal and not read again.
  RETURN_IF_ERROR(Repair({}, 0));
  if (stopped_) return absl::OkStatus();
  state_.whole = true;
  RETURN_IF_ERROR(copy_.Apply({}, state_, nullptr));
  return Stored();
}

absl::Status Consumer::Tail() {
  ASSIGN_OR_RETURN(const sync::GetFeedHeadResponse head,
                   client_.Call(&Stub::GetFeedHead, MakeRequest<sync::GetFeedHeadRequest>(), kPatience));
  target_ = std::max(head.head().revision(), state_.settled);
  next_verification_ = absl::Now() + options_.verify_every;
  repairs_ = 0;
  auto request = MakeRequest<sync::SubscribeRequest>();
  request.set_cursor(state_.cursor);
  Commits commits;
  absl::Status status;
  const absl::Status ended = client_.Read(
      &Stub::Subscribe, request, std::function<bool(sync::SubscribeResponse&)>([&](sync::SubscribeResponse& message) {
        const std::optional<Commits::Batch> batch = commits.Add(std::move(message));
        if (!batch) return true;
        state_.cursor = batch->cursor;
        state_.revision = batch->revision;
        const auto next = Take(batch->changes, batch->checkpoint ? &*batch->checkpoint : nullptr);
        status = next.status();
        return next.ok() && *next == Next::kGoOn;
      }));
  return status.ok() ? ended : status;
}

absl::StatusOr<Consumer::Next> Consumer::Take(const std::vector<sync::Change>& changes,
                                              const sync::Checkpoint* checkpoint) {
  RETURN_IF_ERROR(Apply(changes, checkpoint));
  summary_.changes += static_cast<int64_t>(changes.size());
  RETURN_IF_ERROR(Stored());
  if (stopped_) return Next::kDone;
  if (checkpoint != nullptr) Acknowledge();
  if (state_.revision < state_.settled) return Next::kGoOn;
  const bool reached = !options_.follow && state_.revision >= target_;
  if (!reached && (checkpoint == nullptr || absl::Now() < next_verification_)) return Next::kGoOn;
  next_verification_ = absl::Now() + options_.verify_every;
  while (state_.revision >= state_.settled) {
    ASSIGN_OR_RETURN(const bool equal, Verify());
    if (stopped_) return Next::kDone;
    if (equal) {
      repairs_ = 0;
      Acknowledge();
      return reached ? Next::kDone : Next::kGoOn;
    }
    if (++repairs_ > kMostRepairs) {
      return absl::DataLossError(
          absl::StrCat(options_.parent, ": the copy differs from its source after ", kMostRepairs, " repairs"));
    }
  }
  // Repaired with what is newer than the position: to be compared again once the position gets there.
  target_ = state_.settled;
  next_verification_ = absl::InfinitePast();
  return Next::kGoOn;
}

absl::Status Consumer::Apply(const std::vector<sync::Change>& changes, const sync::Checkpoint* checkpoint) {
  if (checkpoint != nullptr) RETURN_IF_ERROR(Believe(checkpoint->audit()));
  return copy_.Apply(changes, state_, checkpoint);
}

// The copy itself compares checkpoints of the same entry; whether a longer log goes on from what is kept, only the
// source can say.
absl::Status Consumer::Believe(const xianfeng::audit::v1::AuditCheckpoint& checkpoint) {
  const std::string county(absl::StripPrefix(options_.parent, "counties/"));
  if (options_.trust != nullptr && checkpoint.seq() > 0 &&
      !audit::CheckSignature(*options_.trust, options_.source, county, checkpoint).ok()) {
    return absl::DataLossError(
        absl::StrCat(options_.parent, ": an audit checkpoint came that no trusted key has signed"));
  }
  ASSIGN_OR_RETURN(const auto kept, copy_.KeptCheckpoint());
  if (!may_ask_ || kept.seq() == 0 || checkpoint.seq() <= kept.seq()) return absl::OkStatus();
  xianfeng::audit::v1::GetCheckpointRequest request;
  request.set_parent(options_.parent);
  request.set_seq(kept.seq());
  const auto then = client_.Call(&xianfeng::audit::v1::AuditService::Stub::GetCheckpoint, request, kPatience);
  if (absl::IsNotFound(then.status()) || (then.ok() && then->checkpoint().hash() != kept.hash())) {
    return absl::DataLossError(absl::StrCat(options_.parent,
                                            ": the audit log was rewritten: it no longer says at entry ", kept.seq(),
                                            " what it signed then"));
  }
  may_ask_ = !absl::IsPermissionDenied(then.status());
  // Archived entries have left under a signed anchor.
  return may_ask_ && !absl::IsOutOfRange(then.status()) ? then.status() : absl::OkStatus();
}

absl::StatusOr<bool> Consumer::Verify() {
  auto request = MakeRequest<sync::GetDigestRequest>();
  request.set_revision(state_.revision);
  // An empty feed has no revision to ask about.
  ASSIGN_OR_RETURN(const sync::GetDigestResponse theirs, client_.Call(&Stub::GetDigest, request, kPatience));
  ASSIGN_OR_RETURN(const Digest ours, copy_.DigestOf({}));
  ++summary_.verified;
  if (ours.count() == theirs.count() && ours.sum() == theirs.sum()) return true;
  ++summary_.mismatches;
  RETURN_IF_ERROR(Repair({}, state_.revision));
  return false;
}

absl::Status Consumer::Repair(const NameRange& range, int64_t revision) {
  auto request = MakeRequest<sync::GetDigestRequest>();
  request.set_start_name(range.start);
  request.set_end_name(range.end);
  request.set_revision(revision);
  ASSIGN_OR_RETURN(const sync::GetDigestResponse theirs, client_.Call(&Stub::GetDigest, request, kPatience));
  state_.settled = std::max(state_.settled, theirs.revision());
  ASSIGN_OR_RETURN(const Digest ours, copy_.DigestOf(range));
  if (ours.count() == theirs.count() && ours.sum() == theirs.sum()) return absl::OkStatus();
  if (theirs.count() <= kPage || ours.count() < 2 || ours.count() * 2 < theirs.count()) return Fetch(range);
  ASSIGN_OR_RETURN(const std::string middle, copy_.NameAt(range, ours.count() / 2));
  RETURN_IF_ERROR(Repair({range.start, middle}, revision));
  return stopped_ ? absl::OkStatus() : Repair({middle, range.end}, revision);
}

absl::Status Consumer::Fetch(const NameRange& range) {
  auto request = MakeRequest<sync::ListResourcesRequest>();
  request.set_start_name(range.start);
  request.set_end_name(range.end);
  request.set_page_size(kPage);
  std::string start = range.start;
  do {
    ASSIGN_OR_RETURN(const sync::ListResourcesResponse page, client_.Call(&Stub::ListResources, request, kPatience));
    const std::vector<sync::Change> resources(page.resources().begin(), page.resources().end());
    const bool last = page.next_page_token().empty();
    const std::string end = last ? range.end : After(resources.back().name());
    state_.settled = std::max(state_.settled, page.revision());
    RETURN_IF_ERROR(copy_.Replace({start, end}, resources, state_));
    summary_.paged += page.resources_size();
    RETURN_IF_ERROR(Stored());
    start = end;
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && !stopped_);
  return absl::OkStatus();
}

absl::Status Consumer::Stored() {
  stopped_ = options_.on_stored && !options_.on_stored(state_);
  return absl::OkStatus();
}

void Consumer::Acknowledge() {
  if (options_.name.empty()) return;
  auto request = MakeRequest<sync::AckPositionRequest>();
  request.set_consumer(options_.name);
  request.set_cursor(state_.cursor);
  // The copy does not depend on it.
  (void)client_.Call(&Stub::AckPosition, request, absl::Seconds(5));
}

}  // namespace xf::feed
