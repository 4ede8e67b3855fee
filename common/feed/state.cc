#include "common/feed/state.h"

#include "absl/strings/numbers.h"
#include "common/base/status.h"
#include "common/feed/change_row.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

namespace sync = xianfeng::sync::v1;

// Order of the columns of list_resources.sql and get_digest.sql.
enum Column { kRevision, kMicros, kType, kName, kPath, kTransaction, kResource, kSealed };
enum Sum { kCount, kSum1, kSum2, kSum3, kSum4 };

int64_t Number(absl::string_view cell) {
  int64_t number = 0;
  (void)absl::SimpleAtoi(cell, &number);
  return number;
}

std::vector<db::Arg> RangeArgs(const FeedKey& key, const NameRange& range) {
  return {{"county", key.county}, {"types", TypesArg(key)}, {"start_name", range.start}, {"end_name", range.end}};
}

}  // namespace

absl::StatusOr<std::vector<sync::Change>> ReadResources(db::Session& db, const FeedKey& key,
                                                        const std::vector<std::string>& scopes, const NameRange& range,
                                                        absl::string_view after, int limit,
                                                        const crypto::Sealer& sealer) {
  std::vector<sync::Change> resources;
  const db::Args args(RangeArgs(key, range), ScopeArgs(scopes), db::Arg("after", after), db::Arg("page_limit", limit),
                      db::Arg("sensitive", key.include_sensitive));
  RETURN_IF_ERROR(db.ForEach(sql::kListResources, args, [&](const db::Session::Cells& cells) {
    sync::Change& change = resources.emplace_back();
    change.set_county(key.county);
    change.set_revision(Number(cells[kRevision]));
    SetMicros(cells[kMicros], *change.mutable_commit_time());
    change.set_type(std::string(cells[kType]));
    change.set_name(std::string(cells[kName]));
    change.set_org_path(std::string(cells[kPath]));
    change.set_transaction_id(std::string(cells[kTransaction]));
    return SetResource(cells[kResource], cells[kSealed], sealer, change);
  }));
  return resources;
}

absl::StatusOr<Digest> ReadDigest(db::Session& db, const FeedKey& key, const std::vector<std::string>& scopes,
                                  const NameRange& range, int64_t revision) {
  Digest digest;
  const db::Args args(RangeArgs(key, range), ScopeArgs(scopes), db::Arg("revision", revision));
  RETURN_IF_ERROR(db.ForEach(sql::kGetDigest, args, [&](const db::Session::Cells& cells) {
    digest.AddStored(Number(cells[kCount]), {cells[kSum1], cells[kSum2], cells[kSum3], cells[kSum4]});
    return absl::OkStatus();
  }));
  return digest;
}

}  // namespace xf::feed
