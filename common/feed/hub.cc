#include "common/feed/hub.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "common/db/session.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

constexpr absl::Duration kPollEvery = absl::Milliseconds(20);

}  // namespace

struct Hub::State {
  struct Watcher {
    // Empty: only the time is watched.
    std::string county;
    int64_t after;
    absl::Time until;
    OnNews on_news;
  };

  explicit State(db::Pool& pool) : pool(pool) {}

  db::Pool& pool;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<uint64_t, Watcher> watchers;
  uint64_t next_id = 1;
  bool woken = false;
  bool stopping = false;
  std::thread thread;

  uint64_t Add(Watcher watcher) {
    {
      std::lock_guard lock(mutex);
      if (!stopping) {
        const uint64_t id = next_id++;
        const bool first = watchers.empty();
        const bool of_county = !watcher.county.empty();
        watchers[id] = std::move(watcher);
        // A commit may have come between the watcher's last look and now.
        woken = woken || of_county;
        if (first || of_county) changed.notify_one();
        return id;
      }
    }
    watcher.on_news(News::kStopping);
    return 0;
  }

  // Heads by county; empty when the database can't be asked now.
  std::map<std::string, int64_t> Heads() {
    std::map<std::string, int64_t> heads;
    db::Session session(pool, {.deadline = absl::Now() + absl::Seconds(2)});
    auto rows = session.Rows(sql::kListHeads);
    for (size_t i = 0; rows.ok() && i < rows->size(); ++i) heads[rows->text(i, "county")] = rows->number(i, "revision");
    return heads;
  }

  void Run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (watchers.empty()) {
        changed.wait(lock, [&] { return stopping || !watchers.empty(); });
      } else {
        changed.wait_for(lock, absl::ToChronoMilliseconds(kPollEvery), [&] { return stopping || woken; });
      }
      if (stopping) break;
      woken = false;
      const bool ask =
          std::any_of(watchers.begin(), watchers.end(), [](const auto& w) { return !w.second.county.empty(); });
      std::map<std::string, int64_t> heads;
      if (ask) {
        lock.unlock();
        heads = Heads();
        lock.lock();
      }
      Fire(lock, heads);
    }
  }

  // Takes out the watchers that have news and tells them without the lock.
  void Fire(std::unique_lock<std::mutex>& lock, const std::map<std::string, int64_t>& heads) {
    std::vector<std::pair<OnNews, News>> due;
    const absl::Time now = absl::Now();
    for (auto it = watchers.begin(); it != watchers.end();) {
      const auto head = heads.find(it->second.county);
      const bool changes = head != heads.end() && head->second > it->second.after;
      if (changes || now >= it->second.until) {
        due.emplace_back(std::move(it->second.on_news), changes ? News::kChanges : News::kTimeout);
        it = watchers.erase(it);
      } else {
        ++it;
      }
    }
    lock.unlock();
    for (auto& [on_news, news] : due) on_news(news);
    lock.lock();
  }
};

Hub::Hub(db::Pool& pool) : state_(std::make_unique<State>(pool)) {
  state_->thread = std::thread([state = state_.get()] { state->Run(); });
}

Hub::~Hub() {
  Stop();
  state_->thread.join();
}

uint64_t Hub::Watch(absl::string_view county, int64_t after, absl::Time until, OnNews on_news) {
  return state_->Add({std::string(county), after, until, std::move(on_news)});
}

uint64_t Hub::WatchTime(absl::Time until, OnNews on_news) { return state_->Add({"", 0, until, std::move(on_news)}); }

bool Hub::Unwatch(uint64_t id) {
  std::lock_guard lock(state_->mutex);
  return state_->watchers.erase(id) > 0;
}

void Hub::Wake() {
  std::lock_guard lock(state_->mutex);
  state_->woken = true;
  state_->changed.notify_one();
}

void Hub::Stop() {
  std::map<uint64_t, State::Watcher> watchers;
  {
    std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    watchers.swap(state_->watchers);
    state_->changed.notify_one();
  }
  for (auto& [id, watcher] : watchers) watcher.on_news(News::kStopping);
}

}  // namespace xf::feed
