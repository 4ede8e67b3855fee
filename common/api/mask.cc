#include "common/api/mask.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/api/per_type.h"
#include "common/api/text.h"

namespace xf::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
namespace options = xianfeng::options::v1;

constexpr absl::string_view kHidden = "***";
constexpr size_t kAddressCharacters = 9;

options::Sensitivity SensitivityOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::sensitivity);
}

// Whether a sensitive field is in `type` or anywhere below; `seen` ends the walk of types that contain themselves.
bool HasSensitive(const Descriptor& type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&type).second) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (SensitivityOf(field) != options::SENSITIVITY_UNSPECIFIED) return true;
    if (field.message_type() != nullptr && HasSensitive(*field.message_type(), seen)) return true;
  }
  return false;
}

// The fields of a type that masking has to visit; both lists are empty for most types.
struct Plan {
  std::vector<const FieldDescriptor*> sensitive;
  std::vector<const FieldDescriptor*> below;
};

Plan CompilePlan(const Descriptor& type) {
  Plan plan;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    std::set<const Descriptor*> seen;
    if (SensitivityOf(field) != options::SENSITIVITY_UNSPECIFIED) {
      plan.sensitive.push_back(&field);
    } else if (field.message_type() != nullptr && HasSensitive(*field.message_type(), seen)) {
      plan.below.push_back(&field);
    }
  }
  return plan;
}

// Calls `visit` for the message or messages of a field.
template <typename Visit>
void ForEach(Message& message, const FieldDescriptor& field, Visit visit) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    if (reflection.HasField(message, &field)) visit(*reflection.MutableMessage(&message, &field));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    visit(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void MaskField(Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (field.type() != FieldDescriptor::TYPE_STRING) return reflection.ClearField(&message, &field);
  const options::Sensitivity kind = SensitivityOf(field);
  if (!field.is_repeated()) {
    const std::string text = reflection.GetString(message, &field);
    if (!text.empty()) reflection.SetString(&message, &field, MaskText(kind, text));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    reflection.SetRepeatedString(&message, &field, i, MaskText(kind, reflection.GetRepeatedString(message, &field, i)));
  }
}

std::string MaskIdNumber(absl::string_view text) {
  if (text.size() < 6) return std::string(kHidden);
  return absl::StrCat(text.substr(0, 1), std::string(15, '*'), text.substr(text.size() - 1));
}

std::string MaskPhone(absl::string_view text) {
  if (text.size() < 11) return std::string(kHidden);
  return absl::StrCat(text.substr(0, 3), "****", text.substr(text.size() - 4));
}

// Where the house begins: at the first digit, or at the numerals before 号, 栋, 幢 or 室.
size_t HouseStart(const std::u32string& address) {
  static constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九十百";
  static constexpr std::u32string_view kHouses = U"号栋幢室";
  for (size_t i = 0; i < address.size(); ++i) {
    const char32_t c = address[i];
    if ((c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９')) return i;
    const size_t end = kNumerals.find(c) == kNumerals.npos ? i : address.find_first_not_of(kNumerals, i);
    if (end != i && end != std::u32string::npos && kHouses.find(address[end]) != kHouses.npos) return i;
  }
  return address.size();
}

std::string MaskAddress(absl::string_view text) {
  const size_t shown = std::min(HouseStart(Decode(text)), kAddressCharacters);
  return shown == 0 ? std::string(kHidden) : std::string(FirstCharacters(text, shown));
}

}  // namespace

std::string MaskText(options::Sensitivity kind, absl::string_view text) {
  switch (kind) {
    case options::SENSITIVITY_ID_NUMBER:
      return MaskIdNumber(text);
    case options::SENSITIVITY_PHONE:
      return MaskPhone(text);
    case options::SENSITIVITY_ADDRESS:
      return MaskAddress(text);
    default:
      return std::string(kHidden);
  }
}

void Mask(Message& message) {
  const Plan& plan = PerType<CompilePlan>(*message.GetDescriptor());
  for (const FieldDescriptor* field : plan.sensitive) MaskField(message, *field);
  for (const FieldDescriptor* field : plan.below) ForEach(message, *field, [](Message& part) { Mask(part); });
}

bool KeepSensitive(Message& message) {
  const Plan& plan = PerType<CompilePlan>(*message.GetDescriptor());
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(message, &set);
  bool found = false;
  for (const FieldDescriptor* field : set) {
    if (std::count(plan.sensitive.begin(), plan.sensitive.end(), field) > 0) {
      found = true;
    } else if (std::count(plan.below.begin(), plan.below.end(), field) > 0) {
      bool found_below = false;
      ForEach(message, *field, [&](Message& part) { found_below |= KeepSensitive(part); });
      if (!found_below) reflection.ClearField(&message, field);
      found |= found_below;
    } else if (field->name() != "name") {
      reflection.ClearField(&message, field);
    }
  }
  return found;
}

}  // namespace xf::api
