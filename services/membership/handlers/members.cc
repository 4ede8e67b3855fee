// Members one at a time: get, reveal, list, create, update.
#include "common/api/list.h"
#include "common/api/update.h"
#include "common/base/date.h"
#include "services/membership/domain/member_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/corrections.h"
#include "services/membership/handlers/duplicates.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// Refuses a person who seems to be registered already; one with the same number is refused by the database.
absl::Status CheckNotDuplicate(rpc::Call& call, const std::string& county, const v1::Member& member) {
  ASSIGN_OR_RETURN(const auto duplicates, DuplicatesOf(call, county, PersonOf(member), std::nullopt));
  for (const v1::Duplicate& duplicate : duplicates) {
    const std::vector<v1::DuplicateReason> reasons = WhyDuplicate(PersonOf(member), PersonOf(duplicate.member()));
    if (duplicate.member().id_number() == member.id_number() || !IsSuspicious(reasons)) continue;
    return AlreadyExistsError(duplicate.member().name(), errors::REASON_MEMBER_DUPLICATE_SUSPECTED);
  }
  return absl::OkStatus();
}

}  // namespace

// Returns one member. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Member> MemberService::GetMember(rpc::Call& call, const v1::GetMemberRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  return call.db().One<v1::Member>(sql::kGetMember, name);
}

// Returns one member in clear. The purpose is asked for the audit log.
absl::StatusOr<v1::Member> MemberService::RevealMember(rpc::Call& call, const v1::RevealMemberRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  call.Reveal();
  return call.db().One<v1::Member>(sql::kGetMember, name);
}

// Lists the members in the caller's scope, as they are or as they were.
absl::StatusOr<v1::ListMembersResponse> MemberService::ListMembers(rpc::Call& call,
                                                                   const v1::ListMembersRequest& request) {
  if (!request.has_as_of() && !request.has_known_at()) {
    return api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, request);
  }
  const absl::CivilDay as_of = request.has_as_of() ? ToDay(request.as_of()) : call.today();
  return api::List<v1::ListMembersResponse>(call.db(), sql::kListMembersAsOf, request, db::Arg("as_of", as_of),
                                            request);
}

// Creates a member in a branch, with its first facts.
absl::StatusOr<v1::Member> MemberService::CreateMember(rpc::Call& call, const v1::CreateMemberRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Member member = request.member();
  if (auto violations = CheckMember(member, call.Get<Rules>(), call.today(), "member."); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(const v1::Organization branch,
                   HoldOrganization(call, county.county(), member.organization(), "member.organization"));
  RETURN_IF_ERROR(CheckHoldsMembers(branch));
  if (member.sector() == xianfeng::type::v1::SECTOR_UNSPECIFIED) member.set_sector(branch.sector());
  if (request.refuse_duplicate()) RETURN_IF_ERROR(CheckNotDuplicate(call, county.county(), member));

  const MemberName name(county.county(), request.member_id().empty() ? call.NewId() : request.member_id());
  ASSIGN_OR_RETURN(v1::Member made,
                   call.db().One<v1::Member>(sql::kCreateMember, name, db::Arg("org_path", branch.org_path()), member));
  call.Changed(made);
  return made;
}

// Changes what describes a member; corrected dates supersede the facts built on them.
absl::StatusOr<v1::Member> MemberService::UpdateMember(rpc::Call& call, const v1::UpdateMemberRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.member().name(), "member.name"));
  ASSIGN_OR_RETURN(const v1::Member before, call.db().One<v1::Member>(sql::kGetMemberForUpdate, name));
  v1::Member member = before;
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.member(), member));
  if (auto violations = CheckMember(member, call.Get<Rules>(), call.today(), "member."); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(v1::Member after, call.db().One<v1::Member>(sql::kUpdateMember, name, member));
  RETURN_IF_ERROR(CorrectFacts(call, name, before, after));
  call.Changed(after);
  return after;
}

}  // namespace xf::membership
