// A bounded pool of PostgreSQL connections. A connection belongs to one thread while it is out.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace xf::db {

class Connection;  // Private to common/db.

class Pool {
 public:
  struct Options {
    std::string dsn;
    // search_path of every connection: the service's schema.
    std::string schema;
    int size = 8;
    // statement_timeout of the session: the default deadline of a unary call.
    absl::Duration statement_timeout = absl::Seconds(5);
  };

  // Opens no connection yet.
  explicit Pool(Options options);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // A connection, put back by its deleter: healed or dropped when it broke.
  using Lease = std::unique_ptr<Connection, void (*)(Connection*)>;

  // Waits for a free connection until `deadline`. UNAVAILABLE when PostgreSQL can't be reached, DEADLINE_EXCEEDED when
  // all stayed busy.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);

  // Error unless PostgreSQL answers and the role is safe for row-level security: owns no table of the schema and does
  // not bypass (architecture §3).
  absl::Status CheckRole();

  const Options& options() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace xf::db
