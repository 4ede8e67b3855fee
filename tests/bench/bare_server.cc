// xf-bare: GetMember by gRPC's callback API, a pool of threads and of connections, mTLS and one round trip under
// row-level security, with nothing around it: no token, no permission, no log, no metrics, no masking, no opening of
// sealed columns. What it reaches is what gRPC and PostgreSQL give on this machine; the benchmark `rpc` shows the
// adapter beside it.
#include <grpcpp/grpcpp.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <signal.h>

#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/config.h"
#include "common/base/file.h"
#include "common/db/pool.h"
#include "common/db/session.h"
#include "common/obs/log.h"
#include "common/rpc/executor.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "tests/bench/county.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::bench {
namespace {

namespace v1 = xianfeng::membership::v1;

constexpr int kMostWaiting = 1'000;

class BareMembers final : public v1::MemberService::CallbackService {
 public:
  BareMembers(const Config& config, std::string sql)
      : sql_(std::move(sql)),
        pool_({.dsn = config.database_app, .schema = "membership", .size = config.pool}),
        executor_(config.pool, kMostWaiting) {}

  grpc::ServerUnaryReactor* GetMember(grpc::CallbackServerContext* context, const v1::GetMemberRequest* request,
                                      v1::Member* response) override {
    auto* reactor = context->DefaultReactor();
    const bool taken = executor_.Submit([=, this] { reactor->Finish(Read(request->name(), *response)); });
    if (!taken) reactor->Finish({grpc::StatusCode::RESOURCE_EXHAUSTED, "busy"});
    return reactor;
  }

 private:
  // The row's texts, so that an answer has about as many bytes as the service's own.
  grpc::Status Read(const std::string& name, v1::Member& response) {
    db::Session session(pool_, {.scopes = {kRoot}});
    const absl::Status status = session.ForEach(
        {"get_member", sql_}, db::Args(db::Arg("county", kCounty), db::Arg("id", name.substr(name.rfind('/') + 1))),
        [&](const db::Session::Cells& cells) {
          for (const absl::string_view cell : cells) absl::StrAppend(response.mutable_remarks(), cell);
          return absl::OkStatus();
        });
    return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
  }

  const std::string sql_;
  db::Pool pool_;
  rpc::Executor executor_;
};

std::shared_ptr<grpc::ServerCredentials> Credentials(const Config& config) {
  const auto text = [](const std::string& path) { return testing::Must(ReadFile(path)); };
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = text(config.tls_ca);
  options.pem_key_cert_pairs.push_back({text(config.tls_key), text(config.tls_cert)});
  return grpc::SslServerCredentials(options);
}

int Main(int argc, char** argv) {
  if (argc != 3 || std::string(argv[1]) != "--config") {
    std::cerr << "usage: xf-bare --config FILE\n";
    return 2;
  }
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  const Config config = testing::Must(LoadConfig(argv[2]));
  BareMembers members(
      config, testing::Must(ReadFile(testing::SourceDir() + "/services/membership/sql/queries/get_member.sql")));
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(config.listen, Credentials(config), &port);
  builder.RegisterService(&members);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return 1;
  obs::Log(obs::Severity::kInfo, "serving", {{"port", port}});
  obs::FlushLog();
  int signal = 0;
  sigwait(&ending, &signal);
  server->Shutdown(std::chrono::system_clock::now());
  return 0;
}

}  // namespace
}  // namespace xf::bench

int main(int argc, char** argv) { return xf::bench::Main(argc, argv); }
