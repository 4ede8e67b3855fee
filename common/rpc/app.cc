#include "common/rpc/app.h"

#include <signal.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "absl/synchronization/mutex.h"
#include "common/base/config.h"
#include "common/base/error.h"
#include "common/obs/log.h"
#include "common/rpc/server.h"

namespace xf::rpc {
namespace {

int Fail(const absl::Status& status) {
  std::cerr << status.message() << (TruthOf(status).empty() ? "" : " — ") << TruthOf(status) << std::endl;
  obs::FlushLog();
  return 1;
}

}  // namespace

int Main(int argc, char** argv, const Definition& definition) {
  CLI::App cli("xf-" + std::string(definition.name) + ": the " + std::string(definition.name) + " service of xianfeng");
  std::string file;
  cli.add_option("--config", file, "Configuration, YAML (common/base/config.h)")->required()->check(CLI::ExistingFile);
  CLI11_PARSE(cli, argc, argv);

  // Debian's Abseil looks for deadlocks at every lock of gRPC's, as debug builds do.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);

  // Every thread inherits the mask, so that the signals reach sigwait alone.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  auto config = LoadConfig(file);
  if (!config.ok()) return Fail(config.status());
  auto server = Server::Start(*std::move(config), definition);
  if (!server.ok()) return Fail(server.status());
  int signal = 0;
  sigwait(&signals, &signal);
  obs::Log(obs::Severity::kInfo, "draining", {{"signal", int64_t{signal}}});
  (*server)->Drain();
  return 0;
}

}  // namespace xf::rpc
