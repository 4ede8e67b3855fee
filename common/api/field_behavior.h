// What google.api.field_behavior says of a field.
#pragma once

#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"

namespace xf::api {

inline bool HasBehavior(const google::protobuf::FieldDescriptor& field, google::api::FieldBehavior behavior) {
  for (int i = 0; i < field.options().ExtensionSize(google::api::field_behavior); ++i) {
    if (field.options().GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

}  // namespace xf::api
