// Rows ↔ messages, by the conventions of query.h. Columns map to fields by name through reflection:
//   bool, int, double, text, bytea by name; enum = text without the prefix, an unknown text is INTERNAL;
//   date → google.type.Date; timestamptz → Timestamp; interval is not mapped;
//   jsonb → nested message or repeated field, in proto JSON; NULL = unset; column x_sealed opens into field x.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"
#include "common/db/query.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace xf::db {

// Value of parameter `name` taken from a message by the conventions of query.h; outer nullopt when it has no such
// field.
std::optional<Value> ValueOf(const google::protobuf::Message& message, absl::string_view name,
                             const crypto::Sealer* sealer);

// Text of a field's enum value without the enum's prefix, as the database stores it.
std::string EnumText(const google::protobuf::EnumValueDescriptor& value);
// The number of an enum value from its text, with or without prefix; nullopt when unknown.
std::optional<int> EnumNumber(const google::protobuf::EnumDescriptor& type, absl::string_view text);

// Messages as a JSON array for jsonb_to_recordset(:rows): one object a row with "row" (index from 0) and, for every
// field, what ValueOf gives for it under the names field, field_id, field_sealed and field_index. Fields with a
// sensitivity option appear sealed and indexed only; bytea as "\\x…".
class JsonRows {
 public:
  explicit JsonRows(const crypto::Sealer* sealer) : sealer_(sealer) {}
  // Adds a row; `extra` values override fields of the same name.
  void Add(int64_t row, const google::protobuf::Message& message, const std::vector<Arg>& extra = {});
  size_t size() const { return size_; }
  // The array.
  std::string Text() const { return text_ + "]"; }

 private:
  const crypto::Sealer* sealer_;
  std::string text_ = "[";
  size_t size_ = 0;
};

}  // namespace xf::db
