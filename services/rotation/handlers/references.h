// What handlers share about names.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/feed/org_mirror.h"
#include "common/rpc/call.h"

namespace xf::rotation {

// The id that the client chose, or a new one.
inline std::string IdOr(const std::string& chosen, const rpc::Call& call) {
  return chosen.empty() ? call.NewId() : chosen;
}

// REFERENCE_NOT_FOUND about a field that names what does not exist or lies outside the caller's scope.
inline absl::Status ReferenceError(absl::string_view field, absl::string_view name) {
  return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, field,
                           {absl::StrCat(field, ": ", name, " does not exist or is out of your scope"),
                            absl::StrCat(field, "：", name, " 不存在，或不在您的管理范围内")});
}

// Path of an organization of the county; "" when `organization` is, as in an update that leaves it. Called before
// anything is read: an organization that the feed has not brought yet is asked of membership, for which no transaction
// waits.
inline absl::StatusOr<std::string> OrgPathIn(rpc::Call& call, const std::string& county,
                                             const std::string& organization, absl::string_view field) {
  if (organization.empty()) return std::string();
  if (api::CountyOf(organization) != county) return ReferenceError(field, organization);
  return feed::OrgPathOf(call, organization, field);
}

}  // namespace xf::rotation
