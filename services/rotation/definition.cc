#include "services/rotation/definition.h"

#include "common/base/status.h"
#include "services/rotation/domain/program_rules.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

absl::Status Start(rpc::App& app) {
  ASSIGN_OR_RETURN(ProgramRules rules, ProgramRules::Load(app.rules_dir() + "/programs.yaml"));
  app.Provide(std::move(rules));
  app.Serve<ProgramService>();
  app.Serve<PlacementService>();
  return absl::OkStatus();
}

}  // namespace

rpc::Definition Definition() {
  return {
      .name = "rotation",
      .migrations = sql::kMigrations,
      .queries = sql::kQueries,
      .start = Start,
      .follows = {"membership"},
      .apply = nullptr,
  };
}

}  // namespace xf::rotation
