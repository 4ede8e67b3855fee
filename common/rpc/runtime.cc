#include "common/rpc/runtime.h"

#include "common/feed/hub.h"

namespace xf::rpc {
namespace {

constexpr int kStreamThreads = 6;
constexpr int kFeedThreads = 2;

}  // namespace

Runtime::Runtime(Config the_config, App the_app, std::shared_ptr<const crypto::Sealer> the_sealer,
                 std::shared_ptr<const crypto::Signer> the_signer,
                 std::unique_ptr<auth::Authenticator> the_authenticator)
    : config(std::move(the_config)),
      app(std::move(the_app)),
      sealer(std::move(the_sealer)),
      signer(std::move(the_signer)),
      authenticator(std::move(the_authenticator)),
      pool({.dsn = config.database_app, .schema = config.service, .size = config.pool}),
      // Two for each stream, for an import runs chunks side by side; one connection more for the hub, and two for
      // followers and settling.
      stream_pool(
          {.dsn = config.database_app, .schema = config.service, .size = 2 * kStreamThreads + kFeedThreads + 3}),
      peers(config.peers, {config.tls_ca, config.tls_cert, config.tls_key}),
      hub(std::make_unique<feed::Hub>(stream_pool)),
      executor(config.pool, config.queue),
      stream_executor(kStreamThreads, 64),
      feed_executor(kFeedThreads, 10'000) {}

Runtime::~Runtime() { hub->Stop(); }

}  // namespace xf::rpc
