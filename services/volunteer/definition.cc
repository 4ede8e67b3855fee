#include "services/volunteer/definition.h"

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/rpc/register.h"
#include "services/volunteer/domain/hours.h"
#include "services/volunteer/domain/ticket_deadline.h"
#include "services/volunteer/service.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

rpc::Definition Definition() {
  return {.name = "volunteer",
          .migrations = sql::kMigrations,
          .queries = sql::kQueries,
          .start = [](rpc::App& app) -> absl::Status {
            ASSIGN_OR_RETURN(const std::string hours, ReadFile(absl::StrCat(app.rules_dir(), "/hours.yaml")));
            ASSIGN_OR_RETURN(HourRules hour_rules, HourRules::Parse(hours));
            app.Provide(std::move(hour_rules));
            ASSIGN_OR_RETURN(const std::string tickets, ReadFile(absl::StrCat(app.rules_dir(), "/tickets.yaml")));
            ASSIGN_OR_RETURN(TicketRules ticket_rules, TicketRules::Parse(tickets));
            app.Provide(std::move(ticket_rules));
            app.Serve<TeamService>();
            app.Serve<EventService>();
            app.Serve<TicketService>();
            app.Serve<SuggestionService>();
            app.Serve<ReturneeService>();
            return absl::OkStatus();
          },
          .follows = {"membership"}};
}

}  // namespace xf::volunteer
