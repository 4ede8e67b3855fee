#include "common/feed/change_row.h"

#include <google/protobuf/any.pb.h>

#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/auth/scope.h"
#include "common/base/status.h"
#include "common/db/mapping.h"
#include "common/db/session.h"

namespace xf::feed {

namespace sync = xianfeng::sync::v1;

std::string TypesArg(const FeedKey& key) { return nlohmann::json(key.types).dump(); }

std::vector<db::Arg> ScopeArgs(const std::vector<std::string>& scopes) {
  std::vector<db::Arg> args;
  for (size_t i = 0; i < auth::kMaxScopes; ++i) {
    args.emplace_back(absl::StrCat("scope", i + 1), i < scopes.size() ? db::Value(scopes[i]) : db::Value());
  }
  return args;
}

void SetMicros(int64_t micros, google::protobuf::Timestamp& out) {
  out.set_seconds(micros / 1'000'000);
  out.set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
}

void SetMicros(absl::string_view micros, google::protobuf::Timestamp& out) {
  int64_t number = 0;
  (void)absl::SimpleAtoi(micros, &number);
  SetMicros(number, out);
}

sync::TombstoneReason ToReason(absl::string_view text) {
  return static_cast<sync::TombstoneReason>(
      db::EnumNumber(*google::protobuf::GetEnumDescriptor<sync::TombstoneReason>(), text).value_or(0));
}

absl::Status SetResource(absl::string_view resource, absl::string_view sealed, const crypto::Sealer& sealer,
                         sync::Change& change) {
  change.mutable_resource()->set_type_url(absl::StrCat("type.googleapis.com/", change.type()));
  change.mutable_resource()->set_value(db::BytesOf(resource));
  if (sealed.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string opened, sealer.Open(db::BytesOf(sealed), "change"));
  change.mutable_sensitive()->ParseFromString(opened);
  return absl::OkStatus();
}

}  // namespace xf::feed
