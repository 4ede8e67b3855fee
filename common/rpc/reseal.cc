#include "common/rpc/reseal.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/session.h"
#include "common/db/sql/queries.h"
#include "common/feed/sql/queries.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"

namespace xf::rpc {
namespace {

constexpr int kBatch = 300;
constexpr absl::Duration kLookEvery = absl::Seconds(5);

struct Column {
  std::string relation, attribute;
  // What the value was sealed for: the field's name, but for what the feed keeps beside a change.
  std::string context() const {
    return relation == "change" ? "change" : std::string(absl::StripSuffix(attribute, "_sealed"));
  }
};

// The rows of a batch sealed anew, for put_resealed.sql.
std::string SealAnew(const db::Result& rows, const Column& column, const crypto::Sealer& sealer, ResealPass& pass) {
  nlohmann::json anew = nlohmann::json::array();
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string before = rows.bytes(i, "sealed");
    const auto plain = sealer.Open(before, column.context());
    if (!plain.ok()) {
      ++pass.unreadable;
      continue;
    }
    anew.push_back({{"place", rows.text(i, "place")},
                    {"before", *db::ToValue(db::Bytes{before})},
                    {"sealed", *db::ToValue(db::Bytes{sealer.Seal(*plain, column.context())})}});
  }
  return anew.dump();
}

// One column in one county.
absl::Status ResealColumn(db::Pool& pool, const crypto::Sealer& sealer, const Column& column, const std::string& county,
                          const std::string& prefix, const std::atomic<bool>& stop, ResealPass& pass) {
  const std::string root = absl::StrCat(county.substr(0, 2), ".", county.substr(0, 4), ".", county);
  static prometheus::Counter& done = obs::Counter("reseal_rows_total", "Values sealed anew under the active key.");
  for (std::string after = "(0,0)";;) {
    // Under another key than the pass began with, it would find its own work again and again.
    if (stop || sealer.active_prefix() != prefix) return absl::AbortedError("stopped");
    db::Session db(pool, {.read_only = false, .scopes = {root}, .deadline = absl::Now() + absl::Seconds(60)});
    ASSIGN_OR_RETURN(const db::Result rows, db.Rows(db::sql::kSealedElsewise, db::Arg("relation", column.relation),
                                                    db::Arg("attribute", column.attribute), db::Arg("county", county),
                                                    db::Arg("prefix", db::Bytes{prefix}), db::Arg("after_place", after),
                                                    db::Arg("most", kBatch)));
    if (rows.empty()) return absl::OkStatus();
    after = rows.text(rows.size() - 1, "place");
    ASSIGN_OR_RETURN(const db::Result put, db.Rows(db::sql::kPutResealed, db::Arg("relation", column.relation),
                                                   db::Arg("attribute", column.attribute), db::Arg("county", county),
                                                   db::Arg("resealed", SealAnew(rows, column, sealer, pass))));
    RETURN_IF_ERROR(db.Commit());
    pass.resealed += put.number(0, "put");
    done.Increment(static_cast<double>(put.number(0, "put")));
  }
}

absl::StatusOr<std::vector<Column>> ColumnsLeft(db::Pool& pool, const crypto::Sealer& sealer) {
  db::Session db(pool, {.deadline = absl::Now() + absl::Seconds(10)});
  ASSIGN_OR_RETURN(const db::Result rows,
                   db.Rows(db::sql::kSealedColumns, db::Arg("prefix", db::Bytes{sealer.active_prefix()})));
  std::vector<Column> columns;
  for (size_t i = 0; i < rows.size(); ++i) columns.push_back({rows.text(i, "relation"), rows.text(i, "attribute")});
  obs::Gauge("reseal_columns_left", "Columns that may hold values sealed under another key than the active one.")
      .Set(static_cast<double>(columns.size()));
  return columns;
}

absl::Status MarkClean(db::Pool& pool, const Column& column, const std::string& prefix) {
  db::Session db(pool, {.read_only = false, .deadline = absl::Now() + absl::Seconds(10)});
  RETURN_IF_ERROR(db.Run(db::sql::kMarkResealed, db::Arg("relation", column.relation),
                         db::Arg("attribute", column.attribute), db::Arg("prefix", db::Bytes{prefix}))
                      .status());
  return db.Commit();
}

}  // namespace

absl::StatusOr<ResealPass> ResealOnce(db::Pool& pool, const crypto::Sealer& sealer, const std::atomic<bool>& stop) {
  ResealPass pass;
  const std::string prefix = sealer.active_prefix();
  ASSIGN_OR_RETURN(const std::vector<Column> columns, ColumnsLeft(pool, sealer));
  if (columns.empty()) return pass;
  db::Session db(pool, {.deadline = absl::Now() + absl::Seconds(10)});
  ASSIGN_OR_RETURN(const db::Result counties, db.Rows(feed::sql::kListHeads));
  db.Rollback();
  for (const Column& column : columns) {
    const int64_t before = pass.resealed;
    for (size_t i = 0; i < counties.size(); ++i) {
      RETURN_IF_ERROR(ResealColumn(pool, sealer, column, counties.text(i, "county"), prefix, stop, pass));
    }
    // A value that a process sealed under the old key just before it saw the new one is found by the pass after.
    if (pass.resealed == before) RETURN_IF_ERROR(MarkClean(pool, column, prefix));
  }
  RETURN_IF_ERROR(ColumnsLeft(pool, sealer).status());
  return pass;
}

Reseal::Reseal(db::Pool& pool, const crypto::Sealer& sealer)
    : pool_(pool), sealer_(sealer), thread_([this] { Run(); }) {}

Reseal::~Reseal() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void Reseal::Run() {
  std::string clean_under;
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, absl::ToChronoMilliseconds(kLookEvery), [&] { return stopping_.load(); })) {
    const std::string prefix = sealer_.active_prefix();
    if (prefix == clean_under) continue;
    lock.unlock();
    const auto pass = ResealOnce(pool_, sealer_, stopping_);
    lock.lock();
    if (!pass.ok()) continue;
    if (pass->resealed > 0 || pass->unreadable > 0) {
      obs::Log(obs::Severity::kInfo, "sealed anew", {{"rows", pass->resealed}, {"unreadable", pass->unreadable}});
    }
    if (pass->resealed == 0) clean_under = prefix;
  }
}

}  // namespace xf::rpc
