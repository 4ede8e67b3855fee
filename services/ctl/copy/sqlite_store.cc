#include <sqlite3.h>

#include <filesystem>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/copy/store.h"
#include "services/ctl/sql/queries.h"

namespace xf::ctl {
namespace {

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(sqlite3* db) : db_(db) {}
  ~SqliteStore() override {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }

  absl::Status Exec(const char* text) {
    return sqlite3_exec(db_, text, nullptr, nullptr, nullptr) == SQLITE_OK ? absl::OkStatus() : Error();
  }

  absl::Status Run(const db::Query& query, const std::vector<Param>& params, const std::vector<size_t>&,
                   OnRow on_row) override {
    if (!began_) {
      RETURN_IF_ERROR(Exec("BEGIN IMMEDIATE"));
      began_ = true;
    }
    sqlite3_stmt*& statement = statements_[query.text];
    if (statement == nullptr && sqlite3_prepare_v2(db_, query.text.data(), static_cast<int>(query.text.size()),
                                                   &statement, nullptr) != SQLITE_OK) {
      return Error();
    }
    for (const Param& param : params) Bind(statement, param);
    std::vector<std::string> cells(sqlite3_column_count(statement));
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
      for (size_t i = 0; i < cells.size(); ++i) {
        const auto column = static_cast<int>(i);
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        cells[i].assign(bytes == nullptr ? "" : bytes, sqlite3_column_bytes(statement, column));
      }
      on_row(cells);
    }
    const absl::Status status = step == SQLITE_DONE ? absl::OkStatus() : Error();
    sqlite3_reset(statement);
    return status;
  }

  absl::Status Commit() override {
    if (!began_) return absl::OkStatus();
    RETURN_IF_ERROR(Exec("COMMIT"));
    began_ = false;
    return absl::OkStatus();
  }

  void Rollback() override {
    if (began_) (void)Exec("ROLLBACK");
    began_ = false;
  }

  absl::Status Error() const { return absl::InternalError(absl::StrCat("SQLite: ", sqlite3_errmsg(db_))); }

 private:
  static void Bind(sqlite3_stmt* statement, const Param& param) {
    const int at = sqlite3_bind_parameter_index(statement, absl::StrCat(":", param.name).c_str());
    if (at == 0) return;
    if (const auto* number = std::get_if<int64_t>(&param.value)) {
      sqlite3_bind_int64(statement, at, *number);
    } else if (const auto* text = std::get_if<std::string>(&param.value)) {
      sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
    } else if (const auto* blob = std::get_if<db::Bytes>(&param.value)) {
      sqlite3_bind_blob(statement, at, blob->bytes.data(), static_cast<int>(blob->bytes.size()), SQLITE_TRANSIENT);
    } else {
      sqlite3_bind_null(statement, at);
    }
  }

  sqlite3* const db_;
  std::map<absl::string_view, sqlite3_stmt*> statements_;
  bool began_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& dir) {
  std::error_code failed;
  std::filesystem::create_directories(dir, failed);
  const std::string file = dir + "/copy.db";
  sqlite3* db = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  auto store = std::make_unique<SqliteStore>(db);
  if (opened != SQLITE_OK) return absl::UnavailableError(absl::StrCat(file, ": ", sqlite3_errmsg(db)));
  // The feeds of several services share the file, each with a connection of its own.
  sqlite3_busy_timeout(db, 30'000);
  RETURN_IF_ERROR(store->Exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"));
  RETURN_IF_ERROR(store->Exec(std::string(sql::kSqliteCopy.text).c_str()));
  return store;
}

}  // namespace xf::ctl
