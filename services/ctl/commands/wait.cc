// xfctl wait: until every service is ready.
#include <unistd.h>

#include <iostream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "health/v1/health.grpc.pb.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

namespace health = grpc::health::v1;

struct WaitOptions {
  double seconds = 60;
};

// Why the service is not ready, empty when it is.
std::string Unready(const rpc::Client& client, absl::Time until) {
  health::HealthCheckRequest request;
  request.set_service("readiness");
  const auto answer =
      client.Call(&health::Health::Stub::Check, request, std::min(until - absl::Now(), absl::Seconds(2)));
  if (!answer.ok()) return std::string(answer.status().message());
  return answer->status() == health::HealthCheckResponse::SERVING ? "" : "not ready yet";
}

absl::Status Run(const Globals& globals, const WaitOptions& options) {
  const absl::Time until = absl::Now() + absl::Seconds(options.seconds);
  ASSIGN_OR_RETURN(const Home home, Home::Open(globals.home));
  for (const std::string& service : Services()) {
    ASSIGN_OR_RETURN(const rpc::Client client, home.Connect(service, ""));
    std::cerr << service << " … " << std::flush;
    for (std::string why = Unready(client, until); !why.empty(); why = Unready(client, until)) {
      if (absl::Now() > until) {
        std::cerr << "\n";
        return absl::DeadlineExceededError(absl::StrCat(service, " is not ready after ", options.seconds, " s: ", why));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    std::cerr << "ready\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddWait(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<WaitOptions>();
  CLI::App* command = app.add_subcommand("wait", "wait until all services are ready");
  command->add_option("--timeout", options->seconds, "give up after so many seconds")->capture_default_str();
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl
