#include "common/feed/reader.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/change_row.h"
#include "common/feed/sql/queries.h"
#include "common/obs/metrics.h"

namespace xf::feed {
namespace {

// Order of the columns of read_changes.sql.
enum Column {
  kRevision,
  kCommitEnd,
  kMicros,
  kType,
  kName,
  kPath,
  kOldPath,
  kResource,
  kReason,
  kMergedInto,
  kTransaction,
  kSealed
};

void CountResync(const std::string& reason) {
  obs::Counter("feed_resync_total", "Consumers told to copy anew.", {{"reason", reason}}).Increment();
}

}  // namespace

absl::StatusOr<Head> ReadHead(db::Session& db, const std::string& county) {
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetHead, db::Arg("county", county)));
  if (row.empty()) return Head{};
  return Head{.epoch = row.text(0, "epoch"),
              .revision = row.number(0, "revision"),
              .compacted_revision = row.number(0, "compacted_revision"),
              .audit_seq = row.number(0, "audit_seq"),
              .audit_hash = row.bytes(0, "audit_hash")};
}

absl::Status EpochChangedError() {
  CountResync("FEED_EPOCH_CHANGED");
  return PreconditionError(errors::REASON_FEED_EPOCH_CHANGED, "cursor",
                           {"the feed was restored or replaced; copy anew", "数据源已恢复或更换,请重新全量复制"});
}

absl::Status CompactedError() {
  CountResync("CURSOR_COMPACTED");
  return OtherError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED,
                    {"the position is older than the feed's retention; copy anew", "位置已超出保留期,请重新全量复制"});
}

Reader::Reader(FeedKey key, std::vector<std::string> scopes, Position from, const crypto::Sealer& sealer)
    : key_(std::move(key)), types_(TypesArg(key_)), scopes_(std::move(scopes)), at_(std::move(from)), sealer_(sealer) {}

absl::Status Reader::CheckPosition(const Head& head) const {
  const bool beginning = at_.revision == 0;
  if ((!beginning && at_.epoch != head.epoch) || at_.revision > head.revision) return EpochChangedError();
  // Within compacted history only what began there may go on, and only while no more is dropped.
  if (!beginning && at_.revision < head.compacted_revision && at_.compacted != head.compacted_revision) {
    return CompactedError();
  }
  return absl::OkStatus();
}

absl::Status Reader::Take(const db::Session::Cells& cells, sync::SubscribeResponse& response) const {
  const auto& types = key_.types;
  if (!types.empty() && std::find(types.begin(), types.end(), cells[kType]) == types.end()) return absl::OkStatus();
  const absl::string_view path = cells[kPath];
  const absl::string_view old_path = cells[kOldPath];
  const bool in_scope = auth::CoversAny(scopes_, path);
  if (!in_scope && (old_path.empty() || !auth::CoversAny(scopes_, old_path))) return absl::OkStatus();
  sync::Change& change = *response.add_changes();
  change.set_county(key_.county);
  change.set_revision(at_.revision);
  change.set_commit_end(between_commits_);
  SetMicros(cells[kMicros], *change.mutable_commit_time());
  change.set_type(cells[kType].data(), cells[kType].size());
  change.set_name(cells[kName].data(), cells[kName].size());
  change.set_transaction_id(cells[kTransaction].data(), cells[kTransaction].size());
  if (!in_scope) {
    // What left the scope shows where it was, not where it went.
    change.set_org_path(old_path.data(), old_path.size());
    change.set_tombstone_reason(sync::TOMBSTONE_REASON_OUT_OF_SCOPE);
    return absl::OkStatus();
  }
  change.set_org_path(path.data(), path.size());
  change.set_old_org_path(old_path.data(), old_path.size());
  change.set_merged_into(cells[kMergedInto].data(), cells[kMergedInto].size());
  if (cells[kReason].data() != nullptr) {
    change.set_tombstone_reason(ToReason(cells[kReason]));
    return absl::OkStatus();
  }
  return SetResource(cells[kResource], cells[kSealed], sealer_, change);
}

absl::StatusOr<sync::SubscribeResponse> Reader::Next(db::Session& db, const Head& head, int limit) {
  sync::SubscribeResponse response;
  at_.epoch = head.epoch;
  if (at_.revision == 0) at_.compacted = head.compacted_revision;
  const int64_t read_from = at_.revision;
  bool gap = false, stopped = false;
  int rows = 0;
  // Index in the response of the last change of the commit that is being read.
  int last = -1;
  const db::Args args(db::Arg("county", key_.county), db::Arg("after", at_.revision), db::Arg("upto", head.revision),
                      db::Arg("page_limit", limit), db::Arg("types", types_),
                      db::Arg("sensitive", key_.include_sensitive));
  RETURN_IF_ERROR(db.ForEach(sql::kReadChanges, args, [&](const db::Session::Cells& cells) -> absl::Status {
    if (stopped) return absl::OkStatus();
    int64_t revision = 0;
    (void)absl::SimpleAtoi(cells[kRevision], &revision);
    // Beyond what retention has dropped, revisions are dense.
    gap = gap || (at_.revision >= at_.compacted && revision != at_.revision + 1);
    at_.revision = revision;
    // What retention has left of a commit is no commit any more.
    between_commits_ = cells[kCommitEnd] == "t" || revision <= at_.compacted;
    ++rows;
    const int before = response.changes_size();
    RETURN_IF_ERROR(Take(cells, response));
    if (response.changes_size() > before) {
      last = before;
      commit_shown_ = true;
    }
    if (!between_commits_) return absl::OkStatus();
    if (last >= 0) {
      response.mutable_changes(last)->set_commit_end(true);
      response.mutable_changes(last)->set_cursor(EncodeCursor(key_, at_));
    } else if (commit_shown_) {
      // Nothing may follow the checkpoint in its message.
      *response.mutable_checkpoint() = Checkpoint(head, absl::Now());
      stopped = true;
    }
    commit_shown_ = false;
    last = -1;
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(CheckComplete(db, read_from, gap || (rows == 0 && read_from < head.revision)));
  // The head itself may have been dropped, when it was a tombstone.
  if (rows < limit && !stopped) at_.revision = head.revision;
  return response;
}

absl::Status Reader::CheckComplete(db::Session& db, int64_t read_from, bool gap) const {
  if (!gap && read_from >= at_.compacted) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Head now, ReadHead(db, key_.county));
  if (now.epoch != at_.epoch) return EpochChangedError();
  if (now.compacted_revision > at_.compacted && now.compacted_revision > read_from) return CompactedError();
  if (gap && read_from >= at_.compacted) {
    return InternalError(absl::StrCat("the feed of ", key_.county, " has a gap after revision ", read_from));
  }
  return absl::OkStatus();
}

sync::Checkpoint Reader::Checkpoint(const Head& head, absl::Time now) const {
  sync::Checkpoint checkpoint;
  Position position = at_;
  position.epoch = head.epoch;
  checkpoint.set_cursor(EncodeCursor(key_, position));
  checkpoint.set_revision(at_.revision);
  checkpoint.set_head_revision(head.revision);
  SetMicros(absl::ToUnixMicros(now), *checkpoint.mutable_server_time());
  checkpoint.mutable_audit()->set_seq(head.audit_seq);
  checkpoint.mutable_audit()->set_hash(head.audit_hash);
  checkpoint.mutable_audit()->set_signature(head.audit_signature);
  checkpoint.mutable_audit()->set_key_id(head.audit_key_id);
  return checkpoint;
}

}  // namespace xf::feed
