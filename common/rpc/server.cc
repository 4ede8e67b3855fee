#include "common/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/audit/audit_service.h"
#include "common/audit/sql/queries.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/db/session.h"
#include "common/db/sql/queries.h"
#include "common/feed/change_feed_service.h"
#include "common/feed/follower.h"
#include "common/feed/hub.h"
#include "common/feed/lag.h"
#include "common/feed/retention.h"
#include "common/feed/sql/queries.h"
#include "common/lro/operations_service.h"
#include "common/lro/sql/queries.h"
#include "common/lro/worker.h"
#include "common/obs/log.h"
#include "common/obs/ops_server.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/register.h"
#include "common/rpc/reseal.h"
#include "common/rpc/runtime.h"
#include "common/rpc/sql/queries.h"

namespace xf::rpc {
namespace {

constexpr int kMostMessageBytes = 16 << 20;  // Above the 4 MiB that Admit answers properly for.
constexpr absl::Duration kReadinessEvery = absl::Seconds(2);
constexpr absl::Duration kHousekeepingEvery = absl::Minutes(1);
// The feed's history gets shorter once an hour, so that first copies, which that interrupts, have an hour.
constexpr absl::Duration kRetentionEvery = absl::Hours(1);
constexpr int kOperationThreads = 2;
constexpr int kErrandThreads = 1;
constexpr absl::Duration kOperationsKept = absl::Hours(24 * 30);

absl::Status MigrateSchema(const Config& config, const Definition& definition) {
  std::vector<db::Migration> all;
  for (const auto& part : {db::sql::kMigrations, feed::sql::kMigrations, audit::sql::kMigrations, sql::kMigrations,
                           lro::sql::kMigrations, definition.migrations}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return db::Migrate(config.database_owner, config.service, all);
}

std::shared_ptr<grpc::ServerCredentials> Credentials(const Config& config) {
  namespace experimental = grpc::experimental;
  auto files = std::make_shared<experimental::FileWatcherCertificateProvider>(config.tls_key, config.tls_cert,
                                                                              config.tls_ca, config.tls_reload_seconds);
  experimental::TlsServerCredentialsOptions options(files);
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return experimental::TlsServerCredentials(options);
}

}  // namespace

struct Server::Impl {
  std::unique_ptr<Runtime> runtime;
  std::vector<ServiceBase*> services;
  feed::ChangeFeedService feed_service;
  audit::AuditService audit_service;
  lro::OperationsService operations_service;
  std::unique_ptr<grpc::Server> grpc;
  std::unique_ptr<obs::OpsServer> ops;
  std::unique_ptr<feed::Follower> follower;
  std::unique_ptr<Reseal> reseal;
  // What runs operations, each with connections of its own.
  std::vector<std::unique_ptr<db::Pool>> operations_pools;
  std::vector<std::unique_ptr<lro::Worker>> workers;
  int port = 0;
  absl::Status reload_status;  // As last logged; the keeper's.

  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  absl::Time next_cleaning = absl::Now() + kHousekeepingEvery;
  absl::Time next_retention = absl::Now() + kHousekeepingEvery;
  std::thread keeper;

  // Whether calls can be served now: PostgreSQL answers and the drain has not begun.
  absl::Status Ready() {
    if (runtime->draining) return absl::UnavailableError("draining");
    return runtime->stream_pool.CheckRole();
  }

  void SetHealth(bool ready) {
    auto* health = grpc->GetHealthCheckService();
    health->SetServingStatus("", ready);
    health->SetServingStatus("readiness", ready);
    for (ServiceBase* service : services) health->SetServingStatus(std::string(service->full_name()), ready);
  }

  // Reads the sealing keys anew when they changed. Says once that policy, key set or sealing keys could not be read
  // anew, and once that they could again.
  void LogReload() {
    const absl::Status sealing = runtime->sealer->Reload();
    const absl::Status access = runtime->authenticator->reload_status();
    const absl::Status& status = access.ok() ? sealing : access;
    if (status == reload_status) return;
    reload_status = status;
    if (status.ok()) {
      obs::Log(obs::Severity::kInfo, "policy and key set reloaded");
    } else {
      obs::Log(obs::Severity::kError, "policy or key set not reloaded", {{"status", status.ToString()}});
    }
  }

  // Forgets what has expired, appends what a flood has left out of the audit log, and tells how the feed's consumers
  // stand.
  void Clean() {
    const absl::Time now = absl::Now();
    AppendLeftOut(*runtime, runtime->clock->Now());
    {
      db::Session session(runtime->stream_pool, {.deadline = now + absl::Seconds(5)});
      (void)feed::PublishLag(session);
    }
    if (now >= next_cleaning) {
      db::Session session(runtime->stream_pool, {.read_only = false});
      if (session.Run(sql::kExpireRequests).ok() &&
          session.Run(lro::sql::kForgetOperations, db::Arg("before", now - kOperationsKept)).ok()) {
        (void)session.Commit();
      }
      next_cleaning = now + kHousekeepingEvery;
    }
    if (now >= next_retention) {
      // A second at a time: a drain waits for this.
      const auto done = feed::CompactAll(
          runtime->stream_pool, now - absl::Hours(24) * runtime->config.feed_retention_days, now + absl::Seconds(1));
      if (!done.ok()) obs::Log(obs::Severity::kError, "retention failed", {{"status", done.status().ToString()}});
      if (!done.ok() || *done) next_retention = now + kRetentionEvery;
    }
  }

  // Follows the database's health and keeps house.
  void Keep() {
    std::unique_lock lock(mutex);
    while (!changed.wait_for(lock, absl::ToChronoMilliseconds(kReadinessEvery), [&] { return stopping; })) {
      lock.unlock();
      const absl::Status ready = Ready();
      LogReload();
      SetHealth(ready.ok());
      if (ready.ok()) Clean();
      lock.lock();
    }
  }

  // What the service has provided of a type; null when it has not.
  template <typename T>
  const T* Provided() const {
    const auto found = runtime->app.provided().find(typeid(T));
    return found == runtime->app.provided().end() ? nullptr : static_cast<const T*>(found->second.get());
  }

  void StartWorker(const lro::Runners& runners, int threads) {
    const Config& config = runtime->config;
    operations_pools.push_back(std::make_unique<db::Pool>(
        db::Pool::Options{.dsn = config.database_app, .schema = config.service, .size = threads + 1}));
    workers.push_back(std::make_unique<lro::Worker>(
        *operations_pools.back(), *runtime->sealer, runners,
        lro::Worker::Options{
            .threads = threads, .peers = &runtime->peers, .on_commit = [this] { runtime->hub->Wake(); }}));
  }

  absl::Status Listen() {
    grpc::EnableDefaultHealthCheckService(true);
    const Config& config = runtime->config;
    if (config.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(config.listen, Credentials(config), &port);
    builder.SetMaxReceiveMessageSize(kMostMessageBytes);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 128 << 10);
    // Answers are never compressed, and metrics and log tell what channelz would: both cost every call.
    builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_COMPRESSION, 0);
    builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
    for (ServiceBase* service : services) builder.RegisterService(&service->grpc_service());
    grpc = builder.BuildAndStart();
    if (grpc == nullptr || port == 0) return absl::UnavailableError(absl::StrCat("can't listen at ", config.listen));
    grpc->GetHealthCheckService()->SetServingStatus("liveness", true);
    SetHealth(true);
    return absl::OkStatus();
  }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { Drain(); }

int Server::port() const { return impl_->port; }
int Server::ops_port() const { return impl_->ops == nullptr ? 0 : impl_->ops->port(); }
Runtime& Server::runtime() { return *impl_->runtime; }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Config config, const Definition& definition) {
  ASSIGN_OR_RETURN(auto sealer, crypto::Sealer::FromFile(config.keys));
  ASSIGN_OR_RETURN(auto signer, crypto::Signer::FromFiles(config.audit_key, config.audit_trust));
  ASSIGN_OR_RETURN(auto authenticator, auth::Authenticator::Create({.policy_file = config.policy,
                                                                    .jwks_file = config.jwks,
                                                                    .issuer = config.issuer,
                                                                    .audience = config.audience}));
  // gRPC would listen all the same and refuse every handshake.
  for (const std::string& file : {config.tls_ca, config.tls_cert, config.tls_key}) {
    RETURN_IF_ERROR(ReadFile(file).status());
  }
  App app(config.rules);
  app.Provide(feed::Retention{config.feed_retention_days});
  app.Provide(feed::Books{
      std::make_shared<db::Pool>(db::Pool::Options{.dsn = config.database_app, .schema = config.service, .size = 1})});
  RETURN_IF_ERROR(definition.start(app));
  RETURN_IF_ERROR(MigrateSchema(config, definition));
  auto impl = std::make_unique<Impl>();
  impl->runtime = std::make_unique<Runtime>(std::move(config), std::move(app), std::move(sealer), std::move(signer),
                                            std::move(authenticator));
  Runtime& runtime = *impl->runtime;
  RETURN_IF_ERROR(runtime.pool.CheckRole());
  for (const auto& service : runtime.app.services()) impl->services.push_back(service.get());
  impl->services.push_back(&impl->feed_service);
  impl->services.push_back(&impl->audit_service);
  const auto* const runners = impl->Provided<lro::Runners>();
  const auto* const errands = impl->Provided<lro::Errands>();
  if (runners != nullptr || errands != nullptr) impl->services.push_back(&impl->operations_service);
  for (ServiceBase* service : impl->services) {
    RETURN_IF_ERROR(CheckAccessOptions(service->full_name()));
    service->Attach(runtime);
  }
  RETURN_IF_ERROR(impl->Listen());
  if (!runtime.config.ops.empty()) {
    ASSIGN_OR_RETURN(impl->ops, obs::OpsServer::Start(runtime.config.ops, [raw = impl.get()] { return raw->Ready(); }));
  }
  if (!definition.follows.empty()) {
    impl->follower = std::make_unique<feed::Follower>(runtime, definition.follows, definition.apply);
  }
  impl->reseal = std::make_unique<Reseal>(runtime.stream_pool, *runtime.sealer);
  if (runners != nullptr) impl->StartWorker(*runners, kOperationThreads);
  if (errands != nullptr) impl->StartWorker(errands->runners, kErrandThreads);
  impl->keeper = std::thread([raw = impl.get()] { raw->Keep(); });
  obs::Log(obs::Severity::kInfo, "serving", {{"service", runtime.config.service}, {"port", int64_t{impl->port}}});
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::Drain(absl::Duration limit) {
  if (impl_->grpc == nullptr) return;
  const absl::Time until = absl::Now() + limit;
  // Sticky: whoever probes from now on looks elsewhere.
  impl_->grpc->GetHealthCheckService()->Shutdown();
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->changed.notify_all();
  impl_->keeper.join();
  impl_->runtime->draining = true;
  impl_->workers.clear();
  impl_->runtime->hub->Stop();
  impl_->grpc->Shutdown(absl::ToChronoTime(until));
  impl_->follower.reset();
  impl_->reseal.reset();
  impl_->ops.reset();
  impl_->grpc.reset();
  obs::FlushLog();
}

}  // namespace xf::rpc
