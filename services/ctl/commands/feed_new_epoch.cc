// xfctl feed new-epoch: tells every consumer of the services' feeds that what they have read may not have been. Once
// after a restore from a backup, never after a failover.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/config.h"
#include "common/base/status.h"
#include "common/db/session.h"
#include "common/feed/sql/queries.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

struct FeedNewEpochOptions {
  std::vector<std::string> services = Services();
  std::string database;
};

absl::Status NewEpoch(const Globals& globals, const FeedNewEpochOptions& options) {
  for (const std::string& service : options.services) {
    ASSIGN_OR_RETURN(const Config config, LoadConfig(absl::StrCat(globals.home, "/config/", service, ".yaml")));
    // The last of two names counts to libpq.
    const std::string dsn = options.database.empty()
                                ? config.database_owner
                                : absl::StrCat(config.database_owner, " dbname=", options.database);
    db::Pool owner({.dsn = dsn, .schema = service, .size = 1});
    db::Session db(owner, {.read_only = false});
    ASSIGN_OR_RETURN(const int64_t counties, db.Run(feed::sql::kNewEpoch));
    RETURN_IF_ERROR(db.Commit());
    std::cout << service << ": a new epoch for " << counties << " feeds\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddFeedNewEpoch(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<FeedNewEpochOptions>();
  CLI::App* command =
      group.add_subcommand("new-epoch", "after a restore: consumers must read anew; needs <home>/config");
  command->add_option("--service", options->services, "whose feeds; default: all");
  command->add_option("--database", options->database, "in this database of the services' cluster");
  OnChosen(*command, globals, options, NewEpoch);
}

}  // namespace xf::ctl
