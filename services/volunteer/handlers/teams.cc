// Volunteer teams.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/volunteer/handlers/import_rows.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

// Makes a team.
absl::StatusOr<v1::Team> TeamService::CreateTeam(rpc::Call& call, const v1::CreateTeamRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  v1::Team team = request.team();
  RETURN_IF_ERROR(Complete(call, team, "team."));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(team), "team."));
  team.set_org_path(paths.at(team.organization()));
  ASSIGN_OR_RETURN(
      team, call.db().One<v1::Team>(sql::kCreateTeam, NameToCreate<TeamName>(call, county, request.team_id()), team));
  call.Changed(team);
  return team;
}

// Returns one team. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Team> TeamService::GetTeam(rpc::Call& call, const v1::GetTeamRequest& request) {
  ASSIGN_OR_RETURN(const TeamName name, TeamName::Parse(request.name()));
  return call.db().One<v1::Team>(sql::kGetTeam, name);
}

// Returns a page of teams.
absl::StatusOr<v1::ListTeamsResponse> TeamService::ListTeams(rpc::Call& call, const v1::ListTeamsRequest& request) {
  return api::List<v1::ListTeamsResponse>(call.db(), sql::kListTeams, request);
}

// Changes a team.
absl::StatusOr<v1::Team> TeamService::UpdateTeam(rpc::Call& call, const v1::UpdateTeamRequest& request) {
  ASSIGN_OR_RETURN(const TeamName name, TeamName::Parse(request.team().name(), "team.name"));
  RETURN_IF_ERROR(PathsOf(call, name.county(), References(request.team()), "team.").status());
  ASSIGN_OR_RETURN(v1::Team team, call.db().One<v1::Team>(sql::kGetTeamForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.team(), team));
  RETURN_IF_ERROR(Complete(call, team, "team."));
  ASSIGN_OR_RETURN(team, call.db().One<v1::Team>(sql::kUpdateTeam, name, team));
  call.Changed(team);
  return team;
}

// Takes teams chunk by chunk.
absl::StatusOr<rpc::ImportSummary> TeamService::ImportTeams(rpc::Call& call,
                                                            rpc::Reader<v1::ImportTeamsRequest>& reader) {
  return rpc::Import<v1::ImportTeamsRequest, v1::Team>(
      call, reader, [&](const auto& chunk, const auto& rows, rpc::ImportSummary& summary) {
        return Upsert<TeamName, v1::Team>(call, chunk, rows, {sql::kGetTeamsOfImport, sql::kImportTeams}, summary);
      });
}

}  // namespace xf::volunteer
