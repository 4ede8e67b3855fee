#include "services/membership/definition.h"

#include "common/base/status.h"
#include "common/rpc/register.h"
#include "services/membership/domain/admission_rules.h"
#include "services/membership/domain/dues_rules.h"
#include "services/membership/domain/review_rules.h"
#include "services/membership/domain/rules.h"
#include "services/membership/domain/work_calendar.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

rpc::Definition Definition() {
  return {.name = "membership",
          .migrations = sql::kMigrations,
          .queries = sql::kQueries,
          .start = [](rpc::App& app) -> absl::Status {
            const std::string& dir = app.rules_dir();
            ASSIGN_OR_RETURN(Rules rules, LoadRules(dir + "/membership.yaml"));
            ASSIGN_OR_RETURN(AdmissionRules admission_rules, AdmissionRules::Load(dir + "/admission.yaml"));
            ASSIGN_OR_RETURN(WorkCalendar calendar, WorkCalendar::Load(dir + "/holidays.yaml"));
            ASSIGN_OR_RETURN(DuesRules dues_rules, DuesRules::Load(dir + "/dues.yaml"));
            ASSIGN_OR_RETURN(ReviewRules review_rules, ReviewRules::Load(dir + "/review.yaml"));
            app.Provide(std::move(rules));
            app.Provide(std::move(admission_rules));
            app.Provide(std::move(calendar));
            app.Provide(std::move(dues_rules));
            app.Provide(std::move(review_rules));
            app.Serve<OrganizationService>();
            app.Serve<MemberService>();
            app.Serve<ExportService>();
            app.Serve<TransferService>();
            app.Serve<FloatingService>();
            app.Serve<AbsenceService>();
            app.Serve<AdmissionService>();
            app.Serve<DuesService>();
            app.Serve<ReviewService>();
            return absl::OkStatus();
          }};
}

}  // namespace xf::membership
