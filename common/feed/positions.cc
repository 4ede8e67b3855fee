// AckPosition. To the contract it is a read, so that it needs no right to write and leaves no audit entry each ten
// seconds; what it keeps is the feed's own bookkeeping, in a transaction of its own.
#include "absl/strings/numbers.h"
#include "common/base/status.h"
#include "common/feed/change_feed_service.h"
#include "common/feed/feed_key.h"
#include "common/feed/lag.h"
#include "common/feed/reader.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {

// Remembers how far a consumer has stored the feed, and tells it how far it is behind.
absl::StatusOr<sync::AckPositionResponse> ChangeFeedService::AckPosition(rpc::Call& call,
                                                                         const sync::AckPositionRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  ASSIGN_OR_RETURN(const Position position, DecodeCursor(key, request.cursor()));
  ASSIGN_OR_RETURN(const Head head, ReadHead(call.db(), key.county));
  RETURN_IF_ERROR(Reader(key, call.principal().scopes, position, call.sealer()).CheckPosition(head));
  db::Session db(*call.Get<Books>().pool, {.read_only = false, .deadline = call.deadline()});
  ASSIGN_OR_RETURN(
      const db::Result saved,
      db.Rows(sql::kSavePosition, db::Arg("county", key.county), db::Arg("principal", call.principal().subject),
              db::Arg("consumer", request.consumer()), db::Arg("revision", position.revision)));
  RETURN_IF_ERROR(db.Commit());
  sync::AckPositionResponse response;
  response.set_head_revision(head.revision);
  if (saved.empty()) return response;
  double seconds = 0;
  (void)absl::SimpleAtod(saved.text(0, "lag_seconds"), &seconds);
  response.set_lag_events(saved.number(0, "lag_events"));
  response.set_lag_seconds(seconds);
  return response;
}

}  // namespace xf::feed
