// A database that a copy is kept in: SQLite or PostgreSQL, behind the few things that both do. Their statements are the
// same (services/ctl/sql/queries).
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/db/query.h"

namespace xf::ctl {

// A named value of a statement; bytes may be NULL.
struct Param {
  absl::string_view name;
  std::variant<int64_t, std::string, db::Bytes, std::nullopt_t> value;
};

class Store {
 public:
  // Cells of a row as texts, bytes as they are.
  using OnRow = absl::FunctionRef<void(const std::vector<std::string>& cells)>;

  virtual ~Store() = default;
  // Runs a statement in the open transaction, which it opens when there is none; `bytes` are the columns of type bytes.
  virtual absl::Status Run(const db::Query& query, const std::vector<Param>& params, const std::vector<size_t>& bytes,
                           OnRow on_row) = 0;
  virtual absl::Status Commit() = 0;
  virtual void Rollback() = 0;
};

// A folder, where `copy.db` is an SQLite database, made when it is not there; or a connection string of PostgreSQL
// ("postgresql://…" or "host=… dbname=…"), where the tables are made when they are not there.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& where);

// The two kinds.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& dir);
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const std::string& dsn);

}  // namespace xf::ctl
