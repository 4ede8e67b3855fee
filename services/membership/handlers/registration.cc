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
  ASSIGN_OR_RETURN(const auto admissions,
                   call.db().Many<v1::Admission>(sql::kFollowAdmissions, args, db::Arg("from_id", std::nullopt)));
  for (const v1::Admission& admission : admissions) call.Changed(admission, old_paths[admission.member()]);
  ASSIGN_OR_RETURN(auto members, call.db().Many<v1::Member>(sql::kRegisterMembers, args));
  for (const v1::Member& member : members) call.Changed(member, old_paths[member.name()]);
  return members;
}

absl::Status TakeAdmissions(rpc::Call& call, const v1::Organization& from, const Branch& branch) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(from.name()));
  ASSIGN_OR_RETURN(
      const auto admissions,
      call.db().Many<v1::Admission>(sql::kFollowAdmissions, db::Arg("county", name.county()),
                                    db::Arg("ids", TextArray({})), db::Arg("from_id", name.id()),
                                    db::Arg("organization_id", branch.name.id()), db::Arg("org_path", branch.path)));
  for (const v1::Admission& admission : admissions) call.Changed(admission, from.org_path());
  return absl::OkStatus();
}

absl::Status EndOffices(rpc::Call& call, const std::string& county, const std::string& organization_id,
                        const std::string& member_id, const std::string& reason) {
  const auto given = [](const std::string& id) { return id.empty() ? db::Value() : db::Value(id); };
  ASSIGN_OR_RETURN(const auto ended,
                   call.db().Many<v1::Appointment>(sql::kEndAppointments, db::Arg("county", county),
                                                   db::Arg("organization_id", given(organization_id)),
                                                   db::Arg("member_id", given(member_id)), db::Arg("day", call.today()),
                                                   db::Arg("reason", reason)));
  for (const v1::Appointment& appointment : ended) call.Changed(appointment);
  return absl::OkStatus();
}

}  // namespace xf::membership
