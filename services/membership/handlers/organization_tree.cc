// The tree: moving a subtree, showing one.
#include <algorithm>
#include <map>

#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kMostNodes = 5000;

// A subtree on its way from one path to another.
struct Move {
  OrganizationName name;
  std::string from;
  std::string to;
  void BindTo(db::Args& args) const {
    args.Add(name);
    args.Add(db::Arg("old_path", from));
    args.Add(db::Arg("new_path", to));
  }
};

// Rewrites the rows of one type and tells the feed of each with its old path.
template <typename T, typename... Parts>
absl::Status MoveRows(rpc::Call& call, const db::Query& query, const Move& move, const Parts&... parts) {
  ASSIGN_OR_RETURN(const std::vector<T> moved, call.db().Many<T>(query, move, parts...));
  for (const T& row : moved) call.Changed(row, PathBefore(row.org_path(), move.from, move.to));
  return absl::OkStatus();
}

// Whether `organization` may be put under `superior`.
absl::Status CheckMove(const v1::Organization& organization, const OrganizationName& name,
                       const v1::Organization& superior) {
  if (organization.superior().empty()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, organization.name(),
                             {"the county's root does not move", "县委组织树的根不能调整隶属"});
  }
  if (IsAtOrBelow(superior.org_path(), organization.org_path())) {
    return PreconditionError(
        errors::REASON_ORGANIZATION_CYCLE, superior.name(),
        {"the new superior is the organization itself or below it", "新的上级不能是该组织本身或其下级"});
  }
  return CheckPlacement(organization, name.county(), name.id(), &superior);
}

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
  RETURN_IF_ERROR(CheckMove(before, name, superior));
  if (before.superior() == superior.name()) return before;

  const Move move{name, before.org_path(), PathBelow(superior.org_path(), name.id())};
  ASSIGN_OR_RETURN(const OrganizationName superior_name, OrganizationName::Parse(superior.name()));
  const db::Arg superior_id("superior_id", superior_name.id());
  RETURN_IF_ERROR(call.db().Run(sql::kLockSubtree, move).status());
  RETURN_IF_ERROR(MoveRows<v1::Organization>(call, sql::kMoveOrganizations, move, superior_id));
  RETURN_IF_ERROR(MoveRows<v1::Member>(call, sql::kMoveMembers, move));
  RETURN_IF_ERROR(MoveRows<v1::Appointment>(call, sql::kMoveAppointments, move));
  RETURN_IF_ERROR(MoveRows<v1::ExportApproval>(call, sql::kMoveExportApprovals, move));
  RETURN_IF_ERROR(MoveRows<v1::Admission>(call, sql::kMoveAdmissions, move));
  RETURN_IF_ERROR(MoveRows<v1::DuesAssessment>(call, sql::kMoveDuesAssessments, move));
  RETURN_IF_ERROR(MoveRows<v1::DuesPayment>(call, sql::kMoveDuesPayments, move));
  RETURN_IF_ERROR(MoveRows<v1::Review>(call, sql::kMoveReviews, move));
  RETURN_IF_ERROR(MoveRows<v1::ReviewGrade>(call, sql::kMoveReviewGrades, move));
  RETURN_IF_ERROR(call.db().Run(sql::kMoveFacts, move).status());
  RETURN_IF_ERROR(call.db()
                      .Run(sql::kSupersedeOrganizationFact, name, superior_id, before, db::Arg("today", call.today()),
                           db::Arg("reason", request.reason()))
                      .status());
  return call.db().One<v1::Organization>(sql::kGetOrganization, name);
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
