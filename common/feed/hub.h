// News of the change feed inside one process: one poller for all counties that somebody watches, woken at once by a
// commit of this process and every 20 ms for those of its replicas.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/db/pool.h"

namespace xf::feed {

class Hub {
 public:
  // Why a watch ended.
  enum class News { kChanges, kTimeout, kStopping };
  using OnNews = std::function<void(News)>;

  explicit Hub(db::Pool& pool);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // Calls `on_news` once, on the hub's thread: when the county's head is beyond `after`, at `until`, or when the hub
  // stops. It must not block. After Stop() it is called at once, here.
  uint64_t Watch(absl::string_view county, int64_t after, absl::Time until, OnNews on_news);
  // Calls `on_news` once with kTimeout at `until`, or with kStopping; a watch of nothing but the time.
  uint64_t WatchTime(absl::Time until, OnNews on_news);
  // False when the watch has ended or is about to: its callback has run or will.
  bool Unwatch(uint64_t id);

  // A transaction of this process has committed changes.
  void Wake();
  // Ends every watch with kStopping.
  void Stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace xf::feed
