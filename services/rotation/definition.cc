#include "services/rotation/definition.h"

#include "common/base/status.h"
#include "common/lro/run.h"
#include "common/rpc/register.h"
#include "services/rotation/domain/planning_rules.h"
#include "services/rotation/domain/program_rules.h"
#include "services/rotation/handlers/dispatch.h"
#include "services/rotation/handlers/plan_run.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

absl::Status Start(rpc::App& app) {
  ASSIGN_OR_RETURN(ProgramRules rules, ProgramRules::Load(app.rules_dir() + "/programs.yaml"));
  ASSIGN_OR_RETURN(PlanningRules planning, PlanningRules::Load(app.rules_dir() + "/planning.yaml"));
  app.Provide(std::move(rules));
  app.Provide(std::move(planning));
  app.Provide(lro::Runners{{kSolvePlan, RunSolve}});
  app.Provide(lro::Errands{{{kDispatch, RunDispatch}}});
  app.Serve<ProgramService>();
  app.Serve<PlacementService>();
  app.Serve<PlanningService>();
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
