// Everything that the calls of one server share.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "common/auth/authenticator.h"
#include "common/auth/limiter.h"
#include "common/base/clock.h"
#include "common/base/config.h"
#include "common/crypto/sealer.h"
#include "common/crypto/signer.h"
#include "common/db/pool.h"
#include "common/rpc/app.h"
#include "common/rpc/executor.h"
#include "common/rpc/peers.h"
#include "common/rpc/refusals.h"

namespace xf::feed {
class Hub;
}

namespace xf::rpc {

class Runtime {
 public:
  Runtime(Config config, App app, std::shared_ptr<const crypto::Sealer> sealer,
          std::shared_ptr<const crypto::Signer> signer, std::unique_ptr<auth::Authenticator> authenticator);
  ~Runtime();

  const Config config;
  const App app;
  const std::shared_ptr<const crypto::Sealer> sealer;
  const std::shared_ptr<const crypto::Signer> signer;
  const std::unique_ptr<auth::Authenticator> authenticator;
  auth::Limiter limiter;
  Refusals refusals;
  const Clock* clock = &Clock::Real();
  db::Pool pool;
  // Connections of streams and followers, so that they can't take those of unary calls.
  db::Pool stream_pool;
  Peers peers;
  // Readers of the change feed on this server.
  const std::unique_ptr<feed::Hub> hub;
  // Set when the drain begins: new calls are refused, streams end.
  std::atomic<bool> draining = false;
  // Last, so that no task outlives what it uses.
  Executor executor;
  // Threads of streams that a handler serves, import and export: a busy one keeps its thread.
  Executor stream_executor;
  // Threads that feed subscriptions borrow for a slice, and cancellations for a round trip.
  Executor feed_executor;
};

}  // namespace xf::rpc
