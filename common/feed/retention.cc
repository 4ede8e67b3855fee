#include "common/feed/retention.h"

#include "common/base/status.h"
#include "common/db/session.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

constexpr int kBatch = 5000;

}  // namespace

absl::StatusOr<int64_t> Compact(db::Pool& pool, const std::string& county, absl::Time before, absl::Time until) {
  int64_t compacted = 0;
  while (absl::Now() < until) {
    db::Session db(pool, {.read_only = false, .deadline = absl::Now() + absl::Seconds(30)});
    const db::Arg of("county", county);
    ASSIGN_OR_RETURN(const db::Result step,
                     db.Rows(sql::kNextCompaction, of, db::Arg("before", before), db::Arg("batch", kBatch)));
    if (step.empty()) return compacted;
    const db::Arg after("after", step.number(0, "after"));
    const db::Arg upto("upto", step.number(0, "upto"));
    RETURN_IF_ERROR(db.Run(sql::kDropCompacted, of, after, upto).status());
    ASSIGN_OR_RETURN(const int64_t recorded, db.Run(sql::kRecordCompaction, of, after, upto));
    // Another process was faster: it goes on where this one stops.
    if (recorded == 0) return compacted;
    RETURN_IF_ERROR(db.Commit());
    compacted = step.number(0, "upto");
  }
  return compacted;
}

absl::StatusOr<bool> CompactAll(db::Pool& pool, absl::Time before, absl::Time until) {
  db::Session look(pool, {.deadline = absl::Now() + absl::Seconds(10)});
  ASSIGN_OR_RETURN(const db::Result heads, look.Rows(sql::kListHeads));
  look.Rollback();
  for (size_t i = 0; i < heads.size(); ++i) {
    RETURN_IF_ERROR(Compact(pool, heads.text(i, "county"), before, until).status());
    if (absl::Now() >= until) return false;
  }
  db::Session db(pool, {.read_only = false, .deadline = absl::Now() + absl::Seconds(10)});
  RETURN_IF_ERROR(db.Run(sql::kForgetConsumers, db::Arg("before", before)).status());
  RETURN_IF_ERROR(db.Commit());
  return true;
}

}  // namespace xf::feed
