// Schema migrations: numbered SQL files, forward only, each in a transaction, under an advisory lock, so that replicas
// that start together apply each once.
#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace xf::db {

// A migration of a .sql file. "0003_add_state" runs once, in the order of numbers; "R_views" (repeatable: views and
// functions) runs last, and again whenever its text changes.
struct Migration {
  absl::string_view component;  // "feed", "membership", …
  absl::string_view name;       // file stem
  absl::string_view text;
};

// Brings `schema` of the database at `owner_dsn` up to date. Error when an applied migration's text has changed.
absl::Status Migrate(const std::string& owner_dsn, absl::string_view schema, std::span<const Migration> migrations);

}  // namespace xf::db
