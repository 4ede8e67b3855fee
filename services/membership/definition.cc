#include "services/membership/definition.h"

#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

rpc::Definition Definition() {
  return {.name = "membership",
          .migrations = sql::kMigrations,
          .queries = sql::kQueries,
          .start = [](rpc::App& app) -> absl::Status {
            app.Serve<MemberService>();
            return absl::OkStatus();
          }};
}

}  // namespace xf::membership
