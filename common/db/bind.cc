// Messages → parameters.
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "common/db/mapping.h"
#include "common/db/source.h"
#include "google/type/date.pb.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::db {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Reflection = google::protobuf::Reflection;

// A parameter's text and whether it is JSON.
struct Bound {
  Value value;
  bool json = false;
};

std::string ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

std::string RepeatedJson(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  nlohmann::json array = nlohmann::json::array();
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        array.push_back(nlohmann::json::parse(ToJson(reflection.GetRepeatedMessage(message, &field, i))));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        array.push_back(reflection.GetRepeatedString(message, &field, i));
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        array.push_back(reflection.GetRepeatedEnum(message, &field, i)->name());
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        array.push_back(reflection.GetRepeatedInt32(message, &field, i));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        array.push_back(reflection.GetRepeatedInt64(message, &field, i));
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        array.push_back(reflection.GetRepeatedDouble(message, &field, i));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        array.push_back(reflection.GetRepeatedBool(message, &field, i));
        break;
      default:
        break;
    }
  }
  return array.dump();
}

Bound BindMessage(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.HasField(message, &field)) return {};
  const Message& value = reflection.GetMessage(message, &field);
  const std::string& type = value.GetDescriptor()->full_name();
  if (type == "google.type.Date") return {IsoDate(static_cast<const google::type::Date&>(value))};
  if (type == "google.protobuf.Timestamp") {
    const auto& time = static_cast<const google::protobuf::Timestamp&>(value);
    return {ToValue(absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos()))};
  }
  return {ToJson(value), true};
}

Bound BindField(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) return {RepeatedJson(message, field), true};
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return BindMessage(message, field);
  if (field.has_presence() && !reflection.HasField(message, &field)) return {};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return {ToValue(reflection.GetBool(message, &field))};
    case FieldDescriptor::CPPTYPE_INT32:
      return {ToValue(reflection.GetInt32(message, &field))};
    case FieldDescriptor::CPPTYPE_INT64:
      return {ToValue(reflection.GetInt64(message, &field))};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {ToValue(reflection.GetUInt32(message, &field))};
    case FieldDescriptor::CPPTYPE_UINT64:
      return {ToValue(reflection.GetUInt64(message, &field))};
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {ToValue(reflection.GetFloat(message, &field))};
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {ToValue(reflection.GetDouble(message, &field))};
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = reflection.GetEnum(message, &field);
      return {value->number() == 0 ? Value() : Value(EnumText(*value))};
    }
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const std::string& text = reflection.GetStringReference(message, &field, &scratch);
      return {field.type() == FieldDescriptor::TYPE_BYTES ? ToValue(Bytes{text}) : Value(text)};
    }
    default:
      return {};
  }
}

Value LastSegment(const std::string& name) { return name.empty() ? Value() : Value(name.substr(name.rfind('/') + 1)); }

bool IsSensitive(const FieldDescriptor& field) {
  return field.options().GetExtension(xianfeng::options::v1::sensitivity) !=
         xianfeng::options::v1::SENSITIVITY_UNSPECIFIED;
}

nlohmann::json JsonOf(const Bound& bound) {
  if (!bound.value) return nullptr;
  return bound.json ? nlohmann::json::parse(*bound.value) : nlohmann::json(*bound.value);
}

}  // namespace

std::optional<Source> SourceOf(const google::protobuf::Descriptor& type, absl::string_view name, bool has_sealer) {
  using Kind = Source::Kind;
  static constexpr std::pair<absl::string_view, Kind> kDerived[] = {
      {"_id", Kind::kId}, {"_sealed", Kind::kSealed}, {"_index", Kind::kIndex}};
  if (const auto* field = type.FindFieldByName(std::string(name))) return Source{field, Kind::kField};
  for (const auto& [suffix, kind] : kDerived) {
    absl::string_view stem = name;
    if (!absl::ConsumeSuffix(&stem, suffix) || (kind != Kind::kId && !has_sealer)) continue;
    const FieldDescriptor* field = type.FindFieldByName(std::string(stem));
    if (field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated()) {
      return Source{field, kind};
    }
  }
  return std::nullopt;
}

Value Take(const Message& message, const Source& source, const crypto::Sealer* sealer) {
  if (source.kind == Source::Kind::kField) return BindField(message, *source.field).value;
  std::string scratch;
  const std::string& text = message.GetReflection()->GetStringReference(message, source.field, &scratch);
  if (text.empty()) return std::nullopt;
  switch (source.kind) {
    case Source::Kind::kSealed:
      return ToValue(Bytes{sealer->Seal(text, source.field->name())});
    case Source::Kind::kIndex:
      return ToValue(Bytes{sealer->Index(text, source.field->name())});
    default:
      return LastSegment(text);
  }
}

std::optional<Value> ValueOf(const Message& message, absl::string_view name, const crypto::Sealer* sealer) {
  const auto source = SourceOf(*message.GetDescriptor(), name, sealer != nullptr);
  if (!source) return std::nullopt;
  return Take(message, *source, sealer);
}

void JsonRows::Add(int64_t row, const Message& message, const std::vector<Arg>& extra) {
  nlohmann::json object{{"row", row}};
  const auto& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    const std::string& name = field.name();
    if (IsSensitive(field)) {
      const std::string text = message.GetReflection()->GetString(message, &field);
      if (text.empty()) continue;
      object[name + "_sealed"] = *ToValue(Bytes{sealer_->Seal(text, name)});
      object[name + "_index"] = *ToValue(Bytes{sealer_->Index(text, name)});
      continue;
    }
    const Bound bound = BindField(message, field);
    object[name] = JsonOf(bound);
    if (field.type() == FieldDescriptor::TYPE_STRING && !field.is_repeated() && bound.value &&
        absl::StartsWith(*bound.value, "counties/")) {
      object[name == "name" ? "id" : name + "_id"] = *LastSegment(*bound.value);
    }
  }
  for (const Arg& arg : extra) object[arg.name] = arg.value ? nlohmann::json(*arg.value) : nlohmann::json(nullptr);
  text_ += (size_++ == 0 ? "" : ",") + object.dump();
}

}  // namespace xf::db
