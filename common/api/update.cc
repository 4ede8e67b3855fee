#include "common/api/update.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/api/field_behavior.h"
#include "common/api/mask.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "google/protobuf/util/message_differencer.h"

namespace xf::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
namespace options = xianfeng::options::v1;

// Fields from the resource down to the one to set.
using FieldPath = std::vector<const FieldDescriptor*>;

// `name` and `etag` say which resource and which state of it is meant; they are never written.
bool IsIdentity(const FieldDescriptor& field) { return field.name() == "name" || field.name() == "etag"; }

bool IsOutput(const FieldDescriptor& field) {
  return HasBehavior(field, google::api::OUTPUT_ONLY) || IsIdentity(field);
}

Violation Refused(absl::string_view path, absl::string_view en, absl::string_view zh) {
  return {"update_mask", {absl::StrCat("\"", path, "\" ", en), absl::StrCat("“", path, "”", zh)}};
}

absl::Status MaskError(std::vector<Violation> violations) {
  return InvalidError(std::move(violations), errors::REASON_UPDATE_MASK_INVALID);
}

// The fields of one path of the mask; adds a violation when it can't be set.
FieldPath Resolve(const Descriptor& type, const std::string& text, std::vector<Violation>& violations) {
  FieldPath path;
  const Descriptor* at = &type;
  for (absl::string_view part : absl::StrSplit(text, '.')) {
    const FieldDescriptor* field = at == nullptr ? nullptr : at->FindFieldByName(std::string(part));
    if (field == nullptr) {
      violations.push_back(Refused(text, "is not a field", "不是该资源的字段"));
      return {};
    }
    if (HasBehavior(*field, google::api::IMMUTABLE)) {
      violations.push_back(Refused(text, "can't be changed", "创建后不可更改"));
      return {};
    }
    if (HasBehavior(*field, google::api::OUTPUT_ONLY) || (path.empty() && IsIdentity(*field))) {
      violations.push_back(Refused(text, "is set by the server", "由系统填写，不可设置"));
      return {};
    }
    path.push_back(field);
    at = field->is_repeated() ? nullptr : field->message_type();
  }
  return path;
}

// Top-level fields that a mask of "*", or an empty one, stands for.
absl::StatusOr<std::vector<FieldPath>> AllPaths(const Message& from, const Message& into, bool only_populated) {
  std::vector<FieldPath> paths;
  std::vector<Violation> violations;
  const Descriptor& type = *into.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    const Reflection& reflection = *from.GetReflection();
    const bool populated =
        field->is_repeated() ? reflection.FieldSize(from, field) > 0 : reflection.HasField(from, field);
    if (IsOutput(*field) || (only_populated && !populated)) continue;
    if (!HasBehavior(*field, google::api::IMMUTABLE)) {
      paths.push_back({field});
    } else if (populated) {
      // Sent back as it was read it does no harm; another value must not vanish silently.
      google::protobuf::util::MessageDifferencer differencer;
      if (!differencer.CompareWithFields(from, into, {field}, {field})) {
        violations.push_back(Refused(field->name(), "can't be changed", "创建后不可更改"));
      }
    }
  }
  if (!violations.empty()) return MaskError(std::move(violations));
  return paths;
}

absl::StatusOr<std::vector<FieldPath>> PathsOf(const FieldMask& mask, const Message& from, const Message& into) {
  if (mask.paths().empty()) return AllPaths(from, into, /*only_populated=*/true);
  std::vector<FieldPath> paths;
  std::vector<Violation> violations;
  for (const std::string& path : mask.paths()) {
    if (path == "*") return AllPaths(from, into, /*only_populated=*/false);
    paths.push_back(Resolve(*into.GetDescriptor(), path, violations));
  }
  if (!violations.empty()) return MaskError(std::move(violations));
  return paths;
}

// Whether the caller sends back the masked text that we showed: then the value stays as it is.
bool IsMaskedEcho(const Message& from, const Message& into, const FieldDescriptor& field) {
  const options::Sensitivity kind = field.options().GetExtension(options::sensitivity);
  if (kind == options::SENSITIVITY_UNSPECIFIED || field.is_repeated() || field.type() != FieldDescriptor::TYPE_STRING) {
    return false;
  }
  const std::string current = into.GetReflection()->GetString(into, &field);
  return !current.empty() && from.GetReflection()->GetString(from, &field) == MaskText(kind, current);
}

// Moves the field at the end of `path` out of `from`.
void Move(Message* from, Message* into, const FieldPath& path) {
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    from = from->GetReflection()->MutableMessage(from, path[i]);
    into = into->GetReflection()->MutableMessage(into, path[i]);
  }
  if (IsMaskedEcho(*from, *into, *path.back())) return;
  into->GetReflection()->SwapFields(into, from, {path.back()});
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

}  // namespace

absl::Status ApplyUpdate(const FieldMask& mask, const Message& from, Message& into) {
  ASSIGN_OR_RETURN(const std::vector<FieldPath> paths, PathsOf(mask, from, into));
  if (const std::string etag = TextOf(from, "etag"); !etag.empty() && etag != TextOf(into, "etag")) {
    return EtagError(TextOf(into, "name"));
  }
  const std::unique_ptr<Message> source(from.New());
  source->CopyFrom(from);
  for (const FieldPath& path : paths) Move(source.get(), &into, path);
  return absl::OkStatus();
}

}  // namespace xf::api
