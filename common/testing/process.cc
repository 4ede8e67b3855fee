#include "common/testing/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/testing/postgres.h"

namespace xf::testing {
namespace {

// JSON is YAML.
std::string WriteConfig(const Config& config) {
  nlohmann::json peers = nlohmann::json::object();
  for (const auto& [name, address] : config.peers) peers[name] = address;
  const nlohmann::json file{
      {"service", config.service},
      {"listen", config.listen},
      {"database", {{"app", config.database_app}, {"owner", config.database_owner}, {"pool", config.pool}}},
      {"tls", {{"ca", config.tls_ca}, {"cert", config.tls_cert}, {"key", config.tls_key}}},
      {"jwt", {{"jwks", config.jwks}, {"issuer", config.issuer}, {"audience", config.audience}}},
      {"policy", config.policy},
      {"keys", config.keys},
      {"audit", {{"key", config.audit_key}, {"trust", config.audit_trust}}},
      {"rules", config.rules},
      {"peers", peers},
      {"reflection", config.reflection}};
  const std::string path = absl::StrCat(ScratchDir(), "/", config.service, ".yaml");
  std::ofstream(path) << file.dump(2);
  return path;
}

// Reads the log until the line that tells the port; the end of the log is the end of the process.
int PortIn(int out) {
  std::string line;
  for (char c; read(out, &c, 1) == 1;) {
    if (c != '\n') {
      line += c;
      continue;
    }
    const auto entry = nlohmann::json::parse(line, nullptr, false);
    if (entry.is_object() && entry.value("message", "") == "serving") return entry.value("port", 0);
    line.clear();
  }
  return 0;
}

}  // namespace

ServiceProcess::ServiceProcess(Config config) {
  const std::string binary = absl::StrCat(BinDir(), "/xf-", config.service);
  const std::string file = WriteConfig(config);
  int out[2];
  if (pipe(out) != 0) std::abort();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(out[1], STDOUT_FILENO);
    close(out[0]);
    close(out[1]);
    execl(binary.c_str(), binary.c_str(), "--config", file.c_str(), nullptr);
    _exit(127);
  }
  close(out[1]);
  const int port = PortIn(out[0]);
  if (port == 0) {
    std::fprintf(stderr, "%s did not start\n", binary.c_str());
    std::abort();
  }
  address_ = absl::StrCat("127.0.0.1:", port);
  // Whatever else it logs is read away, so that the pipe never fills.
  const pid_t drain = fork();
  if (drain == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    char buffer[4096];
    while (read(out[0], buffer, sizeof buffer) > 0) continue;
    _exit(0);
  }
  close(out[0]);
}

ServiceProcess::~ServiceProcess() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

}  // namespace xf::testing
