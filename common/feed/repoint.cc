#include "common/feed/repoint.h"

#include <google/protobuf/any.pb.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/api/resource_name.h"
#include "common/base/status.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using MemberName = api::ResourceName<"members">;

// The message in these bytes, of whatever linked type it is; null when the type is unknown.
std::unique_ptr<Message> Parse(const std::string& type, const std::string& bytes) {
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  return message->ParseFromString(bytes) ? std::move(message) : nullptr;
}

// The resource of a change's row, with its sensitive fields, which lie beside the masked ones; null when it is unknown.
absl::StatusOr<std::unique_ptr<Message>> ResourceOf(const db::Result& rows, size_t row, const crypto::Sealer& sealer) {
  const std::string type = rows.text(row, "type");
  std::unique_ptr<Message> resource = Parse(type, rows.bytes(row, "resource"));
  if (resource == nullptr) return resource;
  if (const std::string sealed = rows.bytes(row, "sensitive_sealed"); !sealed.empty()) {
    ASSIGN_OR_RETURN(const std::string opened, sealer.Open(sealed, "change"));
    google::protobuf::Any any;
    if (any.ParseFromString(opened)) {
      if (const auto sensitive = Parse(type, any.value())) resource->MergeFrom(*sensitive);
    }
  }
  return resource;
}

// The text field of that name; null when the message has none.
const FieldDescriptor* TextField(const Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr || field->is_repeated() || field->type() != FieldDescriptor::TYPE_STRING ? nullptr : field;
}

// Writes `to` into the text fields that say `from`; whether there were any.
bool Replace(Message& message, absl::string_view from, const std::string& to) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  bool replaced = false;
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated() || field->type() != FieldDescriptor::TYPE_STRING ||
        reflection.GetString(message, field) != from) {
      continue;
    }
    reflection.SetString(&message, field, to);
    replaced = true;
  }
  return replaced;
}

std::string TextArray(const std::vector<std::string>& items) {
  return absl::StrCat(
      "{",
      absl::StrJoin(items, ",",
                    [](std::string* out, const std::string& item) { absl::StrAppend(out, "\"", item, "\""); }),
      "}");
}

// Tells of the resources with the ids in `moved` that they name the member `to` instead of `from`.
absl::Status AnnounceRepointed(db::Session& db, const crypto::Sealer& sealer, const std::string& county,
                               const db::Result& moved, absl::string_view from, const std::string& to,
                               const Announce& announce) {
  if (moved.empty()) return absl::OkStatus();
  std::vector<std::string> ids;
  for (size_t row = 0; row < moved.size(); ++row) ids.push_back(moved.text(row, "id"));
  ASSIGN_OR_RETURN(const db::Result rows,
                   db.Rows(sql::kLatestOfIds, db::Arg("county", county), db::Arg("ids", TextArray(ids))));
  for (size_t row = 0; row < rows.size(); ++row) {
    ASSIGN_OR_RETURN(const auto resource, ResourceOf(rows, row, sealer));
    if (resource != nullptr && Replace(*resource, from, to)) announce(*resource, "");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RepointMember(db::Session& db, const crypto::Sealer& sealer, absl::string_view from, absl::string_view to,
                           const Announce& announce) {
  ASSIGN_OR_RETURN(const MemberName before, MemberName::Parse(from));
  ASSIGN_OR_RETURN(const MemberName after, MemberName::Parse(to));
  ASSIGN_OR_RETURN(const db::Result moved, db.Rows(sql::kRepointMember, db::Arg("county", before.county()),
                                                   db::Arg("from_id", before.id()), db::Arg("to_id", after.id())));
  return AnnounceRepointed(db, sealer, before.county(), moved, from, std::string(to), announce);
}

absl::StatusOr<std::string> RestoreMember(db::Session& db, const crypto::Sealer& sealer, absl::string_view from,
                                          const Announce& announce) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(from));
  const std::vector<db::Arg> args{{"county", name.county()}, {"from_id", name.id()}};
  ASSIGN_OR_RETURN(const db::Result merged, db.Rows(sql::kMergedInto, args));
  if (merged.empty()) return "";
  const std::string to = MemberName(name.county(), merged.text(0, "to_id")).ToString();
  ASSIGN_OR_RETURN(const db::Result moved, db.Rows(sql::kRestoreMember, args));
  RETURN_IF_ERROR(AnnounceRepointed(db, sealer, name.county(), moved, to, std::string(from), announce));
  return to;
}

absl::Status AnnounceMoved(db::Session& db, const crypto::Sealer& sealer, const std::string& county,
                           const std::string& old_path, const std::string& new_path,
                           const std::vector<std::string>& known_types, const Announce& announce) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   db.Rows(sql::kLatestBelowPath, db::Arg("county", county), db::Arg("old_path", old_path),
                           db::Arg("known_types", TextArray(known_types))));
  for (size_t row = 0; row < rows.size(); ++row) {
    ASSIGN_OR_RETURN(const auto resource, ResourceOf(rows, row, sealer));
    if (resource == nullptr) continue;
    const FieldDescriptor* field = TextField(*resource, "org_path");
    if (field == nullptr) continue;
    const std::string before = resource->GetReflection()->GetString(*resource, field);
    resource->GetReflection()->SetString(resource.get(), field, new_path + before.substr(old_path.size()));
    announce(*resource, before);
  }
  return absl::OkStatus();
}

absl::Status RewriteOrgPath(db::Session& db, const std::string& county, const std::string& old_path,
                            const std::string& new_path) {
  return db
      .Rows(sql::kRewriteOrgPath, db::Arg("county", county), db::Arg("old_path", old_path),
            db::Arg("new_path", new_path))
      .status();
}

}  // namespace xf::feed
