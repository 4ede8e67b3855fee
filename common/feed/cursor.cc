#include "common/feed/cursor.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/crypto/sealer.h"

namespace xf::feed {
namespace {

// Ties a position to its key, and shows damage.
std::string Fingerprint(const FeedKey& key, absl::string_view position) {
  const std::string text = absl::StrCat(key.service, "|", key.county, "|", absl::StrJoin(key.types, ","), "|",
                                        key.include_sensitive ? "s" : "", "|", position);
  return absl::BytesToHexString(crypto::Sha256(text)).substr(0, 16);
}

}  // namespace

std::string EncodeCursor(const FeedKey& key, const Position& position) {
  const std::string text = absl::StrCat(position.epoch, "/", position.revision);
  return absl::WebSafeBase64Escape(absl::StrCat(text, "/", Fingerprint(key, text)));
}

absl::StatusOr<Position> DecodeCursor(const FeedKey& key, absl::string_view cursor) {
  if (cursor.empty()) return Position{};
  std::string text;
  Position position;
  const absl::Status invalid =
      InvalidError("cursor", {"not a cursor of this feed and filter", "游标无效,或不属于该数据源与筛选条件"},
                   errors::REASON_CURSOR_INVALID);
  if (!absl::WebSafeBase64Unescape(cursor, &text)) return invalid;
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &position.revision)) return invalid;
  if (Fingerprint(key, absl::StrCat(parts[0], "/", parts[1])) != parts[2]) return invalid;
  position.epoch = parts[0];
  return position;
}

}  // namespace xf::feed
