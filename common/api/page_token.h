// Page tokens: where the next page starts, bound to the query that they came from. Private to common/api.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace xf::api {

// The row that a page starts after.
struct Position {
  std::string org_path;
  std::string id;
};

// What a token is bound to: the statement and every field of the request except page_size and page_token.
std::string QueryFingerprint(absl::string_view query, const google::protobuf::Message& request);

// base64url of version | length of org_path | org_path | id | checksum, the checksum covering the fingerprint too.
std::string EncodePageToken(const Position& position, absl::string_view fingerprint);

// nullopt when the token is damaged or of another query.
std::optional<Position> DecodePageToken(absl::string_view token, absl::string_view fingerprint);

}  // namespace xf::api
