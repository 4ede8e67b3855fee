#include "common/feed/reader.h"

#include <algorithm>

#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/mapping.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

void SetTime(int64_t micros, google::protobuf::Timestamp& out) {
  out.set_seconds(micros / 1'000'000);
  out.set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
}

}  // namespace

absl::StatusOr<Head> ReadHead(db::Session& db, const std::string& county) {
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetHead, db::Arg("county", county)));
  if (row.empty()) return Head{};
  return Head{row.text(0, "epoch"), row.number(0, "revision"), row.number(0, "compacted_revision"),
              row.number(0, "audit_seq"), row.bytes(0, "audit_hash")};
}

absl::Status Reader::CheckPosition(const Head& head) const {
  const bool beginning = at_.revision == 0;
  if ((!beginning && at_.epoch != head.epoch) || at_.revision > head.revision) {
    return PreconditionError(errors::REASON_FEED_EPOCH_CHANGED, "cursor",
                             {"the feed was restored or replaced; copy anew", "数据源已恢复或更换,请重新全量复制"});
  }
  if (at_.revision < head.compacted_revision) {
    return OtherError(absl::StatusCode::kOutOfRange, errors::REASON_CURSOR_COMPACTED,
                      {"the cursor is older than the feed's retention; copy anew", "游标已超出保留期,请重新全量复制"});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<sync::Change>> Reader::Visible(const db::Result& rows, size_t row) const {
  const std::string type = rows.text(row, "type");
  const auto& types = key_.types;
  if (!types.empty() && std::find(types.begin(), types.end(), type) == types.end()) return std::nullopt;
  const std::string path = rows.text(row, "org_path");
  const std::string old_path = rows.text(row, "old_org_path");
  const bool in_scope = auth::CoversAny(scopes_, path);
  if (!in_scope && (old_path.empty() || !auth::CoversAny(scopes_, old_path))) return std::nullopt;
  sync::Change change;
  change.set_county(key_.county);
  change.set_revision(rows.number(row, "revision"));
  change.set_commit_end(rows.text(row, "commit_end") == "t");
  SetTime(rows.number(row, "commit_micros"), *change.mutable_commit_time());
  change.set_type(type);
  change.set_name(rows.text(row, "name"));
  // What left the scope shows where it was, not where it went.
  change.set_org_path(in_scope ? path : old_path);
  if (in_scope) change.set_old_org_path(old_path);
  change.set_merged_into(rows.text(row, "merged_into"));
  change.set_transaction_id(rows.text(row, "transaction_id"));
  if (!in_scope) {
    change.set_tombstone_reason(sync::TOMBSTONE_REASON_OUT_OF_SCOPE);
  } else if (const auto& reason = rows.at(row, "tombstone_reason")) {
    change.set_tombstone_reason(static_cast<sync::TombstoneReason>(
        db::EnumNumber(*google::protobuf::GetEnumDescriptor<sync::TombstoneReason>(), *reason).value_or(0)));
  } else {
    change.mutable_resource()->ParseFromString(rows.bytes(row, "resource"));
    if (const std::string sealed = rows.bytes(row, "sensitive_sealed"); !sealed.empty()) {
      ASSIGN_OR_RETURN(const std::string opened, sealer_.Open(sealed, "change"));
      change.mutable_sensitive()->ParseFromString(opened);
    }
  }
  return change;
}

absl::StatusOr<sync::SubscribeResponse> Reader::Next(db::Session& db, const Head& head, int limit) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   db.Rows(sql::kReadChanges, db::Arg("county", key_.county), db::Arg("after", at_.revision),
                           db::Arg("upto", head.revision), db::Arg("page_limit", limit),
                           db::Arg("sensitive", key_.include_sensitive)));
  sync::SubscribeResponse response;
  at_.epoch = head.epoch;
  // Index in the response of the last change of the commit that is being read.
  int last = -1;
  for (size_t row = 0; row < rows.size(); ++row) {
    ASSIGN_OR_RETURN(std::optional<sync::Change> change, Visible(rows, row));
    at_.revision = rows.number(row, "revision");
    between_commits_ = rows.text(row, "commit_end") == "t";
    if (change) {
      last = response.changes_size();
      commit_shown_ = true;
      *response.add_changes() = *std::move(change);
    }
    if (!between_commits_) continue;
    if (last >= 0) {
      response.mutable_changes(last)->set_commit_end(true);
      response.mutable_changes(last)->set_cursor(EncodeCursor(key_, at_));
    } else if (commit_shown_) {
      *response.mutable_checkpoint() = Checkpoint(head, absl::Now());
      commit_shown_ = false;
      return response;
    }
    commit_shown_ = false;
    last = -1;
  }
  return response;
}

sync::Checkpoint Reader::Checkpoint(const Head& head, absl::Time now) const {
  sync::Checkpoint checkpoint;
  Position position = at_;
  position.epoch = head.epoch;
  checkpoint.set_cursor(EncodeCursor(key_, position));
  checkpoint.set_revision(at_.revision);
  checkpoint.set_head_revision(head.revision);
  SetTime(absl::ToUnixMicros(now), *checkpoint.mutable_server_time());
  checkpoint.mutable_audit()->set_seq(head.audit_seq);
  checkpoint.mutable_audit()->set_hash(head.audit_hash);
  return checkpoint;
}

}  // namespace xf::feed
