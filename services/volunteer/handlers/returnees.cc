// Returnees (新乡贤回归工程).
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/volunteer/handlers/import_rows.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

// Makes a returnee.
absl::StatusOr<v1::Returnee> ReturneeService::CreateReturnee(rpc::Call& call,
                                                             const v1::CreateReturneeRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  v1::Returnee returnee = request.returnee();
  RETURN_IF_ERROR(Complete(call, returnee, "returnee."));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(returnee), "returnee."));
  returnee.set_org_path(paths.at(returnee.organization()));
  ASSIGN_OR_RETURN(
      returnee, call.db().One<v1::Returnee>(sql::kCreateReturnee,
                                            NameToCreate<ReturneeName>(call, county, request.returnee_id()), returnee));
  call.Changed(returnee);
  return returnee;
}

// Returns one returnee. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Returnee> ReturneeService::GetReturnee(rpc::Call& call, const v1::GetReturneeRequest& request) {
  ASSIGN_OR_RETURN(const ReturneeName name, ReturneeName::Parse(request.name()));
  return call.db().One<v1::Returnee>(sql::kGetReturnee, name);
}

// Returns a page of returnees.
absl::StatusOr<v1::ListReturneesResponse> ReturneeService::ListReturnees(rpc::Call& call,
                                                                         const v1::ListReturneesRequest& request) {
  return api::List<v1::ListReturneesResponse>(call.db(), sql::kListReturnees, request);
}

// Changes a returnee, who must be verified anew.
absl::StatusOr<v1::Returnee> ReturneeService::UpdateReturnee(rpc::Call& call,
                                                             const v1::UpdateReturneeRequest& request) {
  ASSIGN_OR_RETURN(const ReturneeName name, ReturneeName::Parse(request.returnee().name(), "returnee.name"));
  RETURN_IF_ERROR(PathsOf(call, name.county(), References(request.returnee()), "returnee.").status());
  ASSIGN_OR_RETURN(v1::Returnee returnee, call.db().One<v1::Returnee>(sql::kGetReturneeForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.returnee(), returnee));
  RETURN_IF_ERROR(Complete(call, returnee, "returnee."));
  ASSIGN_OR_RETURN(returnee, call.db().One<v1::Returnee>(sql::kUpdateReturnee, name, returnee));
  call.Changed(returnee);
  return returnee;
}

// Confirms for the township that the facts are as stated.
absl::StatusOr<v1::Returnee> ReturneeService::VerifyReturnee(rpc::Call& call,
                                                             const v1::VerifyReturneeRequest& request) {
  ASSIGN_OR_RETURN(const ReturneeName name, ReturneeName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Returnee returnee, call.db().One<v1::Returnee>(sql::kGetReturneeForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), returnee));
  if (returnee.has_verified_date()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, request.name(), {"is verified already", "已经核实"});
  }
  ASSIGN_OR_RETURN(returnee, call.db().One<v1::Returnee>(sql::kVerifyReturnee, name, db::Arg("today", call.today()),
                                                         db::Arg("verified_by", call.principal().subject)));
  call.Changed(returnee);
  return returnee;
}

// Takes returnees chunk by chunk.
absl::StatusOr<rpc::ImportSummary> ReturneeService::ImportReturnees(rpc::Call& call,
                                                                    rpc::Reader<v1::ImportReturneesRequest>& reader) {
  return rpc::Import<v1::ImportReturneesRequest, v1::Returnee>(
      call, reader, [&](const auto& chunk, const auto& rows, rpc::ImportSummary& summary) {
        return Upsert<ReturneeName, v1::Returnee>(call, chunk, rows,
                                                  {sql::kGetReturneesOfImport, sql::kImportReturnees}, summary);
      });
}

}  // namespace xf::volunteer
