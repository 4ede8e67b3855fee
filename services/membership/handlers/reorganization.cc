// Re-organization: split, merge, dissolve. Members and inferiors follow in the same transaction.
#include <set>

#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/handlers/organization_sizes.h"
#include "services/membership/handlers/registration.h"
#include "services/membership/handlers/subtree.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

absl::Status Conflict(const std::string& name, Text text) {
  return PreconditionError(errors::REASON_STATE_CONFLICT, name, std::move(text));
}

// An organization about to change: locked, not dissolved, not the root.
absl::StatusOr<v1::Organization> LockOrganization(rpc::Call& call, const OrganizationName& name,
                                                  const std::string& etag) {
  ASSIGN_OR_RETURN(v1::Organization organization,
                   call.db().One<v1::Organization>(sql::kGetOrganizationForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(etag, organization.etag(), organization.name()));
  if (organization.superior().empty()) {
    return Conflict(organization.name(),
                    {"the county's root is not reorganized", "县委组织树的根不能拆分、合并或撤销"});
  }
  if (organization.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, organization.name(),
                             {"the organization has been dissolved", "该党组织已撤销"});
  }
  return organization;
}

// Registers members of one branch in another one; their open transfers start from there.
absl::Status Relocate(rpc::Call& call, const std::vector<std::string>& ids, const v1::Organization& to) {
  if (ids.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckHoldsMembers(to));
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(to.name()));
  RETURN_IF_ERROR(Register(call, ids, Branch{name, to.org_path()}).status());
  return call.db()
      .Run(sql::kFollowMembers, db::Arg("county", name.county()), db::Arg("ids", TextArray(ids)),
           db::Arg("org_path", to.org_path()), db::Arg("source", to.name()))
      .status();
}

// The ids of a part's members, each registered in the organization that is split and named by no other part.
absl::StatusOr<std::vector<std::string>> MembersOf(rpc::Call& call, const v1::SplitPart& part,
                                                   const v1::Organization& whole, std::set<std::string>& named) {
  std::vector<std::string> ids;
  for (const std::string& reference : part.members()) {
    ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(reference, "parts.members"));
    if (!named.insert(reference).second) {
      return Conflict(reference, {"is named twice", "党员在拆分方案中重复出现"});
    }
    ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, name));
    if (!member) return ReferenceNotFound("parts.members", reference);
    if (member->organization() != whole.name()) {
      return Conflict(reference, {"is registered elsewhere", "该党员不在被拆分的党组织"});
    }
    ids.push_back(name.id());
  }
  return ids;
}

// Puts organizations directly below `from` under `to`.
template <typename Names>
absl::Status MoveInferiors(rpc::Call& call, const Names& inferiors, const v1::Organization& from,
                           const v1::Organization& to, const std::string& reason) {
  for (const std::string& reference : inferiors) {
    ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(reference, "parts.inferiors"));
    ASSIGN_OR_RETURN(const auto inferior, call.db().Maybe<v1::Organization>(sql::kGetOrganizationForUpdate, name));
    if (!inferior) return ReferenceNotFound("parts.inferiors", reference);
    if (inferior->superior() != from.name()) {
      return Conflict(reference, {"is not directly below the organization", "不是该党组织的直属下级"});
    }
    RETURN_IF_ERROR(MoveSubtree(call, *inferior, to, reason).status());
  }
  return absl::OkStatus();
}

// Creates one part beside the organization that is split.
absl::StatusOr<v1::Organization> CreatePart(rpc::Call& call, const v1::SplitPart& part, const v1::Organization& whole,
                                            const v1::Organization& superior, int index) {
  v1::Organization organization = part.organization();
  const std::string prefix = absl::StrCat("parts[", index, "].organization.");
  auto violations = CheckOrganization(organization, call.today(), prefix);
  if (organization.kind() != whole.kind()) {
    violations.push_back(
        {prefix + "kind", {"is not that of the organization that is split", "须与被拆分党组织类别相同"}});
  }
  if (!violations.empty()) return InvalidError(std::move(violations));
  if (organization.sector() == xianfeng::type::v1::SECTOR_UNSPECIFIED) organization.set_sector(whole.sector());
  if (!organization.has_founded_date()) *organization.mutable_founded_date() = ToDate(call.today());
  organization.set_superior(superior.name());
  const OrganizationName name(api::CountyOf(whole.name()), part.organization_id());
  return call.db().One<v1::Organization>(sql::kCreateOrganization, name,
                                         db::Arg("org_path", PathBelow(superior.org_path(), name.id())),
                                         db::Arg("today", call.today()), organization);
}

// Ends what hangs on an organization itself and dissolves it.
absl::StatusOr<v1::Organization> Dissolve(rpc::Call& call, const OrganizationName& name, absl::CivilDay day,
                                          const std::string& reason) {
  RETURN_IF_ERROR(EndOffices(call, name.county(), name.id(), "", reason));
  ASSIGN_OR_RETURN(const auto ended,
                   call.db().Many<v1::Attachment>(sql::kEndAttachments, name, db::Arg("end_date", call.today())));
  for (const v1::Attachment& attachment : ended) call.Changed(attachment);
  ASSIGN_OR_RETURN(v1::Organization dissolved,
                   call.db().One<v1::Organization>(sql::kDissolveOrganization, name, db::Arg("dissolved_date", day),
                                                   db::Arg("reason", reason)));
  call.Changed(dissolved);
  return dissolved;
}

// Ids of the members registered there; with `living` only those whose membership has not ended.
absl::StatusOr<std::vector<std::string>> MemberIdsOf(rpc::Call& call, const v1::Organization& organization,
                                                     bool living) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kListMembersOf, db::Arg("county", api::CountyOf(organization.name())),
                                  db::Arg("org_path", organization.org_path()), db::Arg("living", living)));
  std::vector<std::string> ids;
  for (size_t row = 0; row < rows.size(); ++row) ids.push_back(rows.text(row, "id"));
  return ids;
}

absl::StatusOr<std::vector<std::string>> InferiorsOf(rpc::Call& call, const OrganizationName& name) {
  ASSIGN_OR_RETURN(const auto inferiors, call.db().Many<v1::Organization>(sql::kListInferiors, name));
  std::vector<std::string> names;
  for (const v1::Organization& inferior : inferiors) names.push_back(inferior.name());
  return names;
}

// Takes one organization into another.
absl::Status TakeIn(rpc::Call& call, const std::string& reference, const v1::Organization& target,
                    const std::string& reason) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(reference, "sources"));
  auto locked = LockOrganization(call, name, "");
  if (absl::IsNotFound(locked.status())) return ReferenceNotFound("sources", reference);
  RETURN_IF_ERROR(locked.status());
  const v1::Organization& source = *locked;
  if (source.kind() != target.kind()) {
    return PreconditionError(errors::REASON_ORGANIZATION_KIND_MISPLACED, source.name(),
                             {"is of another kind than the organization that takes it in", "合并的党组织须类别相同"});
  }
  if (IsAtOrBelow(target.org_path(), source.org_path())) {
    return PreconditionError(errors::REASON_ORGANIZATION_CYCLE, source.name(),
                             {"is the organization that goes on, or above it", "不能并入自身或其下级"});
  }
  ASSIGN_OR_RETURN(const auto members, MemberIdsOf(call, source, false));
  RETURN_IF_ERROR(Relocate(call, members, target));
  ASSIGN_OR_RETURN(const OrganizationName into, OrganizationName::Parse(target.name()));
  RETURN_IF_ERROR(TakeAdmissions(call, source, Branch{into, target.org_path()}));
  ASSIGN_OR_RETURN(const auto inferiors, InferiorsOf(call, name));
  RETURN_IF_ERROR(MoveInferiors(call, inferiors, source, target, reason));
  return Dissolve(call, name, call.today(), reason).status();
}

}  // namespace

// Splits off new organizations beside one, with members or inferiors.
absl::StatusOr<v1::SplitOrganizationResponse> OrganizationService::SplitOrganization(
    rpc::Call& call, const v1::SplitOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Organization whole, LockOrganization(call, name, request.etag()));
  ASSIGN_OR_RETURN(const v1::Organization superior, HoldOrganization(call, name.county(), whole.superior(), "name"));
  v1::SplitOrganizationResponse response;
  std::set<std::string> named;
  std::vector<std::string> concerned = {name.id()};
  for (int i = 0; i < request.parts_size(); ++i) {
    const v1::SplitPart& part = request.parts(i);
    ASSIGN_OR_RETURN(const auto members, MembersOf(call, part, whole, named));
    ASSIGN_OR_RETURN(const v1::Organization made, CreatePart(call, part, whole, superior, i));
    call.Changed(made);
    RETURN_IF_ERROR(Relocate(call, members, made));
    RETURN_IF_ERROR(MoveInferiors(call, part.inferiors(), whole, made, request.reason()));
    concerned.push_back(part.organization_id());
  }
  RETURN_IF_ERROR(RequireApproval(call, name.county(), concerned, request.approval_document()));
  ASSIGN_OR_RETURN(*response.mutable_organization(), call.db().One<v1::Organization>(sql::kGetOrganization, name));
  for (size_t i = 1; i < concerned.size(); ++i) {
    ASSIGN_OR_RETURN(*response.add_parts(), call.db().One<v1::Organization>(
                                                sql::kGetOrganization, OrganizationName(name.county(), concerned[i])));
  }
  return response;
}

// Takes organizations of the same kind into one and dissolves them.
absl::StatusOr<v1::Organization> OrganizationService::MergeOrganizations(rpc::Call& call,
                                                                         const v1::MergeOrganizationsRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Organization target, LockOrganization(call, name, request.etag()));
  for (const std::string& source : request.sources()) {
    RETURN_IF_ERROR(TakeIn(call, source, target, request.reason()));
  }
  RETURN_IF_ERROR(RequireApproval(call, name.county(), {name.id()}, request.approval_document()));
  return call.db().One<v1::Organization>(sql::kGetOrganization, name);
}

// Dissolves an organization that is empty.
absl::StatusOr<v1::Organization> OrganizationService::DissolveOrganization(
    rpc::Call& call, const v1::DissolveOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Organization organization, LockOrganization(call, name, request.etag()));
  const absl::CivilDay day = request.has_dissolved_date() ? ToDay(request.dissolved_date()) : call.today();
  if (day > call.today() || (organization.has_founded_date() && day <= ToDay(organization.founded_date()))) {
    return InvalidError("dissolved_date", {"is not after founded_date and up to today", "须晚于成立日期且不晚于今天"});
  }
  ASSIGN_OR_RETURN(const auto members, MemberIdsOf(call, organization, true));
  ASSIGN_OR_RETURN(const auto inferiors, InferiorsOf(call, name));
  if (!members.empty() || !inferiors.empty()) {
    return PreconditionError(errors::REASON_ORGANIZATION_NOT_EMPTY, organization.name(),
                             {absl::StrCat("has ", members.size(), " members and ", inferiors.size(), " inferiors"),
                              absl::StrCat("尚有党员 ", members.size(), " 名、下级党组织 ", inferiors.size(), " 个")});
  }
  return Dissolve(call, name, day, request.reason());
}

}  // namespace xf::membership
