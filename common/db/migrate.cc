#include "common/db/migrate.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"
#include "common/db/connection.h"
#include "common/db/sql/queries.h"

namespace xf::db {
namespace {

// Runs a statement of our own that reads or writes the migrations table, with values as literals.
absl::StatusOr<pqxx::result> Run(Connection& connection, const Query& query, std::vector<Value> values = {}) {
  ASSIGN_OR_RETURN(std::string text, connection.ExecuteText(Compile(query), values));
  return connection.Exec(text);
}

bool IsRepeatable(const Migration& migration) { return absl::StartsWith(migration.name, "R_"); }

absl::Status Apply(Connection& connection, const Migration& migration) {
  const std::string checksum = absl::BytesToHexString(crypto::Sha256(migration.text));
  ASSIGN_OR_RETURN(const pqxx::result applied,
                   Run(connection, sql::kGetMigration, {Value(migration.component), Value(migration.name)}));
  if (!applied.empty()) {
    if (applied[0][0].as<std::string>() == checksum) return absl::OkStatus();
    if (!IsRepeatable(migration)) {
      return absl::FailedPreconditionError(absl::StrCat("migration ", migration.component, "/", migration.name,
                                                        " was applied with another text; write a new one instead"));
    }
  }
  RETURN_IF_ERROR(connection.Exec("BEGIN READ WRITE").status());
  absl::Status status = connection.Exec(std::string(migration.text)).status();
  if (status.ok()) {
    status =
        Run(connection, sql::kRecordMigration, {Value(migration.component), Value(migration.name), checksum}).status();
  }
  (void)connection.Exec(status.ok() ? "COMMIT" : "ROLLBACK");
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat("migration ", migration.component, "/", migration.name, ": ",
                                                    status.message(), " ", TruthOf(status)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Migrate(const std::string& owner_dsn, absl::string_view schema, std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(
      auto connection,
      Connection::Open({.dsn = owner_dsn, .schema = std::string(schema), .statement_timeout = absl::ZeroDuration()}));
  // Released when the connection closes, also by a crash.
  RETURN_IF_ERROR(Run(*connection, sql::kLockMigrations, {Value(schema)}).status());
  RETURN_IF_ERROR(connection->Exec(std::string(sql::kMigrationsTable.text)).status());
  std::vector<Migration> ordered(migrations.begin(), migrations.end());
  std::stable_partition(ordered.begin(), ordered.end(), [](const Migration& m) { return !IsRepeatable(m); });
  for (const Migration& migration : ordered) RETURN_IF_ERROR(Apply(*connection, migration));
  return absl::OkStatus();
}

}  // namespace xf::db
