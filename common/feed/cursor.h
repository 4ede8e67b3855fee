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

// A position: every change up to `revision` of `epoch` has been seen.
struct Position {
  std::string epoch;
  int64_t revision = 0;
};

std::string EncodeCursor(const FeedKey& key, const Position& position);

// An empty cursor is the beginning. CURSOR_INVALID when it is malformed or was made for another key.
absl::StatusOr<Position> DecodeCursor(const FeedKey& key, absl::string_view cursor);

}  // namespace xf::feed
