#include "services/training/definition.h"

#include "common/base/status.h"
#include "common/feed/mirror.h"
#include "common/rpc/register.h"
#include "services/training/domain/credit_rules.h"
#include "services/training/merged_accounts.h"
#include "services/training/service.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

absl::Status Start(rpc::App& app) {
  ASSIGN_OR_RETURN(CreditRules rules, CreditRules::Load(app.rules_dir() + "/credits.yaml"));
  app.Provide(std::move(rules));
  app.Provide(feed::OnMerge{FollowMerge});
  app.Serve<VenueService>();
  app.Serve<InstructorService>();
  app.Serve<CourseService>();
  app.Serve<PlanService>();
  app.Serve<ClassService>();
  app.Serve<AbsenceService>();
  app.Serve<CreditService>();
  app.Serve<OrganizationLifeService>();
  app.Serve<MediaService>();
  return absl::OkStatus();
}

}  // namespace

rpc::Definition Definition() {
  return {
      .name = "training",
      .migrations = sql::kMigrations,
      .queries = sql::kQueries,
      .start = Start,
      // report for the sake of its audit log: nobody else follows it, and a log needs a witness.
      .follows = {"membership", "report"},
      .apply = nullptr,
  };
}

}  // namespace xf::training
