// What a change of membership's feed does to the organization mirror and to this schema's rows.
#pragma once

#include "absl/status/status.h"
#include "common/db/session.h"
#include "common/feed/append.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

// Applies a change of an organization or a member; any other change does nothing. When an organization moved, rewrites
// org_path on every row of the schema below its old path; when a member was merged into another one, or separated
// again, points the rows at whom they belong to. The resources concerned are added to `own`, this service's own
// changes.
absl::Status MirrorChange(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                          Changes& own);

}  // namespace xf::feed
