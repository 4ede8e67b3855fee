// Runs operations on threads of its own, at a lower priority than calls. A process holds what it runs by a lease that
// it renews: the operation of a process that is gone is taken by another one, or by the same one after its restart, and
// run from its beginning; after three such beginnings it ends as OPERATION_ABANDONED, unless it must come to an end.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/lro/run.h"

namespace xf::lro {

class Worker {
 public:
  struct Options {
    int threads = 1;
    // How often to look for operations, cancellations and reports.
    absl::Duration every = absl::Milliseconds(100);
    // How long a process that says nothing is taken to be alive.
    absl::Duration lease = absl::Seconds(15);
    // Other services, for runs that ask them; may be null.
    rpc::Peers* peers = nullptr;
    // Called after each commit, to wake who follows the feed; may be null.
    std::function<void()> on_commit;
  };

  // `runners`, pool and sealer outlive the worker; the pool has two connections for each thread and one more.
  Worker(db::Pool& pool, const crypto::Sealer& sealer, const Runners& runners, Options options);
  // Asks the runs to stop and gives back what they did not finish.
  ~Worker();

 private:
  void Work();
  void Keep();
  absl::StatusOr<std::shared_ptr<Run>> Claim();
  void Execute(Run& run);
  absl::Status Finish(Run& run, const absl::StatusOr<google::protobuf::Any>& answer);
  // Stores an end; false when another process has the operation.
  absl::StatusOr<bool> Store(Run& run, db::Session& db, const google::protobuf::Any* response,
                             const absl::Status& error);
  absl::Status Renew(Run& run);
  void Release(Run& run, absl::Duration wait);
  // Waits that long; false when the worker ends.
  bool Pause(absl::Duration time);

  db::Pool& pool_;
  const crypto::Sealer& sealer_;
  const Runners& runners_;
  const Options options_;
  const std::string owner_;
  const std::string methods_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::vector<std::shared_ptr<Run>> running_;
  std::vector<std::thread> threads_;
};

}  // namespace xf::lro
