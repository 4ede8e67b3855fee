// Positions of a feed: opaque text to clients, bound to service, county, filter and epoch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf::feed {

// What a cursor may only be used with: the service, the county, and the filter that it was made for.
struct FeedKey {
  std::string service;
  std::string county;
  std::vector<std::string> types;
  bool include_sensitive = false;
};

// A position: every change up to `revision` of `epoch` has been seen. Where that lies in compacted history, as it does
// while a consumer reads from the oldest change kept on, `compacted` is the history's end when it began: once more is
// dropped, going on from there could miss a tombstone.
struct Position {
  std::string epoch;
  int64_t revision = 0;
  int64_t compacted = 0;
};

std::string EncodeCursor(const FeedKey& key, const Position& position);

// An empty cursor is the beginning. CURSOR_INVALID when it is malformed or was made for another key.
absl::StatusOr<Position> DecodeCursor(const FeedKey& key, absl::string_view cursor);

// Names of resources from `start`, inclusive, to before `end`; empty texts are no bounds.
struct NameRange {
  std::string start;
  std::string end;
};

// Token of the page of ListResources that begins after a name.
std::string EncodeNameToken(const FeedKey& key, const NameRange& range, absl::string_view after);

// The name; "" for an empty token. PAGE_TOKEN_INVALID when it is malformed or was made for another request.
absl::StatusOr<std::string> DecodeNameToken(const FeedKey& key, const NameRange& range, absl::string_view token);

}  // namespace xf::feed
