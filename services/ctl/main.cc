// xfctl, the command line of 先锋: a client of the public API like any other.
#include <iostream>

#include "services/ctl/cli/text.h"
#include "services/ctl/commands/command.h"

int main(int argc, char** argv) {
  CLI::App app("xfctl: the command line of xianfeng 先锋", "xfctl");
  xf::ctl::Globals globals;
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--home", globals.home, "folder with endpoints.json, as deploy/up makes it")->capture_default_str();
  app.add_option("--as", globals.as, "whose token to use: admin, clerk, neighbour, integrator, auditor; \"\" = none")
      ->capture_default_str();
  app.add_option("--county", globals.county, "six-digit county code")->capture_default_str();
  xf::ctl::AddCall(app, globals);
  xf::ctl::AddLoad(app, globals);
  xf::ctl::AddReport(app, globals);
  xf::ctl::AddFigures(app, globals);
  xf::ctl::AddFeed(app, globals);
  xf::ctl::AddImport(app, globals);
  xf::ctl::AddExport(app, globals);
  xf::ctl::AddAudit(app, globals);
  xf::ctl::AddReconcile(app, globals);
  xf::ctl::AddToken(app, globals);
  xf::ctl::AddKeys(app, globals);
  xf::ctl::AddRotation(app, globals);
  xf::ctl::AddPlans(app, globals);
  xf::ctl::AddWait(app, globals);
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = globals.action();
  if (!status.ok()) std::cerr << xf::ctl::DescribeError(status);
  return status.ok() ? 0 : 1;
}
