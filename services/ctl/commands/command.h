// What every command of xfctl gets: the options that all share, and where it leaves what is to be done.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/ctl/cli/home.h"

namespace xf::ctl {

struct Globals {
  std::string home = ".run";
  std::string as = "admin";
  std::string county = "431123";
  // What the chosen command does; set while the arguments are parsed.
  std::function<absl::Status()> action;

  std::string parent() const { return "counties/" + county; }
  // A client of a service as the caller that the options name.
  absl::StatusOr<rpc::Client> Connect(const std::string& service) const;
};

// Each adds its command and options to the application.
void AddAudit(CLI::App& app, Globals& globals);
void AddCall(CLI::App& app, Globals& globals);
void AddExport(CLI::App& app, Globals& globals);
void AddFeed(CLI::App& app, Globals& globals);
void AddFeedNewEpoch(CLI::App& group, Globals& globals);
void AddFigures(CLI::App& app, Globals& globals);
void AddImport(CLI::App& app, Globals& globals);
void AddKeys(CLI::App& app, Globals& globals);
void AddLoad(CLI::App& app, Globals& globals);
void AddPlans(CLI::App& app, Globals& globals);
void AddReconcile(CLI::App& app, Globals& globals);
void AddReport(CLI::App& app, Globals& globals);
void AddRotation(CLI::App& app, Globals& globals);
void AddToken(CLI::App& app, Globals& globals);
void AddWait(CLI::App& app, Globals& globals);

// Makes `run` the action when `command` is chosen. `options` lives as long as the command.
template <typename Options>
void OnChosen(CLI::App& command, Globals& globals, std::shared_ptr<Options> options,
              absl::Status (*run)(const Globals&, const Options&)) {
  command.callback([&globals, options = std::move(options), run] {
    globals.action = [&globals, options, run] { return run(globals, *options); };
  });
}

}  // namespace xf::ctl
