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

std::string Hex(absl::string_view bytes) { return *db::ToValue(db::Bytes{bytes}); }

}  // namespace

Changes::County& Changes::Of(absl::string_view name) {
  County& county = counties_[api::CountyOf(name)];
  if (county.count++ > 0) {
    county.rows += ',';
    county.names += ',';
  }
  county.names += nlohmann::json(std::string(name)).dump();
  absl::StrAppend(&county.after, name);
  return county;
}

void Changes::Add(const Message& resource, absl::string_view old_org_path, const crypto::Sealer& sealer) {
  const std::string name = TextOf(resource, "name");
  County& county = Of(name);
  std::unique_ptr<Message> copy(resource.New());
  copy->CopyFrom(resource);
  api::Mask(*copy);
  const std::string bytes = copy->SerializeAsString();
  county.after += crypto::Digest(sealer.digest(), bytes);
  nlohmann::json row{{"ordinal", county.count},
                     {"type", resource.GetDescriptor()->full_name()},
                     {"name", name},
                     {"org_path", TextOf(resource, "org_path")},
                     {"old_org_path", std::string(old_org_path)},
                     {"resource", Hex(bytes)}};
  copy->CopyFrom(resource);
  if (api::KeepSensitive(*copy)) row["sensitive_sealed"] = Hex(sealer.Seal(AnyBytes(*copy), "change"));
  county.rows += row.dump();
}

void Changes::AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path,
                           TombstoneReason reason, absl::string_view merged_into) {
  County& county = Of(name);
  const nlohmann::json row{
      {"ordinal", county.count},
      {"type", std::string(type)},
      {"name", std::string(name)},
      {"org_path", std::string(org_path)},
      {"old_org_path", ""},
      {"tombstone_reason",
       db::EnumText(*google::protobuf::GetEnumDescriptor<TombstoneReason>()->FindValueByNumber(reason))},
      {"merged_into", std::string(merged_into)}};
  county.rows += row.dump();
}

std::vector<std::pair<db::Query, std::vector<db::Arg>>> Changes::Tail() const {
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> tail;
  for (const auto& [code, county] : counties_) {
    tail.push_back({sql::kAppendChanges,
                    {{"county", code}, {"count", county.count}, {"changes", absl::StrCat(county.rows, "]")}}});
  }
  return tail;
}

std::string Changes::names(const std::string& county) const {
  const auto found = counties_.find(county);
  return found == counties_.end() ? "[]" : found->second.names + "]";
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
