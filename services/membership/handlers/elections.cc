// Elections and resolutions, which elections are due, and those put off.
#include <optional>

#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/election_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// An organization that still exists, held. NOT_FOUND out of scope.
absl::StatusOr<v1::Organization> Assembly(rpc::Call& call, const OrganizationName& name) {
  ASSIGN_OR_RETURN(auto held, HoldOrganizations(call, name.county(), {name.id()}));
  if (held.empty()) return NotFoundError(name.ToString());
  return std::move(held.begin()->second);
}

// How many have a vote in a branch on a day. Committees elect by delegates, whom the register does not know.
absl::StatusOr<std::optional<int64_t>> VotersOf(rpc::Call& call, const v1::Organization& organization,
                                                const google::type::Date& date) {
  if (!HoldsMembers(organization.kind())) return std::nullopt;
  ASSIGN_OR_RETURN(const db::Result row,
                   call.db().Rows(sql::kCountVoters, db::Arg("county", api::CountyOf(organization.name())),
                                  db::Arg("org_path", organization.org_path()), db::Arg("date", ToDay(date))));
  return row.number(0, "voters");
}

// Why it is not for the approver of a postponement to approve it; OK when it is.
absl::Status CheckApproved(rpc::Call& call, const v1::Organization& organization,
                           const v1::Postponement& postponement) {
  if (organization.superior().empty()) return CheckOuterApprover(postponement);
  if (!postponement.approver_text().empty()) {
    return InvalidError("postponement.approver_text", {"is for the county committee's own term; name the approver",
                                                       "仅用于县委本级延期换届,请填写批准的上级党委"});
  }
  if (postponement.approver().empty()) {
    return InvalidError("postponement.approver", {"is required", "请填写批准的上级党委"});
  }
  ASSIGN_OR_RETURN(const v1::Organization approver, HoldOrganization(call, api::CountyOf(organization.name()),
                                                                     postponement.approver(), "postponement.approver"));
  return CheckApprover(organization, approver);
}

}  // namespace

// Records an election and works out who was elected.
absl::StatusOr<v1::Election> OrganizationService::RecordElection(rpc::Call& call,
                                                                 const v1::RecordElectionRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName at, OrganizationName::Parse(request.organization(), "organization"));
  ASSIGN_OR_RETURN(const v1::Organization organization, Assembly(call, at));
  v1::Election election = request.election();
  ASSIGN_OR_RETURN(const auto voters, VotersOf(call, organization, election.date()));
  if (auto violations = CheckElection(election, call.today(), voters); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  for (int i = 0; i < election.candidates_size(); ++i) {
    const std::string field = absl::StrCat("election.candidates[", i, "].member");
    ASSIGN_OR_RETURN(const MemberName candidate, MemberName::Parse(election.candidates(i).member(), field));
    ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMember, candidate));
    if (!member) return ReferenceNotFound(field, election.candidates(i).member());
    // 党章 Art. 7: probationary members can't be elected.
    if (member->member_kind() != v1::MEMBER_KIND_FULL) {
      return InvalidError(field, {"is not a full member", "不是正式党员,没有被选举权"});
    }
  }
  Judge(election, organization, call.Get<Rules>());
  election.set_organization(organization.name());
  election.set_org_path(organization.org_path());
  const ElectionName name(at.county(), request.election_id().empty() ? call.NewId() : request.election_id());
  ASSIGN_OR_RETURN(v1::Election made, call.db().One<v1::Election>(sql::kRecordElection, name, election));
  call.Changed(made);
  return made;
}

// Records a resolution and works out whether it passed.
absl::StatusOr<v1::Resolution> OrganizationService::RecordResolution(rpc::Call& call,
                                                                     const v1::RecordResolutionRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName at, OrganizationName::Parse(request.organization(), "organization"));
  ASSIGN_OR_RETURN(const v1::Organization organization, Assembly(call, at));
  v1::Resolution resolution = request.resolution();
  ASSIGN_OR_RETURN(const auto voters, VotersOf(call, organization, resolution.date()));
  if (auto violations = CheckResolution(resolution, call.today(), voters); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  Judge(resolution);
  resolution.set_organization(organization.name());
  resolution.set_org_path(organization.org_path());
  const ResolutionName name(at.county(), request.resolution_id().empty() ? call.NewId() : request.resolution_id());
  ASSIGN_OR_RETURN(v1::Resolution made, call.db().One<v1::Resolution>(sql::kRecordResolution, name, resolution));
  call.Changed(made);
  return made;
}

// Records that a superior approved to hold an election later.
absl::StatusOr<v1::Postponement> OrganizationService::PostponeElection(rpc::Call& call,
                                                                       const v1::PostponeElectionRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName at, OrganizationName::Parse(request.organization(), "organization"));
  ASSIGN_OR_RETURN(const v1::Organization organization, Assembly(call, at));
  if (organization.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, organization.name(),
                             {"the organization has been dissolved", "该党组织已撤销"});
  }
  v1::Postponement postponement = request.postponement();
  RETURN_IF_ERROR(CheckApproved(call, organization, postponement));
  ASSIGN_OR_RETURN(const db::Result term, call.db().Rows(sql::kGetTerm, at));
  const auto original = ParseIsoDate(term.text(0, "original_end_date"));
  if (!original) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, organization.name(),
                             {"no term of it is known: neither a valid election nor an officer with a term",
                              "没有可延期的任期:未登记有效的换届选举,也没有在任人员的任期"});
  }
  if (auto violations = CheckPostponement(postponement, *original, ParseIsoDate(term.text(0, "postponed_end_date")),
                                          call.today(), call.Get<Rules>());
      !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  postponement.set_organization(organization.name());
  postponement.set_org_path(organization.org_path());
  *postponement.mutable_original_end_date() = ToDate(*original);
  const PostponementName name(at.county(),
                              request.postponement_id().empty() ? call.NewId() : request.postponement_id());
  ASSIGN_OR_RETURN(v1::Postponement made, call.db().One<v1::Postponement>(sql::kPostponeElection, name, postponement));
  call.Changed(made);
  return made;
}

// Lists the organizations whose term ends soon or has ended.
absl::StatusOr<v1::ListElectionsDueResponse> OrganizationService::ListElectionsDue(
    rpc::Call& call, const v1::ListElectionsDueRequest& request) {
  const int months = request.months() == 0 ? call.Get<Rules>().election_remind_months : request.months();
  return api::List<v1::ListElectionsDueResponse>(call.db(), sql::kListElectionsDue, request,
                                                 db::Arg("today", call.today()),
                                                 db::Arg("until", AddMonths(call.today(), months)));
}

}  // namespace xf::membership
