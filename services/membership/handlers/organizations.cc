// Organizations one at a time: create, get, list, update.
#include <optional>

#include "common/api/list.h"
#include "common/api/update.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

// Returns one organization. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Organization> OrganizationService::GetOrganization(rpc::Call& call,
                                                                      const v1::GetOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  return call.db().One<v1::Organization>(sql::kGetOrganization, name);
}

// Lists the organizations in the caller's scope, superiors first.
absl::StatusOr<v1::ListOrganizationsResponse> OrganizationService::ListOrganizations(
    rpc::Call& call, const v1::ListOrganizationsRequest& request) {
  return api::List<v1::ListOrganizationsResponse>(call.db(), sql::kListOrganizations, request);
}

// Creates an organization under its superior, or the county's root.
absl::StatusOr<v1::Organization> OrganizationService::CreateOrganization(rpc::Call& call,
                                                                         const v1::CreateOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Organization organization = request.organization();
  if (auto violations = CheckOrganization(organization, call.today(), "organization."); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  const bool root = organization.superior().empty();
  const std::string id = !request.organization_id().empty() ? request.organization_id()
                         : root                             ? county.county()
                                                            : call.NewId();
  std::optional<v1::Organization> superior;
  if (!root) {
    ASSIGN_OR_RETURN(superior,
                     HoldOrganization(call, county.county(), organization.superior(), "organization.superior"));
    if (organization.sector() == xianfeng::type::v1::SECTOR_UNSPECIFIED) organization.set_sector(superior->sector());
  }
  RETURN_IF_ERROR(CheckPlacement(organization, county.county(), id, superior ? &*superior : nullptr));

  const std::string path = root ? RootPath(county.county()) : PathBelow(superior->org_path(), id);
  ASSIGN_OR_RETURN(v1::Organization made, call.db().One<v1::Organization>(
                                              sql::kCreateOrganization, OrganizationName(county.county(), id),
                                              db::Arg("org_path", path), db::Arg("today", call.today()), organization));
  call.Changed(made);
  return made;
}

// Changes what describes an organization; a new name is recorded as a fact from today on.
absl::StatusOr<v1::Organization> OrganizationService::UpdateOrganization(rpc::Call& call,
                                                                         const v1::UpdateOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name,
                   OrganizationName::Parse(request.organization().name(), "organization.name"));
  ASSIGN_OR_RETURN(const v1::Organization before,
                   call.db().One<v1::Organization>(sql::kGetOrganizationForUpdate, name));
  v1::Organization organization = before;
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.organization(), organization));
  if (auto violations = CheckOrganization(organization, call.today(), "organization."); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(v1::Organization after,
                   call.db().One<v1::Organization>(sql::kUpdateOrganization, name, organization));
  if (after.display_name() != before.display_name()) {
    RETURN_IF_ERROR(call.db()
                        .Run(sql::kSupersedeOrganizationFact, name, after, db::Arg("today", call.today()),
                             db::Arg("reason", "renamed"))
                        .status());
  }
  call.Changed(after);
  return after;
}

}  // namespace xf::membership
