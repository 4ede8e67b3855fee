// A named SQL statement and the named values that it takes.
//
// SQL lives in .sql files; CMake turns services/x/sql/queries/get_member.sql into `inline constexpr db::Query
// kGetMember`. A statement names its parameters (`:county`, `:display_name`); psql understands the same syntax. A call
// gives values:
//
//   db.One<v1::Member>(sql::kCreateMember, name, member, Arg("org_path", path))
//
// A parameter is looked up in the explicit Args first, then in whatever else was given, in order. A resource name gives
// :county and :id. A message gives its fields by name, with these conventions:
//   enum            text without the enum's prefix ("FULL" for MEMBER_KIND_FULL); the zero value is NULL
//   Date, Timestamp date and timestamptz; NULL when unset
//   nested/repeated jsonb in proto JSON with snake_case names
//   optional        NULL when unset; an empty string stays ''
//   :x_id           last segment of the resource name in field x ("counties/431123/organizations/o1" → "o1"; empty →
//   NULL) :x_sealed       field x sealed (context "x"); NULL when empty :x_index        blind index of field x; NULL
//   when empty
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

namespace xf::db {

// A statement of a .sql file. Its name is also the prepared statement's and the metric's.
struct Query {
  absl::string_view name;
  absl::string_view text;
};

// Text of a value as PostgreSQL reads it; nullopt is NULL.
using Value = std::optional<std::string>;

// Bytes, for a bytea parameter.
struct Bytes {
  absl::string_view bytes;
};

Value ToValue(Bytes bytes);
Value ToValue(absl::CivilDay day);
Value ToValue(absl::Time time);
inline Value ToValue(std::nullopt_t) { return std::nullopt; }
inline Value ToValue(bool value) { return value ? "t" : "f"; }
inline Value ToValue(absl::string_view text) { return std::string(text); }
inline Value ToValue(const std::string& text) { return text; }
inline Value ToValue(const char* text) { return std::string(text); }
Value ToValue(double number);  // The shortest text that reads as the same number: StrCat's six digits do not.
template <typename T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Value ToValue(T number) { return absl::StrCat(number); }
template <typename T>
Value ToValue(const std::optional<T>& value) {
  return value ? ToValue(*value) : std::nullopt;
}

// One named value.
struct Arg {
  template <typename T>
  Arg(absl::string_view name, const T& value) : name(name), value(ToValue(value)) {}
  std::string name;
  Value value;
};

// All that a call gives to a statement.
class Args {
 public:
  template <typename... Parts>
  explicit Args(const Parts&... parts) {
    (Add(parts), ...);
  }

  // A named value; the first one of a name counts.
  void Add(const Arg& arg) { named_.push_back(arg); }
  // Fields of a message, which must outlive the Args.
  void Add(const google::protobuf::Message& message) { messages_.push_back(&message); }
  void Add(const std::vector<Arg>& args) { named_.insert(named_.end(), args.begin(), args.end()); }
  // Anything else that knows what it gives: resource names, pages.
  template <typename T>
  requires requires(const T& part, Args& args) { part.BindTo(args); }
  void Add(const T& part) { part.BindTo(*this); }

  // The resource that the statement is about; One() says NOT_FOUND of it.
  void set_resource(std::string name) { resource_ = std::move(name); }

  const std::string& resource() const { return resource_; }
  const std::vector<Arg>& named() const { return named_; }
  const std::vector<const google::protobuf::Message*>& messages() const { return messages_; }

 private:
  std::vector<Arg> named_;
  std::vector<const google::protobuf::Message*> messages_;
  std::string resource_;
};

}  // namespace xf::db
