#include "common/feed/lag.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/feed/sql/queries.h"
#include "common/obs/metrics.h"

namespace xf::feed {
namespace {

double Real(const std::string& text) {
  double number = 0;
  (void)absl::SimpleAtod(text, &number);
  return number;
}

prometheus::Counter& SlowCancels() {
  return obs::Counter("feed_slow_cancel_total", "Streams ended because their consumer took nothing for too long.");
}

}  // namespace

absl::Status PublishLag(db::Session& db) {
  SlowCancels();  // Is there, at 0, from the start.
  ASSIGN_OR_RETURN(const db::Result heads, db.Rows(sql::kListHeads));
  for (size_t i = 0; i < heads.size(); ++i) {
    const prometheus::Labels of{{"county", heads.text(i, "county")}};
    obs::Gauge("feed_head_revision", "Newest revision.", of).Set(Real(heads.text(i, "revision")));
    obs::Gauge("feed_oldest_revision", "Oldest revision that a consumer may go on after.", of)
        .Set(Real(heads.text(i, "compacted_revision")));
  }
  ASSIGN_OR_RETURN(const db::Result consumers, db.Rows(sql::kListConsumers));
  for (size_t i = 0; i < consumers.size(); ++i) {
    const std::string name = consumers.text(i, "consumer");
    const std::string principal = consumers.text(i, "principal");
    const prometheus::Labels of{{"consumer", name.empty() ? principal : absl::StrCat(principal, "/", name)},
                                {"county", consumers.text(i, "county")}};
    obs::Gauge("feed_consumer_lag_events", "Changes that a consumer has not acknowledged.", of)
        .Set(Real(consumers.text(i, "lag_events")));
    obs::Gauge("feed_consumer_lag_seconds", "Age of the oldest change that a consumer has not acknowledged.", of)
        .Set(Real(consumers.text(i, "lag_seconds")));
  }
  return absl::OkStatus();
}

void CountSlowCancel() { SlowCancels().Increment(); }

}  // namespace xf::feed
