// One call's conversation with the database: scope, transaction, statements, rows mapped to messages.
//
// A read-only session has no transaction of its own: each statement travels with its SET LOCALs in one string and runs
// as one implicit transaction, one round trip. A read-write session begins at its first statement and ends at Commit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/db/cancel.h"
#include "common/db/mapping.h"
#include "common/db/pool.h"
#include "common/db/query.h"

namespace xf::db {

// Rows of a result that no message describes.
class Result {
 public:
  explicit Result(std::vector<std::string> columns) : columns_(std::move(columns)) {}
  size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  // Value of a cell; nullopt for NULL. The column must exist.
  const Value& at(size_t row, absl::string_view column) const;
  // Text of a cell, "" for NULL.
  std::string text(size_t row, absl::string_view column) const { return at(row, column).value_or(""); }
  // Number of a cell, 0 for NULL.
  int64_t number(size_t row, absl::string_view column) const;
  // Bytes of a bytea cell, "" for NULL.
  std::string bytes(size_t row, absl::string_view column) const;
  void Append(std::vector<Value> row) { rows_.push_back(std::move(row)); }

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<Value>> rows_;
};

// Bytes of a bytea cell.
std::string BytesOf(absl::string_view cell);

struct SessionOptions {
  bool read_only = true;
  // Organization paths that row-level security lets through, at most four. Empty: no row at all.
  std::vector<std::string> scopes;
  // Until when to wait for a connection and for each statement.
  absl::Time deadline = absl::InfiniteFuture();
  // Opens sealed columns and seals parameters; must not be null when a statement has them.
  const crypto::Sealer* sealer = nullptr;
  // Ends the running statement when the call is cancelled; may be null.
  std::shared_ptr<Cancel> cancel;
  // Runs as the first thing of a read-write transaction, right after its BEGIN; an error refuses to go on.
  std::function<absl::Status(class Session&)> on_begin;
};

class Session {
 public:
  Session(Pool& pool, SessionOptions options);
  ~Session();  // Rolls back what was not committed.
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Exactly one row. NOT_FOUND of the resource in `parts` when there is none, INTERNAL when there are more.
  template <typename T, typename... Parts>
  absl::StatusOr<T> One(const Query& query, const Parts&... parts) {
    ASSIGN_OR_RETURN(std::optional<T> row, (Maybe<T>(query, parts...)));
    if (!row) return NoRow(Args(parts...));
    return *std::move(row);
  }

  // One row or none.
  template <typename T, typename... Parts>
  absl::StatusOr<std::optional<T>> Maybe(const Query& query, const Parts&... parts) {
    std::optional<T> row;
    RETURN_IF_ERROR(ReadInto(query, Args(parts...), 1, [&]() -> google::protobuf::Message* { return &row.emplace(); }));
    return row;
  }

  // All rows, which the statement bounds by LIMIT or by its nature.
  template <typename T, typename... Parts>
  absl::StatusOr<std::vector<T>> Many(const Query& query, const Parts&... parts) {
    std::vector<T> rows;
    RETURN_IF_ERROR(ReadInto(query, Args(parts...), kNoLimit,
                             [&]() -> google::protobuf::Message* { return &rows.emplace_back(); }));
    return rows;
  }

  // All rows into a repeated message field.
  absl::Status ReadRepeated(const Query& query, const Args& args, google::protobuf::Message& into,
                            const google::protobuf::FieldDescriptor& field);

  // Rows as text, for what no message describes.
  template <typename... Parts>
  absl::StatusOr<Result> Rows(const Query& query, const Parts&... parts) {
    return Execute(query, Args(parts...));
  }

  // Gives each row to `on_row` while the result is held, without copying it: cells in the order of the SELECT list,
  // valid during the call only, NULL without data. For statements whose rows are many.
  using Cells = std::vector<absl::string_view>;
  absl::Status ForEach(const Query& query, const Args& args, absl::FunctionRef<absl::Status(const Cells&)> on_row);

  // Number of rows touched.
  template <typename... Parts>
  absl::StatusOr<int64_t> Run(const Query& query, const Parts&... parts) {
    return Touch(query, Args(parts...));
  }

  // Whether a read-write transaction is open.
  bool in_transaction() const;

  // Begins the read-write transaction now rather than at the first statement.
  absl::Status Start();

  // Replaces the scope for the rest of the transaction. For common/rpc only (Call::Widen).
  absl::Status SetScopes(std::vector<std::string> scopes);

  // Runs `tail` statements and COMMIT in one round trip. Error UNAVAILABLE with in_doubt() set when the connection
  // broke during the COMMIT: the idempotency row tells what became of it.
  absl::Status Commit(const std::vector<std::pair<Query, std::vector<Arg>>>& tail = {});
  void Rollback();
  bool in_doubt() const;
  const crypto::Sealer* sealer() const;

 private:
  static constexpr int kNoLimit = 1 << 30;
  using NextRow = absl::FunctionRef<google::protobuf::Message*()>;
  absl::Status ReadInto(const Query& query, const Args& args, int limit, NextRow next);
  absl::StatusOr<Result> Execute(const Query& query, const Args& args);
  absl::StatusOr<int64_t> Touch(const Query& query, const Args& args);
  static absl::Status NoRow(const Args& args);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xf::db
