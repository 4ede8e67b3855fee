// Members one at a time: get, reveal, list, create, update.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/membership/domain/member_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/corrections.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

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

// Lists the members in the caller's scope.
absl::StatusOr<v1::ListMembersResponse> MemberService::ListMembers(rpc::Call& call,
                                                                   const v1::ListMembersRequest& request) {
  return api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, request);
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
