#include "services/report/definition.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/rpc/register.h"
#include "services/report/domain/render.h"
#include "services/report/domain/rules.h"
#include "services/report/read_model.h"
#include "services/report/service.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

// Every figure counts rows of a type that the read model keeps.
absl::Status CheckTypes(const Rules& rules) {
  for (const FigureRule& rule : rules.figures) {
    if (!IsKept(rule.type)) {
      return absl::InvalidArgumentError(
          absl::StrCat("figures.yaml: row ", rule.row, " counts ", rule.type, ", which is not kept"));
    }
  }
  return absl::OkStatus();
}

absl::Status Start(rpc::App& app) {
  ASSIGN_OR_RETURN(Rules rules, LoadRules(app.rules_dir()));
  RETURN_IF_ERROR(CheckTypes(rules));
  RETURN_IF_ERROR(CheckTemplate(rules));
  app.Provide(std::move(rules));
  app.Serve<FigureService>();
  app.Serve<ReportService>();
  app.Serve<AssessmentService>();
  return absl::OkStatus();
}

}  // namespace

rpc::Definition Definition() {
  return {.name = "report",
          .migrations = sql::kMigrations,
          .queries = sql::kQueries,
          .start = Start,
          .follows = {"membership", "training", "rotation", "volunteer"},
          .apply = ApplyChange};
}

}  // namespace xf::report
