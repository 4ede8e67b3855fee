// The read model: the latest state of what figures count, as the feeds of the other services and our own writes tell
// it.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/db/session.h"
#include "google/protobuf/message.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::report {

// Whether the read model keeps resources of a type, e.g. "xianfeng.training.v1.Venue".
bool IsKept(absl::string_view type);

// Takes one change into the read model, inside the consumer's transaction: the newer state of a resource, or its end. A
// change of a type that no figure counts does nothing.
absl::Status ApplyChange(db::Session& db, absl::string_view source, const xianfeng::sync::v1::Change& change);

// Takes a resource of this service's own (a scheme, an award) into the read model, in the transaction that wrote it.
absl::Status KeepOwn(db::Session& db, const google::protobuf::Message& resource);

}  // namespace xf::report
