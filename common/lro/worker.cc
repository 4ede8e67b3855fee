#include "common/lro/worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "common/lro/operation.h"
#include "common/lro/sql/queries.h"
#include "common/obs/log.h"

namespace xf::lro {
namespace {

constexpr int kMostAttempts = 3;
constexpr absl::Duration kStatementLimit = absl::Seconds(5);
// Calls come first: a run takes the time that they leave.
constexpr int kNiceness = 10;
// How long a run that must come to an end, and failed, waits.
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

std::string MethodsOf(const Runners& runners) {
  nlohmann::json methods = nlohmann::json::array();
  for (const auto& [method, runner] : runners) methods.push_back(method);
  return methods.dump();
}

db::SessionOptions Bookkeeping() { return {.read_only = false, .deadline = absl::Now() + kStatementLimit}; }

std::vector<db::Arg> KeyOf(const Run::Claim& claim, const std::string& owner) {
  return {{"county", claim.county}, {"id", claim.id}, {"owner", owner}, {"attempt", claim.attempt}};
}

db::Value Sealed(const crypto::Sealer& sealer, const std::optional<std::string>& bytes, absl::string_view context) {
  return bytes ? db::ToValue(db::Bytes{sealer.Seal(*bytes, context)}) : db::Value();
}

absl::Status AbandonedError() {
  return UnavailableError(errors::REASON_OPERATION_ABANDONED,
                          {"every process that ran the operation ended before it did", "多次运行均中断，已放弃"});
}

}  // namespace

Worker::Worker(db::Pool& pool, const crypto::Sealer& sealer, const Runners& runners, Options options)
    : pool_(pool),
      sealer_(sealer),
      runners_(runners),
      options_(std::move(options)),
      owner_(NewUuid()),
      methods_(MethodsOf(runners)) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Work(); });
  threads_.emplace_back([this] { Keep(); });
}

Worker::~Worker() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& run : running_) run->Stop(Run::Why::kEnding);
  }
  stopped_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Worker::Pause(absl::Duration time) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, absl::ToChronoMilliseconds(time), [&] { return stopping_; });
}

void Worker::Work() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
  absl::Duration pause;
  do {
    const absl::StatusOr<std::shared_ptr<Run>> claimed = Claim();
    pause = options_.every;
    if (!claimed.ok()) {
      obs::Log(obs::Severity::kWarning, "no operation claimed", {{"status", claimed.status().ToString()}});
    }
    if (!claimed.ok() || *claimed == nullptr) continue;
    Execute(**claimed);
    pause = absl::ZeroDuration();  // There may be more.
    std::lock_guard lock(mutex_);
    std::erase(running_, *claimed);
  } while (Pause(pause));
}

absl::StatusOr<std::shared_ptr<Run>> Worker::Claim() {
  db::Session db(pool_, Bookkeeping());
  ASSIGN_OR_RETURN(const db::Result rows, db.Rows(sql::kClaimOperation, db::Arg("owner", owner_),
                                                  db::Arg("lease_seconds", absl::ToInt64Seconds(options_.lease)),
                                                  db::Arg("methods", methods_)));
  RETURN_IF_ERROR(db.Commit());
  if (rows.empty()) return nullptr;
  // Without its key it can't be run: its lease runs out, and it is tried again.
  ASSIGN_OR_RETURN(std::string input, sealer_.Open(rows.bytes(0, "input_sealed"), "input"));
  ASSIGN_OR_RETURN(std::string metadata, sealer_.Open(rows.bytes(0, "metadata_sealed"), "metadata"));
  auto run = std::make_shared<Run>(Run::Claim{.county = rows.text(0, "county"),
                                              .id = rows.text(0, "id"),
                                              .org_path = rows.text(0, "org_path"),
                                              .method = rows.text(0, "method"),
                                              .subject = rows.text(0, "subject"),
                                              .target = rows.text(0, "target"),
                                              .input = std::move(input),
                                              .metadata = std::move(metadata),
                                              .must_end = rows.text(0, "must_end") == "t",
                                              .attempt = static_cast<int>(rows.number(0, "attempt"))},
                                   pool_, sealer_, options_.peers);
  if (rows.text(0, "cancel_requested") == "t") run->Stop(Run::Why::kCancelled);
  std::lock_guard lock(mutex_);
  if (stopping_) run->Stop(Run::Why::kEnding);
  running_.push_back(run);
  return run;
}

void Worker::Execute(Run& run) {
  const Run::Claim& claim = run.claim();
  const bool abandoned = claim.attempt > kMostAttempts && !claim.must_end;
  const absl::Status finished =
      abandoned ? Finish(run, AbandonedError()) : Finish(run, runners_.find(claim.method)->second(run));
  // Its lease runs out, and it is run again.
  if (!finished.ok()) {
    obs::Log(obs::Severity::kError, "operation not finished",
             {{"method", claim.method}, {"target", claim.target}, {"status", finished.ToString()}});
  }
}

absl::Status Worker::Finish(Run& run, const absl::StatusOr<google::protobuf::Any>& answer) {
  if (run.why() == Run::Why::kTaken) return absl::OkStatus();
  if (run.why() == Run::Why::kEnding || run.later()) {
    run.Restart();
    Release(run, run.later().value_or(absl::ZeroDuration()));
    return absl::OkStatus();
  }
  absl::Status error = answer.status();
  if (answer.ok()) {
    const bool cancelled = run.why() == Run::Why::kCancelled;
    absl::StatusOr<bool> stored =
        Store(run, run.db(), cancelled ? nullptr : &*answer, cancelled ? CancelledError() : absl::OkStatus());
    if (stored.ok() && !*stored) return absl::OkStatus();
    error = stored.ok() ? run.db().Commit(run.Tail()) : stored.status();
    if (error.ok()) {
      if (options_.on_commit) options_.on_commit();
      return absl::OkStatus();
    }
  } else if (run.why() == Run::Why::kCancelled) {
    error = CancelledError();
  }
  // A commit in doubt that went well has left nothing to store, or to run again, here.
  run.Restart();
  if (run.claim().must_end) {
    obs::Log(obs::Severity::kWarning, "operation runs again",
             {{"method", run.claim().method}, {"target", run.claim().target}, {"status", error.ToString()}});
    Release(run, kRetryAfter);
    return absl::OkStatus();
  }
  db::Session db(pool_, Bookkeeping());
  RETURN_IF_ERROR(Store(run, db, nullptr, error).status());
  return db.Commit();
}

absl::StatusOr<bool> Worker::Store(Run& run, db::Session& db, const google::protobuf::Any* response,
                                   const absl::Status& error) {
  const std::optional<std::string> answer =
      response == nullptr ? std::optional<std::string>() : response->SerializeAsString();
  const std::optional<std::string> failure = error.ok() ? std::optional<std::string>() : ErrorBytes(error);
  ASSIGN_OR_RETURN(const int64_t touched, db.Run(sql::kFinishOperation, KeyOf(run.claim(), owner_),
                                                 db::Arg("metadata", Sealed(sealer_, run.TakeReport(), "metadata")),
                                                 db::Arg("response", Sealed(sealer_, answer, "response")),
                                                 db::Arg("error", Sealed(sealer_, failure, "error"))));
  return touched == 1;
}

void Worker::Release(Run& run, absl::Duration wait) {
  db::Session db(pool_, Bookkeeping());
  const auto released =
      db.Run(sql::kReleaseOperation, KeyOf(run.claim(), owner_), db::Arg("wait_ms", absl::ToInt64Milliseconds(wait)),
             db::Arg("metadata", Sealed(sealer_, run.TakeReport(), "metadata")));
  if (released.ok()) (void)db.Commit();
}

void Worker::Keep() {
  while (Pause(options_.every)) {
    std::vector<std::shared_ptr<Run>> running;
    {
      std::lock_guard lock(mutex_);
      running = running_;
    }
    for (const auto& run : running) {
      if (const absl::Status renewed = Renew(*run); !renewed.ok()) {
        obs::Log(obs::Severity::kWarning, "lease not renewed", {{"status", renewed.ToString()}});
      }
    }
  }
}

absl::Status Worker::Renew(Run& run) {
  db::Session db(pool_, Bookkeeping());
  ASSIGN_OR_RETURN(const db::Result rows, db.Rows(sql::kRenewOperation, KeyOf(run.claim(), owner_),
                                                  db::Arg("lease_seconds", absl::ToInt64Seconds(options_.lease)),
                                                  db::Arg("metadata", Sealed(sealer_, run.TakeReport(), "metadata"))));
  RETURN_IF_ERROR(db.Commit());
  // It may have ended just now; then nobody asks why any more.
  if (rows.empty()) {
    run.Stop(Run::Why::kTaken);
  } else if (rows.text(0, "cancel_requested") == "t") {
    run.Stop(Run::Why::kCancelled);
  }
  return absl::OkStatus();
}

}  // namespace xf::lro
