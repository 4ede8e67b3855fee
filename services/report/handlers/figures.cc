#include "common/api/list.h"
#include "common/api/resource_name.h"
#include "common/base/date.h"
#include "services/report/counting.h"
#include "services/report/service.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

using FigureName = api::ResourceName<"figures">;

// The rule of a figure's name. NOT_FOUND for a row without a number, or a county outside the caller's scope.
absl::StatusOr<const FigureRule*> RuleOf(const rpc::Call& call, const FigureName& name) {
  RETURN_IF_ERROR(CheckCounty(call, name.county(), name.ToString()));
  const FigureRule* rule = call.Get<Rules>().Find(name.id());
  if (rule == nullptr) return NotFoundError(name.ToString());
  return rule;
}

}  // namespace

// Returns every figure. NOT_FOUND when the caller's scope has nothing to do with the county.
absl::StatusOr<v1::ListFiguresResponse> FigureService::ListFigures(rpc::Call& call,
                                                                   const v1::ListFiguresRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckCounty(call, county.county(), county.ToString()));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(call, request.as_of()));
  ASSIGN_OR_RETURN(const std::vector<v1::Figure> figures, CountFigures(call, county.county(), as_of));
  v1::ListFiguresResponse response;
  *response.mutable_figures() = {figures.begin(), figures.end()};
  return response;
}

// Returns one figure. NOT_FOUND for a row that has no number.
absl::StatusOr<v1::Figure> FigureService::GetFigure(rpc::Call& call, const v1::GetFigureRequest& request) {
  ASSIGN_OR_RETURN(const FigureName name, FigureName::Parse(request.name()));
  ASSIGN_OR_RETURN(const FigureRule* rule, RuleOf(call, name));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(call, request.as_of()));
  ASSIGN_OR_RETURN(std::vector<v1::Figure> figures, CountFigures(call, name.county(), as_of, rule->row));
  return std::move(figures.front());
}

// Returns a page of the rows behind a figure, counted by the same definition as its value.
absl::StatusOr<v1::ListFigureRecordsResponse> FigureService::ListFigureRecords(
    rpc::Call& call, const v1::ListFigureRecordsRequest& request) {
  ASSIGN_OR_RETURN(const FigureName name, FigureName::Parse(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const FigureRule* rule, RuleOf(call, name));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(call, request.as_of()));
  return api::List<v1::ListFigureRecordsResponse>(call.db(), sql::kListFigureRecords, request,
                                                  PeriodArgs(call.Get<Rules>(), name.county(), as_of),
                                                  db::Arg("figure", rule->row));
}

// Checks every identity and every claim that the report may make.
absl::StatusOr<v1::CheckIdentitiesResponse> FigureService::CheckIdentities(rpc::Call& call,
                                                                           const v1::CheckIdentitiesRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckCounty(call, county.county(), county.ToString()));
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, AsOf(call, request.as_of()));
  ASSIGN_OR_RETURN(const std::vector<v1::Figure> figures, CountFigures(call, county.county(), as_of));
  v1::CheckIdentitiesResponse response;
  *response.mutable_as_of() = ToDate(as_of);
  bool ok = true;
  for (v1::Identity& identity : CheckAll(call.Get<Rules>(), figures)) {
    ok = ok && identity.holds();
    *response.add_identities() = std::move(identity);
  }
  for (v1::Claim& claim : ProveAll(call.Get<Rules>(), figures)) {
    ok = ok && claim.proven();
    *response.add_claims() = std::move(claim);
  }
  response.set_ok(ok);
  return response;
}

}  // namespace xf::report
