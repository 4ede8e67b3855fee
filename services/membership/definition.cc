#include "services/membership/definition.h"

#include "common/base/status.h"
#include "services/membership/domain/rules.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

rpc::Definition Definition() {
  return {.name = "membership",
          .migrations = sql::kMigrations,
          .queries = sql::kQueries,
          .start = [](rpc::App& app) -> absl::Status {
            ASSIGN_OR_RETURN(Rules rules, LoadRules(app.rules_dir() + "/membership.yaml"));
            app.Provide(std::move(rules));
            app.Serve<OrganizationService>();
            app.Serve<MemberService>();
            app.Serve<ExportService>();
            return absl::OkStatus();
          }};
}

}  // namespace xf::membership
