// Following other services' feeds: one stream per source and county, each commit applied exactly once, the cursor
// stored in the transaction that applied it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "common/feed/commits.h"
#include "common/rpc/client.h"
#include "common/rpc/runtime.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

namespace sync = xianfeng::sync::v1;

class Follower {
 public:
  // What the service does with a change beyond the organization mirror; see rpc::Definition::apply.
  using Apply = std::function<absl::Status(db::Session& db, absl::string_view source, const sync::Change& change)>;

  // Starts following every county that the sources have, or those that the config names.
  Follower(rpc::Runtime& runtime, std::vector<std::string> sources, Apply apply);
  // Ends the streams; what was not applied is read again at the next start.
  ~Follower();

 private:
  // One county of one source.
  struct Stream;

  void Discover(const std::string& source);
  void Follow(Stream& stream);
  absl::Status FollowOnce(Stream& stream);
  static void HoldOrganizations(Stream& stream, std::vector<sync::Change>& changes);
  absl::Status EndRereading(Stream& stream, const std::string& cursor, int64_t revision);
  absl::Status ApplyCommits(Stream& stream, const Commits::Batch& batch);
  // Waits that long or until the follower ends; false when it ends.
  bool Pause(absl::Duration time);

  rpc::Runtime& runtime_;
  const Apply apply_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::map<std::string, std::unique_ptr<Stream>> streams_;
  std::vector<std::thread> threads_;
};

}  // namespace xf::feed
