#include "services/membership/handlers/registration.h"

#include <map>

#include "services/membership/handlers/lookups.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

absl::StatusOr<std::vector<v1::Member>> Register(rpc::Call& call, const std::vector<std::string>& ids,
                                                 const Branch& branch) {
  const std::vector<db::Arg> args{{"county", branch.name.county()},
                                  {"ids", TextArray(ids)},
                                  {"organization_id", branch.name.id()},
                                  {"org_path", branch.path},
                                  {"day", call.today()}};
  ASSIGN_OR_RETURN(const auto before, call.db().Many<v1::Member>(sql::kGetMembers, args));
  std::map<std::string, std::string> old_paths;
  for (const v1::Member& member : before) old_paths[member.name()] = member.org_path();
  RETURN_IF_ERROR(call.db().Run(sql::kRegisterFacts, args).status());
  RETURN_IF_ERROR(call.db().Run(sql::kRegisterStates, args).status());
  ASSIGN_OR_RETURN(const auto outflows, call.db().Many<v1::Outflow>(sql::kRegisterOutflows, args));
  for (const v1::Outflow& outflow : outflows) call.Changed(outflow, old_paths[outflow.member()]);
  ASSIGN_OR_RETURN(auto members, call.db().Many<v1::Member>(sql::kRegisterMembers, args));
  for (const v1::Member& member : members) call.Changed(member, old_paths[member.name()]);
  return members;
}

absl::Status EndOffices(rpc::Call& call, const OrganizationName& organization, const std::string& member_id,
                        const std::string& reason) {
  ASSIGN_OR_RETURN(const auto ended, call.db().Many<v1::Appointment>(
                                         sql::kEndAppointments, db::Arg("county", organization.county()),
                                         db::Arg("organization_id", organization.id()),
                                         db::Arg("member_id", member_id.empty() ? db::Value() : db::Value(member_id)),
                                         db::Arg("day", call.today()), db::Arg("reason", reason)));
  for (const v1::Appointment& appointment : ended) call.Changed(appointment);
  return absl::OkStatus();
}

}  // namespace xf::membership
