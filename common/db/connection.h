// One PostgreSQL connection. Private to common/db, the only place that names pqxx; exceptions of pqxx end here.
#pragma once

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/db/pool.h"
#include "common/db/statement.h"

namespace xf::db {

class Connection {
 public:
  // Connects and sets the session up: UTC, ISO dates, the schema, read-only by default, statement_timeout.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const Pool::Options& options);

  // Runs a simple-protocol string, one implicit transaction unless it has its own, and returns its last result.
  absl::StatusOr<pqxx::result> Exec(const std::string& sql);

  // `EXECUTE name(values)` for a statement, which is prepared on this connection first when it was not.
  absl::StatusOr<std::string> ExecuteText(const Statement& statement, const std::vector<Value>& values);

  // Every index leads with county: while a table is empty one is as good as another, and the plans of that moment,
  // those of foreign keys too, would read the whole county for each row of an import until statistics are made. Counts
  // `rows` that are about to be committed, and answers whether the plans should be made anew after that: each time that
  // the connection's rows have doubled, from a hundred on, and every 2,500 at least.
  bool OutgrewPlans(int64_t rows);

  // Process id of its backend.
  int pid() const { return connection_.backendpid(); }

  // True once the connection must not be used again.
  bool broken() const { return broken_; }
  // Whether the last error was a lost connection rather than an answer of PostgreSQL.
  bool lost() const { return lost_; }

  // The pool that it came from while it is out.
  std::shared_ptr<void> pool;

 private:
  explicit Connection(const std::string& dsn) : connection_(dsn), transaction_(connection_) {}

  pqxx::connection connection_;
  pqxx::nontransaction transaction_;
  std::shared_ptr<void> quiet_;
  std::vector<bool> prepared_;
  static constexpr int64_t kFewRows = 100, kManyRows = 2'500;
  int64_t written_ = 0;
  int64_t replan_at_ = kFewRows;
  bool broken_ = false;
  bool lost_ = false;
};

// A value as an SQL literal.
void AppendLiteral(const Value& value, std::string& out);

}  // namespace xf::db
