// Programs.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/rotation/domain/dates.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

absl::Status CheckProgram(const v1::Program& program) {
  Refusal refusal("program.");
  CheckDates(program.start_date(), program.end_date(), "", refusal);
  return std::move(refusal).ToStatus();
}

}  // namespace

// Records a program under the organization that runs it.
absl::StatusOr<v1::Program> ProgramService::CreateProgram(rpc::Call& call, const v1::CreateProgramRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckProgram(request.program()));
  ASSIGN_OR_RETURN(const std::string org_path,
                   OrgPathIn(call, parent.county(), request.program().organization(), "program.organization"));
  const ProgramName name(parent.county(), IdOr(request.program_id(), call));
  ASSIGN_OR_RETURN(const v1::Program program, call.db().One<v1::Program>(sql::kCreateProgram, name, request.program(),
                                                                         db::Arg("org_path", org_path)));
  call.Changed(program);
  return program;
}

// Returns one program. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Program> ProgramService::GetProgram(rpc::Call& call, const v1::GetProgramRequest& request) {
  ASSIGN_OR_RETURN(const ProgramName name, ProgramName::Parse(request.name()));
  return call.db().One<v1::Program>(sql::kGetProgram, name);
}

// Lists the programs in the caller's scope.
absl::StatusOr<v1::ListProgramsResponse> ProgramService::ListPrograms(rpc::Call& call,
                                                                      const v1::ListProgramsRequest& request) {
  return api::List<v1::ListProgramsResponse>(call.db(), sql::kListPrograms, request);
}

// Changes the masked fields of a program; type and organization are fixed.
absl::StatusOr<v1::Program> ProgramService::UpdateProgram(rpc::Call& call, const v1::UpdateProgramRequest& request) {
  ASSIGN_OR_RETURN(const ProgramName name, ProgramName::Parse(request.program().name(), "program.name"));
  ASSIGN_OR_RETURN(v1::Program program, call.db().One<v1::Program>(sql::kGetProgramForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.program(), program));
  RETURN_IF_ERROR(CheckProgram(program));
  ASSIGN_OR_RETURN(program, call.db().One<v1::Program>(sql::kUpdateProgram, name, program));
  call.Changed(program);
  return program;
}

}  // namespace xf::rotation
