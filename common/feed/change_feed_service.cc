#include "common/feed/change_feed_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/feed_key.h"
#include "common/feed/reader.h"
#include "common/feed/retention.h"
#include "common/feed/sql/queries.h"
#include "common/feed/state.h"

namespace xf::feed {
namespace {

constexpr int kDefaultPage = 100;

int PageOf(int page_size) { return page_size <= 0 ? kDefaultPage : std::min(page_size, kSliceRows); }

}  // namespace

// Returns the newest position of a county's feed.
absl::StatusOr<sync::GetFeedHeadResponse> ChangeFeedService::GetFeedHead(rpc::Call& call,
                                                                         const sync::GetFeedHeadRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  ASSIGN_OR_RETURN(const Head head, ReadSignedHead(call.db(), call.signer(), key));
  sync::GetFeedHeadResponse response;
  *response.mutable_head() =
      Reader(key, call.principal().scopes, {head.epoch, head.revision}, call.sealer()).Checkpoint(head, call.now());
  response.set_retention_days(call.Get<Retention>().days);
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
  if (key.include_sensitive) RETURN_IF_ERROR(call.AuditAsReveal("sync.feed.reveal"));
  ASSIGN_OR_RETURN(Position position, DecodeCursor(key, request.cursor()));
  if (!request.page_token().empty()) {
    const auto inside = DecodeCursor(key, request.page_token());
    if (!inside.ok()) {
      return InvalidError("page_token", {"not a page token of this feed and filter", "分页标记无效"},
                          errors::REASON_PAGE_TOKEN_INVALID);
    }
    position = *inside;
  }
  ASSIGN_OR_RETURN(const Head head, ReadSignedHead(call.db(), call.signer(), key));
  Reader reader(key, call.principal().scopes, position, call.sealer());
  RETURN_IF_ERROR(reader.CheckPosition(head));
  ASSIGN_OR_RETURN(sync::SubscribeResponse slice, reader.Next(call.db(), head, PageOf(request.page_size())));
  sync::ListChangesResponse response;
  response.mutable_changes()->Swap(slice.mutable_changes());
  if (reader.between_commits() && reader.revision() == head.revision) {
    *response.mutable_checkpoint() = reader.Checkpoint(head, call.now());
  } else {
    response.set_next_page_token(reader.Checkpoint(head, call.now()).cursor());
  }
  return response;
}

// Returns a page of what is.
absl::StatusOr<sync::ListResourcesResponse> ChangeFeedService::ListResources(
    rpc::Call& call, const sync::ListResourcesRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  if (key.include_sensitive) RETURN_IF_ERROR(call.AuditAsReveal("sync.feed.reveal"));
  const NameRange range{request.start_name(), request.end_name()};
  ASSIGN_OR_RETURN(const std::string after, DecodeNameToken(key, range, request.page_token()));
  const size_t page = PageOf(request.page_size());
  ASSIGN_OR_RETURN(
      std::vector<sync::Change> resources,
      ReadResources(call.db(), key, call.principal().scopes, range, after, static_cast<int>(page) + 1, call.sealer()));
  sync::ListResourcesResponse response;
  if (resources.size() > page) {
    resources.resize(page);
    response.set_next_page_token(EncodeNameToken(key, range, resources.back().name()));
  }
  for (sync::Change& resource : resources) *response.add_resources() = std::move(resource);
  // Read after the page, so that the page has nothing newer.
  ASSIGN_OR_RETURN(const Head head, ReadHead(call.db(), key.county));
  response.set_revision(head.revision);
  return response;
}

// Returns what a complete copy must add up to.
absl::StatusOr<sync::GetDigestResponse> ChangeFeedService::GetDigest(rpc::Call& call,
                                                                     const sync::GetDigestRequest& request) {
  ASSIGN_OR_RETURN(const FeedKey key, MakeKey(call.principal(), call.service(), request));
  ASSIGN_OR_RETURN(const Head head, ReadHead(call.db(), key.county));
  const int64_t revision = request.revision() == 0 ? head.revision : request.revision();
  if (revision > head.revision) return EpochChangedError();
  if (revision < head.compacted_revision) return CompactedError();
  ASSIGN_OR_RETURN(const Digest digest, ReadDigest(call.db(), key, call.principal().scopes,
                                                   {request.start_name(), request.end_name()}, revision));
  // What retention dropped while the digest was made may be missing from it.
  ASSIGN_OR_RETURN(const Head after, ReadHead(call.db(), key.county));
  if (revision < after.compacted_revision) return CompactedError();
  sync::GetDigestResponse response;
  response.set_revision(revision);
  response.set_count(digest.count());
  response.set_sum(digest.sum());
  return response;
}

}  // namespace xf::feed
