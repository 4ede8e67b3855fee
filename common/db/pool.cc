#include "common/db/pool.h"

#include <condition_variable>
#include <mutex>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/connection.h"
#include "common/db/session.h"
#include "common/db/sql/queries.h"

namespace xf::db {

struct Pool::State {
  explicit State(Options options) : options(std::move(options)) {}

  const Options options;
  std::mutex mutex;
  std::condition_variable freed;
  // Idle connections; the last used is taken first, so that its caches are warm.
  std::vector<std::unique_ptr<Connection>> idle;
  int out = 0;
};

Pool::Pool(Options options) : state_(std::make_shared<State>(std::move(options))) {}
Pool::~Pool() = default;
const Pool::Options& Pool::options() const { return state_->options; }

namespace {

// Waits for the slot of one connection; false when the deadline came first.
bool TakeSlot(std::mutex& mutex, std::condition_variable& freed, int& out, int size, absl::Time deadline,
              std::unique_lock<std::mutex>& lock) {
  lock = std::unique_lock(mutex);
  const auto free = [&] { return out < size; };
  if (deadline == absl::InfiniteFuture()) {
    freed.wait(lock, free);
  } else if (!freed.wait_until(lock, absl::ToChronoTime(deadline), free)) {
    return false;
  }
  ++out;
  return true;
}

}  // namespace

absl::StatusOr<Pool::Lease> Pool::Acquire(absl::Time deadline) {
  std::unique_lock<std::mutex> lock;
  if (!TakeSlot(state_->mutex, state_->freed, state_->out, state_->options.size, deadline, lock)) {
    return OtherError(absl::StatusCode::kDeadlineExceeded, errors::REASON_DEADLINE_EXCEEDED,
                      {"no database connection was free in time", "等待数据库连接超时"});
  }
  std::unique_ptr<Connection> connection;
  if (!state_->idle.empty()) {
    connection = std::move(state_->idle.back());
    state_->idle.pop_back();
  }
  lock.unlock();
  if (connection == nullptr) {
    auto opened = Connection::Open(state_->options);
    if (!opened.ok()) {
      std::lock_guard again(state_->mutex);
      --state_->out;
      state_->freed.notify_one();
      return opened.status();
    }
    connection = *std::move(opened);
  }
  connection->pool = state_;
  return Lease(connection.release(), [](Connection* used) {
    std::unique_ptr<Connection> connection(used);
    auto state = std::static_pointer_cast<State>(std::exchange(connection->pool, nullptr));
    std::lock_guard lock(state->mutex);
    --state->out;
    // One that broke is dropped, and so are its idle fellows: a server that restarted has forgotten them all.
    if (connection->broken()) {
      if (connection->lost()) state->idle.clear();
    } else {
      state->idle.push_back(std::move(connection));
    }
    state->freed.notify_one();
  });
}

absl::Status Pool::CheckRole() {
  Session session(*this, {});
  ASSIGN_OR_RETURN(Result row, session.Rows(sql::kCheckRole, Arg("schema", state_->options.schema)));
  if (row.empty() || row.text(0, "bypasses") == "t" || row.number(0, "owned") > 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("the app role of schema ", state_->options.schema,
                     " must own no table and must not bypass row-level security (common/db/sql/bootstrap.sql)"));
  }
  return absl::OkStatus();
}

}  // namespace xf::db
