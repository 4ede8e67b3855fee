#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "common/base/status.h"
#include "common/db/migrate.h"
#include "common/db/session.h"
#include "services/ctl/copy/store.h"
#include "services/ctl/sql/queries.h"

namespace xf::ctl {
namespace {

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(const std::string& dsn) : pool_({.dsn = dsn, .size = 1}) {}

  absl::Status Run(const db::Query& query, const std::vector<Param>& params, const std::vector<size_t>& bytes,
                   OnRow on_row) override {
    if (!session_) session_.emplace(pool_, db::SessionOptions{.read_only = false});
    db::Args args;
    for (const Param& param : params) {
      std::visit([&](const auto& value) { args.Add(db::Arg(param.name, value)); }, param.value);
    }
    std::vector<std::string> texts;
    return session_->ForEach(query, args, [&](const db::Session::Cells& cells) {
      texts.clear();
      for (const absl::string_view cell : cells) texts.emplace_back(cell);
      for (const size_t column : bytes) texts[column] = db::BytesOf(cells[column]);
      on_row(texts);
      return absl::OkStatus();
    });
  }

  absl::Status Commit() override {
    if (!session_) return absl::OkStatus();
    const absl::Status status = session_->Commit();
    session_.reset();
    return status;
  }

  void Rollback() override { session_.reset(); }

 private:
  db::Pool pool_;
  std::optional<db::Session> session_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const std::string& dsn) {
  RETURN_IF_ERROR(db::Migrate(dsn, "", sql::kMigrations));
  return std::make_unique<PostgresStore>(dsn);
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& where) {
  const bool is_dsn = absl::StartsWith(where, "postgresql://") || absl::StartsWith(where, "postgres://") ||
                      absl::StrContains(where, "dbname=");
  return is_dsn ? OpenPostgresStore(where) : OpenSqliteStore(where);
}

}  // namespace xf::ctl
