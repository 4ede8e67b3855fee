// The field rules of a message type, read once from its descriptor. Private to common/api.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "re2/re2.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::api {

// What a field holds, as far as rules are concerned. kOther has none: bool, field masks, Any.
enum class FieldKind { kString, kBytes, kNumber, kEnum, kDate, kTimestamp, kMessage, kOther };

struct FieldRule {
  const google::protobuf::FieldDescriptor* field;
  FieldKind kind;
  bool required;
  uint32_t min_length;
  uint32_t max_length;
  uint32_t max_items;
  std::optional<int64_t> min;
  std::optional<int64_t> max;
  xianfeng::options::v1::Format format;
  std::string resource;
  std::unique_ptr<RE2> pattern;
};

struct TypeRules {
  // Fields that a caller may give; OUTPUT_ONLY ones are not among them: whatever is in them is ignored.
  std::vector<FieldRule> fields;
  // Of an update request: its mask and the resource that the mask is about; nullptr in other messages.
  const google::protobuf::FieldDescriptor* update_mask = nullptr;
  const google::protobuf::FieldDescriptor* updated = nullptr;
};

TypeRules CompileRules(const google::protobuf::Descriptor& type);

// Value of a number field, or of its item `index` when that is not negative.
double NumberOf(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor* field, int index);

}  // namespace xf::api
