// What a change of membership's feed does to the organization mirror and to this schema's rows.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

// What a service does beyond pointing its rows at the other member when two are merged, or separated again; given by
// App::Provide(feed::OnMerge{…}). Runs after the rows were pointed, in the same transaction; what it changes it adds to
// `own`.
struct OnMerge {
  // `from` was merged into `to`, or is a member of its own again; full names of members of one county.
  std::function<absl::Status(db::Session& db, const crypto::Sealer& sealer, const std::string& from,
                             const std::string& to, bool merged, Changes& own)>
      follow;
};

// Applies a change of an organization or a member; any other change does nothing. When an organization moved, rewrites
// org_path on every row of the schema below its old path; when a member was merged into another one, or separated
// again, points the rows at whom they belong to and lets `on_merge` follow, which may be null. The resources concerned
// are added to `own`, this service's own changes.
absl::Status MirrorChange(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                          const OnMerge* on_merge, Changes& own);

}  // namespace xf::feed
