// Who is behind: the feed's metrics, from the tables, so that every replica of a service tells the same.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "common/db/pool.h"
#include "common/db/session.h"

namespace xf::feed {

// Where the feed's own books are written in calls that are reads to the contract; call.Get<Books>(). A connection of
// its own, so that such a call needs no second one of a pool that all calls share.
struct Books {
  std::shared_ptr<db::Pool> pool;
};

// Sets feed_head_revision and feed_oldest_revision by county, feed_consumer_lag_events and feed_consumer_lag_seconds by
// consumer and county.
absl::Status PublishLag(db::Session& db);

// Counts a stream that was ended because its consumer was too slow.
void CountSlowCancel();

}  // namespace xf::feed
