// Updates by field mask, with etag (AIP-134, AIP-154).
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace xf::api {

// Copies the masked fields of `from` into `into`, the current resource. An empty mask means every populated field; "*"
// every field that may be set. Errors: UPDATE_MASK_INVALID for unknown, OUTPUT_ONLY and IMMUTABLE fields, all at once;
// ETAG_MISMATCH when `from` has an etag other than the current one.
absl::Status ApplyUpdate(const google::protobuf::FieldMask& mask, const google::protobuf::Message& from,
                         google::protobuf::Message& into);

}  // namespace xf::api
