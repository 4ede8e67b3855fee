#include "common/feed/mirror.h"

#include <google/protobuf/any.pb.h>

#include <memory>

#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/feed/sql/queries.h"
#include "google/protobuf/descriptor.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::feed {
namespace {

using google::protobuf::Message;
using OrganizationName = api::ResourceName<"organizations">;
namespace membership = xianfeng::membership::v1;

// The message in these bytes, of whatever linked type it is; null when the type is unknown.
std::unique_ptr<Message> Parse(const std::string& type, const std::string& bytes) {
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  return message->ParseFromString(bytes) ? std::move(message) : nullptr;
}

// Tells this service's followers that everything below `old_path` is now below `new_path`.
absl::Status AnnounceMoved(db::Session& db, const crypto::Sealer& sealer, const std::string& county,
                           const std::string& old_path, const std::string& new_path, Changes& own) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   db.Rows(sql::kLatestBelowPath, db::Arg("county", county), db::Arg("old_path", old_path)));
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string type = rows.text(i, "type");
    std::unique_ptr<Message> resource = Parse(type, rows.bytes(i, "resource"));
    if (resource == nullptr) continue;
    // The stored resource is masked; its sensitive fields lie beside it.
    if (const std::string sealed = rows.bytes(i, "sensitive_sealed"); !sealed.empty()) {
      ASSIGN_OR_RETURN(const std::string opened, sealer.Open(sealed, "change"));
      google::protobuf::Any any;
      if (any.ParseFromString(opened)) {
        if (const auto sensitive = Parse(type, any.value())) resource->MergeFrom(*sensitive);
      }
    }
    const auto* field = resource->GetDescriptor()->FindFieldByName("org_path");
    if (field == nullptr) continue;
    const std::string before = resource->GetReflection()->GetString(*resource, field);
    resource->GetReflection()->SetString(resource.get(), field, new_path + before.substr(old_path.size()));
    own.Add(*resource, before, sealer);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MirrorChange(db::Session& db, const crypto::Sealer& sealer, const xianfeng::sync::v1::Change& change,
                          Changes& own) {
  if (change.type() != membership::Organization::descriptor()->full_name()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(change.name()));
  if (!change.has_resource()) return db.Run(sql::kForgetOrganization, name).status();
  membership::Organization organization;
  if (!change.resource().UnpackTo(&organization))
    return InternalError("membership sent an organization that does not parse");
  ASSIGN_OR_RETURN(const db::Result before, db.Rows(sql::kMirrorOrganization, name, organization));
  const std::string old_path = before.empty() ? "" : before.text(0, "old_org_path");
  const std::string& new_path = organization.org_path();
  if (old_path.empty() || old_path == new_path) return absl::OkStatus();
  RETURN_IF_ERROR(AnnounceMoved(db, sealer, name.county(), old_path, new_path, own));
  return db
      .Rows(sql::kRewriteOrgPath, db::Arg("county", name.county()), db::Arg("old_path", old_path),
            db::Arg("new_path", new_path))
      .status();
}

}  // namespace xf::feed
