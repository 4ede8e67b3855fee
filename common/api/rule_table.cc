#include "common/api/rule_table.h"

#include <limits>
#include <utility>

#include "common/api/field_behavior.h"

namespace xf::api {
namespace {

using google::protobuf::FieldDescriptor;

constexpr uint32_t kDefaultMaxCharacters = 1000;
constexpr uint32_t kDefaultMaxItems = 500;

FieldKind KindOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? FieldKind::kBytes : FieldKind::kString;
    case FieldDescriptor::CPPTYPE_ENUM:
      return FieldKind::kEnum;
    case FieldDescriptor::CPPTYPE_BOOL:
      return FieldKind::kOther;
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const std::string& type = field.message_type()->full_name();
      if (type == "google.type.Date") return FieldKind::kDate;
      if (type == "google.protobuf.Timestamp") return FieldKind::kTimestamp;
      return type.rfind("google.", 0) == 0 ? FieldKind::kOther : FieldKind::kMessage;
    }
    default:
      return FieldKind::kNumber;
  }
}

FieldRule CompileField(const FieldDescriptor& field) {
  const auto& rules = field.options().GetExtension(xianfeng::options::v1::rules);
  FieldRule rule{.field = &field, .kind = KindOf(field)};
  rule.required = HasBehavior(field, google::api::REQUIRED);
  rule.min_length = rules.min_length();
  rule.max_length = rules.max_length() != 0           ? rules.max_length()
                    : rule.kind == FieldKind::kString ? kDefaultMaxCharacters
                                                      : std::numeric_limits<uint32_t>::max();
  rule.max_items = rules.max_items() != 0 ? rules.max_items() : kDefaultMaxItems;
  if (rules.has_min()) rule.min = rules.min();
  if (rules.has_max()) rule.max = rules.max();
  rule.format = rules.format();
  rule.resource = rules.resource();
  if (!rules.pattern().empty()) rule.pattern = std::make_unique<RE2>(rules.pattern());
  return rule;
}

}  // namespace

TypeRules CompileRules(const google::protobuf::Descriptor& type) {
  TypeRules rules;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!HasBehavior(field, google::api::OUTPUT_ONLY)) rules.fields.push_back(CompileField(field));
  }
  const FieldDescriptor* mask = type.FindFieldByName("update_mask");
  if (mask == nullptr || mask->message_type() == nullptr ||
      mask->message_type()->full_name() != "google.protobuf.FieldMask") {
    return rules;
  }
  rules.update_mask = mask;
  for (const FieldRule& rule : rules.fields) {
    if (rules.updated == nullptr && rule.kind == FieldKind::kMessage && !rule.field->is_repeated()) {
      rules.updated = rule.field;
    }
  }
  return rules;
}

double NumberOf(const google::protobuf::Message& message, const FieldDescriptor* field, int index) {
  const auto& reflection = *message.GetReflection();
  const bool one = index < 0;
  const auto get = [&](auto single, auto repeated) {
    return static_cast<double>(one ? (reflection.*single)(message, field)
                                   : (reflection.*repeated)(message, field, index));
  };
  using Reflection = google::protobuf::Reflection;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return get(&Reflection::GetFloat, &Reflection::GetRepeatedFloat);
    default:
      return get(&Reflection::GetDouble, &Reflection::GetRepeatedDouble);
  }
}

}  // namespace xf::api
