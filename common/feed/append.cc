#include "common/feed/append.h"

#include <google/protobuf/any.pb.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/api/mask.h"
#include "common/api/resource_name.h"
#include "common/crypto/digest.h"
#include "common/db/mapping.h"
#include "common/feed/sql/queries.h"

namespace xf::feed {
namespace {

using google::protobuf::Message;

std::string TextOf(const Message& message, const std::string& field) {
  const auto* descriptor = message.GetDescriptor()->FindFieldByName(field);
  return descriptor == nullptr ? "" : message.GetReflection()->GetString(message, descriptor);
}

std::string AnyBytes(const Message& message) {
  google::protobuf::Any any;
  any.PackFrom(message);
  return any.SerializeAsString();
}

}  // namespace

Changes::County& Changes::Of(absl::string_view name) {
  County& county = counties_[api::CountyOf(name)];
  if (county.count++ > 0) county.name_list += ',';
  county.name_list += nlohmann::json(std::string(name)).dump();
  absl::StrAppend(&county.after, name);
  county.names.AddText(name);
  return county;
}

void Changes::Add(const Message& resource, absl::string_view old_org_path, const crypto::Sealer& sealer) {
  County& county = Of(TextOf(resource, "name"));
  std::unique_ptr<Message> copy(resource.New());
  copy->CopyFrom(resource);
  api::Mask(*copy);
  const std::string bytes = copy->SerializeAsString();
  county.after += crypto::Digest(sealer.digest(), bytes);
  county.types.AddText(resource.GetDescriptor()->full_name());
  county.org_paths.AddText(TextOf(resource, "org_path"));
  county.old_org_paths.AddText(old_org_path);
  county.resources.AddBytes(bytes);
  county.tombstone_reasons.AddNull();
  county.merged_into.AddText("");
  copy->CopyFrom(resource);
  if (api::KeepSensitive(*copy)) {
    county.sensitive_sealed.AddBytes(sealer.Seal(AnyBytes(*copy), "change"));
  } else {
    county.sensitive_sealed.AddNull();
  }
}

void Changes::AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path,
                           TombstoneReason reason, absl::string_view merged_into) {
  County& county = Of(name);
  county.types.AddText(type);
  county.org_paths.AddText(org_path);
  county.old_org_paths.AddText("");
  county.resources.AddNull();
  county.tombstone_reasons.AddText(
      db::EnumText(*google::protobuf::GetEnumDescriptor<TombstoneReason>()->FindValueByNumber(reason)));
  county.merged_into.AddText(merged_into);
  county.sensitive_sealed.AddNull();
}

std::vector<std::pair<db::Query, std::vector<db::Arg>>> Changes::Tail() const {
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> tail;
  for (const auto& [code, county] : counties_) {
    tail.push_back({sql::kAppendChanges,
                    {{"county", code},
                     {"count", county.count},
                     {"types", county.types.Text()},
                     {"names", county.names.Text()},
                     {"org_paths", county.org_paths.Text()},
                     {"old_org_paths", county.old_org_paths.Text()},
                     {"resources", county.resources.Text()},
                     {"tombstone_reasons", county.tombstone_reasons.Text()},
                     {"merged_into", county.merged_into.Text()},
                     {"sensitive_sealed", county.sensitive_sealed.Text()}}});
  }
  return tail;
}

std::string Changes::names(const std::string& county) const {
  const auto found = counties_.find(county);
  return found == counties_.end() ? "[]" : found->second.name_list + "]";
}

std::string Changes::after_hash(const std::string& county, const crypto::Sealer& sealer) const {
  const auto found = counties_.find(county);
  return found == counties_.end() ? "" : crypto::Digest(sealer.digest(), found->second.after);
}

std::vector<std::string> Changes::counties() const {
  std::vector<std::string> codes;
  for (const auto& [code, county] : counties_) codes.push_back(code);
  return codes;
}

}  // namespace xf::feed
