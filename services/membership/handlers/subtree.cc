#include "services/membership/handlers/subtree.h"

#include "common/feed/repoint.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

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

// Everything else that hangs on the subtree: resources are announced from their latest change, and all rows are
// rewritten.
absl::Status MoveRest(rpc::Call& call, const Move& move) {
  const auto name = [](const auto* type) { return type->full_name(); };
  const std::vector<std::string> done = {name(v1::Organization::descriptor()), name(v1::Member::descriptor())};
  RETURN_IF_ERROR(feed::AnnounceMoved(
      call.db(), call.sealer(), move.name.county(), move.from, move.to, done,
      [&](const google::protobuf::Message& moved, absl::string_view before) { call.Changed(moved, before); }));
  RETURN_IF_ERROR(feed::RewriteOrgPath(call.db(), move.name.county(), move.from, move.to));
  return call.db().Run(sql::kMoveTransferTargets, move).status();
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

absl::StatusOr<v1::Organization> MoveSubtree(rpc::Call& call, const v1::Organization& before,
                                             const v1::Organization& superior, const std::string& reason) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(before.name()));
  RETURN_IF_ERROR(CheckMove(before, name, superior));
  if (before.superior() == superior.name()) return before;

  const Move move{name, before.org_path(), PathBelow(superior.org_path(), name.id())};
  ASSIGN_OR_RETURN(const OrganizationName superior_name, OrganizationName::Parse(superior.name()));
  const db::Arg superior_id("superior_id", superior_name.id());
  RETURN_IF_ERROR(call.db().Run(sql::kLockSubtree, move).status());
  RETURN_IF_ERROR(MoveRows<v1::Organization>(call, sql::kMoveOrganizations, move, superior_id));
  RETURN_IF_ERROR(MoveRows<v1::Member>(call, sql::kMoveMembers, move));
  RETURN_IF_ERROR(MoveRest(call, move));
  RETURN_IF_ERROR(call.db()
                      .Run(sql::kSupersedeOrganizationFact, name, superior_id, before, db::Arg("today", call.today()),
                           db::Arg("reason", reason))
                      .status());
  return call.db().One<v1::Organization>(sql::kGetOrganization, name);
}

}  // namespace xf::membership
