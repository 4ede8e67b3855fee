// Where the value of a parameter comes from in messages of a type. Private to common/db.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"
#include "common/db/query.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace xf::db {

// A field, or what query.h makes of it under field_id, field_sealed and field_index.
struct Source {
  enum class Kind { kField, kId, kSealed, kIndex };
  const google::protobuf::FieldDescriptor* field;
  Kind kind;
};

// The source of parameter `name`; nullopt when the type has none. What is sealed or indexed needs a sealer.
std::optional<Source> SourceOf(const google::protobuf::Descriptor& type, absl::string_view name, bool has_sealer);

// Its value in a message.
Value Take(const google::protobuf::Message& message, const Source& source, const crypto::Sealer* sealer);

}  // namespace xf::db
