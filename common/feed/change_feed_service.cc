#include "common/feed/change_feed_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/feed_key.h"
#include "common/feed/reader.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

constexpr int kRetentionDays = 35;
constexpr int kDefaultPage = 100;

}  // namespace

// Returns the newest position of a county's feed.
absl::StatusOr<sync::GetFeedHeadResponse> ChangeFeedService::GetFeedHead(rpc::Call& call,
                                                                         const sync::GetFeedHeadRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  ASSIGN_OR_RETURN(const Head head, ReadHead(call.db(), key.county));
  sync::GetFeedHeadResponse response;
  *response.mutable_head() =
      Reader(key, call.principal().scopes, {head.epoch, head.revision}, call.sealer()).Checkpoint(head, call.now());
  response.set_retention_days(kRetentionDays);
  return response;
}

// Returns the counties that have a feed and lie within, or around, the caller's scope.
absl::StatusOr<sync::ListFeedsResponse> ChangeFeedService::ListFeeds(rpc::Call& call, const sync::ListFeedsRequest&) {
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListHeads));
  sync::ListFeedsResponse response;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string county = rows.text(i, "county");
    if (!SeesCounty(call.principal(), county)) continue;
    auto& feed = *response.add_feeds();
    feed.set_parent(absl::StrCat("counties/", county));
    feed.set_head_revision(rows.number(i, "revision"));
  }
  return response;
}

// Returns a page of the changes after a cursor.
absl::StatusOr<sync::ListChangesResponse> ChangeFeedService::ListChanges(rpc::Call& call,
                                                                         const sync::ListChangesRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  ASSIGN_OR_RETURN(Position position, DecodeCursor(key, request.cursor()));
  if (!request.page_token().empty()) {
    const auto inside = DecodeCursor(key, request.page_token());
    if (!inside.ok()) {
      return InvalidError("page_token", {"not a page token of this feed and filter", "分页标记无效"},
                          errors::REASON_PAGE_TOKEN_INVALID);
    }
    position = *inside;
  }
  ASSIGN_OR_RETURN(const Head head, ReadHead(call.db(), key.county));
  Reader reader(key, call.principal().scopes, position, call.sealer());
  RETURN_IF_ERROR(reader.CheckPosition(head));
  const int page = request.page_size() <= 0 ? kDefaultPage : std::min(request.page_size(), kSliceRows);
  ASSIGN_OR_RETURN(sync::SubscribeResponse slice, reader.Next(call.db(), head, page));
  sync::ListChangesResponse response;
  response.mutable_changes()->Swap(slice.mutable_changes());
  if (reader.between_commits() && reader.revision() == head.revision) {
    *response.mutable_checkpoint() = reader.Checkpoint(head, call.now());
  } else {
    response.set_next_page_token(reader.Checkpoint(head, call.now()).cursor());
  }
  return response;
}

}  // namespace xf::feed
