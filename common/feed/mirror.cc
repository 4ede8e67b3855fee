#include "common/feed/mirror.h"

#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/repoint.h"
#include "common/feed/sql/queries.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::feed {
namespace {

using google::protobuf::Message;
using OrganizationName = api::ResourceName<"organizations">;
namespace membership = xianfeng::membership::v1;

absl::Status MirrorOrganization(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                                const Announce& announce) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(change.name()));
  if (!change.has_resource()) return db.Run(sql::kForgetOrganization, name).status();
  membership::Organization organization;
  if (!change.resource().UnpackTo(&organization))
    return InternalError("membership sent an organization that does not parse");
  ASSIGN_OR_RETURN(const db::Result before, db.Rows(sql::kMirrorOrganization, name, organization));
  const std::string old_path = before.empty() ? "" : before.text(0, "old_org_path");
  const std::string& new_path = organization.org_path();
  if (old_path.empty() || old_path == new_path) return absl::OkStatus();
  RETURN_IF_ERROR(AnnounceMoved(db, sealer, name.county(), old_path, new_path, {}, announce));
  return RewriteOrgPath(db, name.county(), old_path, new_path);
}

// A member's tombstone that names another member of the county is a merge; a member who is there again was separated
// from it. One who went to another county takes nothing along: what he did here stays this county's history.
absl::Status FollowMember(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                          const OnMerge* on_merge, const Announce& announce, Changes& own) {
  if (change.has_resource()) {
    ASSIGN_OR_RETURN(const std::string kept, RestoreMember(db, sealer, change.name(), announce));
    if (kept.empty() || on_merge == nullptr) return absl::OkStatus();
    return on_merge->follow(db, sealer, change.name(), kept, false, own);
  }
  if (change.tombstone_reason() != xianfeng::sync::v1::TOMBSTONE_REASON_MERGED_INTO ||
      api::CountyOf(change.merged_into()) != api::CountyOf(change.name())) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(RepointMember(db, sealer, change.name(), change.merged_into(), announce));
  return on_merge == nullptr ? absl::OkStatus()
                             : on_merge->follow(db, sealer, change.name(), change.merged_into(), true, own);
}

}  // namespace

absl::Status MirrorChange(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                          const OnMerge* on_merge, Changes& own) {
  const Announce announce = [&](const Message& resource, absl::string_view old_org_path) {
    own.Add(resource, old_org_path, sealer);
  };
  if (change.type() == membership::Organization::descriptor()->full_name()) {
    return MirrorOrganization(db, sealer, change, announce);
  }
  if (change.type() == membership::Member::descriptor()->full_name()) {
    return FollowMember(db, sealer, change, on_merge, announce, own);
  }
  return absl::OkStatus();
}

}  // namespace xf::feed
