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

constexpr size_t kFingerprintSize = 16;

// Ties a position to its key, and shows damage.
std::string Fingerprint(const FeedKey& key, absl::string_view position) {
  const std::string text = absl::StrCat(key.service, "|", key.county, "|", absl::StrJoin(key.types, ","), "|",
                                        key.include_sensitive ? "s" : "", "|", position);
  return absl::BytesToHexString(crypto::Sha256(text)).substr(0, kFingerprintSize);
}

}  // namespace

std::string EncodeCursor(const FeedKey& key, const Position& position) {
  std::string text = absl::StrCat(position.epoch, "/", position.revision);
  if (position.revision < position.compacted) absl::StrAppend(&text, "/", position.compacted);
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
  const size_t end = text.rfind('/');
  if (end == std::string::npos || Fingerprint(key, text.substr(0, end)) != text.substr(end + 1)) return invalid;
  const std::vector<std::string> parts = absl::StrSplit(text.substr(0, end), '/');
  if (parts.size() < 2 || parts.size() > 3 || !absl::SimpleAtoi(parts[1], &position.revision)) return invalid;
  if (parts.size() == 3 && !absl::SimpleAtoi(parts[2], &position.compacted)) return invalid;
  position.epoch = parts[0];
  return position;
}

std::string EncodeNameToken(const FeedKey& key, const NameRange& range, absl::string_view after) {
  return absl::WebSafeBase64Escape(
      absl::StrCat(Fingerprint(key, absl::StrCat(range.start, "|", range.end, "|", after)), after));
}

absl::StatusOr<std::string> DecodeNameToken(const FeedKey& key, const NameRange& range, absl::string_view token) {
  if (token.empty()) return "";
  std::string text;
  if (absl::WebSafeBase64Unescape(token, &text) && text.size() > kFingerprintSize) {
    std::string after = text.substr(kFingerprintSize);
    if (EncodeNameToken(key, range, after) == token) return after;
  }
  return InvalidError("page_token", {"not a page token of this request", "分页标记无效,或不属于该请求"},
                      errors::REASON_PAGE_TOKEN_INVALID);
}

}  // namespace xf::feed
