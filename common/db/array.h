// Text of an array parameter, "{…}", element by element: how many rows travel to PostgreSQL in one value for each
// column, for FROM unnest(:ids::text[], :paths::text[]).
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/db/query.h"

namespace xf::db {

class ArrayText {
 public:
  // An element; NULL without a value.
  void Add(const Value& value);
  void AddText(absl::string_view text);
  // An element of bytea[].
  void AddBytes(absl::string_view bytes);
  void AddNull();
  // The array.
  std::string Text() const { return text_ + "}"; }

 private:
  void Separate();
  std::string text_ = "{";
};

}  // namespace xf::db
