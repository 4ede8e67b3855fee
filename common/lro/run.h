// One run of an operation, as its runner sees it.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "common/rpc/peers.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/message.h"

namespace xf::lro {

class Run {
 public:
  // What claim_operation.sql gave.
  struct Claim {
    std::string county, id, org_path, method, subject, target, input, metadata;
    bool must_end = false;
    int attempt = 0;
  };
  // `peers` may be null: then no other service can be asked.
  Run(Claim claim, db::Pool& pool, const crypto::Sealer& sealer, rpc::Peers* peers);

  // Resource that it works on.
  const std::string& target() const { return claim_.target; }
  // What Start was given.
  const std::string& input() const { return claim_.input; }
  // What an earlier run last reported, or what Start was given: google.protobuf.Any, serialized.
  const std::string& reported() const { return claim_.metadata; }
  // True once the run should end: cancelled, given up by this process, or taken by another one.
  const std::atomic<bool>& stop() const { return stop_; }

  // Says how far it is. Cheap: what is newest is stored some times a second.
  void Report(const google::protobuf::Message& metadata);

  // The database under the target's scope. Its transaction commits together with the operation's end, so keep it short:
  // read what is needed, Restart(), work, write.
  db::Session& db();
  // Gives the open transaction up.
  void Restart();
  // A client of another service ("training"), as ourselves and for nobody: the policy says what this service may do.
  absl::StatusOr<rpc::Client> peer(absl::string_view service) const;
  // Asks to be run again from the beginning after `wait`, because what it waits for is not there yet: the thread is
  // free meanwhile. Nothing is written but what was reported, and whatever the runner returns does not count.
  void Later(absl::Duration wait) { later_ = wait; }
  // Tells the feed that `resource` is so once the run has committed.
  void Changed(const google::protobuf::Message& resource);

  // Why it is to stop.
  enum class Why { kNone, kCancelled, kTaken, kEnding };

  // For the worker. The first reason to stop counts.
  const Claim& claim() const { return claim_; }
  void Stop(Why why);
  Why why() const { return why_; }
  const std::optional<absl::Duration>& later() const { return later_; }
  // What was reported since it was last asked for; nothing when nothing was.
  std::optional<std::string> TakeReport();
  // What the commit ends with: the audit entry, in the name of who began the operation, and the feed's changes.
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> Tail() const;

 private:
  const Claim claim_;
  db::Pool& pool_;
  const crypto::Sealer& sealer_;
  rpc::Peers* const peers_;
  std::optional<absl::Duration> later_;
  std::atomic<bool> stop_ = false;
  std::atomic<Why> why_ = Why::kNone;
  std::mutex mutex_;
  std::optional<std::string> report_;
  std::optional<db::Session> session_;
  feed::Changes changes_;
};

// Does the work and returns the response, packed. An error ends the operation with that error and writes nothing. Asked
// to stop it may still answer OK: if it was cancelled, what it wrote is kept and the operation ends as CANCELLED; if
// the process ends, nothing is kept and the next process runs it from its beginning.
using Runner = std::function<absl::StatusOr<google::protobuf::Any>(Run&)>;

// Runners by the method that begins their operations; a service gives them with App::Provide.
using Runners = std::map<std::string, Runner, std::less<>>;

// Runners whose runs take no time to speak of, given likewise: a thread of their own runs them, so that they don't wait
// behind those that take minutes.
struct Errands {
  Runners runners;
};

}  // namespace xf::lro
