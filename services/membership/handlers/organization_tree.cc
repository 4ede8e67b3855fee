// The tree: moving a subtree, showing one.
#include <algorithm>
#include <map>

#include "services/membership/handlers/lookups.h"
#include "services/membership/handlers/subtree.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kMostNodes = 5000;

}  // namespace

// Puts an organization, with everything below it, under another superior.
absl::StatusOr<v1::Organization> OrganizationService::MoveOrganization(rpc::Call& call,
                                                                       const v1::MoveOrganizationRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Organization before,
                   call.db().One<v1::Organization>(sql::kGetOrganizationForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  ASSIGN_OR_RETURN(const v1::Organization superior,
                   HoldOrganization(call, name.county(), request.new_superior(), "new_superior"));
  return MoveSubtree(call, before, superior, request.reason());
}

// Returns an organization and what is below it, with the number of members at and below each.
absl::StatusOr<v1::GetOrganizationTreeResponse> OrganizationService::GetOrganizationTree(
    rpc::Call& call, const v1::GetOrganizationTreeRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Organization top, call.db().One<v1::Organization>(sql::kGetOrganization, name));
  const auto labels = [](absl::string_view path) { return 1 + std::count(path.begin(), path.end(), '.'); };
  const int64_t top_labels = labels(top.org_path());
  const std::vector<db::Arg> range{{"top_path", top.org_path()},
                                   {"labels", top_labels + (request.depth() == 0 ? 1 : request.depth())},
                                   {"limit", kMostNodes + 1}};
  ASSIGN_OR_RETURN(auto organizations, call.db().Many<v1::Organization>(sql::kGetOrganizationTree, name, range));
  ASSIGN_OR_RETURN(const db::Result counts, call.db().Rows(sql::kCountOrganizationTree, name, range));
  std::map<std::string, size_t> row_of;
  for (size_t row = 0; row < counts.size(); ++row) row_of[counts.text(row, "name")] = row;

  v1::GetOrganizationTreeResponse response;
  response.set_truncated(organizations.size() > kMostNodes);
  if (response.truncated()) organizations.resize(kMostNodes);
  for (v1::Organization& organization : organizations) {
    v1::OrganizationNode& node = *response.add_nodes();
    node.set_depth(static_cast<int32_t>(labels(organization.org_path()) - top_labels));
    if (const auto found = row_of.find(organization.name()); found != row_of.end()) {
      node.set_child_count(counts.number(found->second, "children"));
      node.set_member_count(counts.number(found->second, "members"));
    }
    *node.mutable_organization() = std::move(organization);
  }
  return response;
}

}  // namespace xf::membership
