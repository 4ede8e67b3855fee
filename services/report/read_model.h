// The read model: the latest state of what figures count, as the feeds of the other services tell it.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "common/db/session.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::report {

// Whether the read model keeps resources of a type, e.g. "xianfeng.training.v1.Venue".
bool IsKept(std::string_view type);

// Takes one change into the read model, inside the consumer's transaction: the newer state of a resource, or its end. A
// change of a type that no figure counts does nothing.
absl::Status ApplyChange(db::Session& db, std::string_view source, const xianfeng::sync::v1::Change& change);

}  // namespace xf::report
