#include "common/feed/org_mirror.h"

#include <nlohmann/json.hpp>
#include <set>

#include "common/api/resource_name.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/mapping.h"
#include "common/feed/sql/queries.h"
#include "common/rpc/peer_call.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::feed {
namespace {

namespace membership = xianfeng::membership::v1;
using OrganizationName = api::ResourceName<"organizations">;
using Paths = std::map<std::string, std::string>;

// Paths of those ids that the mirror has and the caller may see, held until the transaction ends. The mirror has the
// whole county; what lies outside the caller's scope is asked of membership like what does not exist, and gets the same
// answer, so that the two can't be told apart by what is done either.
absl::StatusOr<Paths> Look(rpc::Call& call, const std::string& county, const std::set<std::string>& ids) {
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kPathsOfOrganizations, db::Arg("county", county),
                                                         db::Arg("ids", nlohmann::json(ids).dump())));
  Paths paths;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string path = rows.text(i, "org_path");
    if (auth::CoversAny(call.principal().scopes, path)) paths[rows.text(i, "id")] = path;
  }
  return paths;
}

// Asks membership for what the mirror lacks and writes it there, as the first thing of the transaction begun anew.
absl::Status Learn(rpc::Call& call, const std::string& county, const std::set<std::string>& missing) {
  call.Restart();
  db::JsonRows rows(nullptr);
  for (const std::string& id : missing) {
    membership::GetOrganizationRequest request;
    request.set_name(OrganizationName(county, id).ToString());
    auto organization = call.peer<membership::OrganizationService>().Call(
        &membership::OrganizationService::Stub::GetOrganization, request);
    if (absl::IsNotFound(organization.status())) continue;
    RETURN_IF_ERROR(organization.status());
    rows.Add(static_cast<int64_t>(rows.size()), *organization);
  }
  return call.db()
      .Run(sql::kLearnOrganizations, db::Arg("county", county), db::Arg("organizations", rows.Text()))
      .status();
}

}  // namespace

absl::StatusOr<Paths> OrgPathsOf(rpc::Call& call, const std::vector<std::string>& organizations) {
  std::string county;
  std::set<std::string> ids;
  for (const std::string& organization : organizations) {
    const auto name = OrganizationName::Parse(organization, "organization");
    if (!name.ok() || (!county.empty() && name->county() != county)) continue;
    county = name->county();
    ids.insert(name->id());
  }
  ASSIGN_OR_RETURN(Paths found, Look(call, county, ids));
  if (found.size() < ids.size()) {
    std::set<std::string> missing = ids;
    for (const auto& [id, path] : found) missing.erase(id);
    RETURN_IF_ERROR(Learn(call, county, missing));
    ASSIGN_OR_RETURN(found, Look(call, county, ids));
  }
  Paths paths;
  for (const auto& [id, path] : found) paths[OrganizationName(county, id).ToString()] = path;
  return paths;
}

absl::StatusOr<std::string> OrgPathOf(rpc::Call& call, absl::string_view organization, absl::string_view field) {
  const std::string name(organization);
  ASSIGN_OR_RETURN(Paths paths, OrgPathsOf(call, {name}));
  const auto found = paths.find(name);
  if (found != paths.end()) return found->second;
  return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, field,
                           {absl::StrCat(name, " does not exist or lies outside your scope"),
                            absl::StrCat(name, " 不存在,或不在您的管理范围内")});
}

}  // namespace xf::feed
