#include "services/membership/handlers/lookups.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

absl::Status ReferenceNotFound(absl::string_view field, absl::string_view resource) {
  return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, field,
                           {absl::StrCat(resource, " does not exist or lies outside your scope"),
                            absl::StrCat(resource, " 不存在或不在您的管理范围内")});
}

absl::StatusOr<std::map<std::string, v1::Organization>> HoldOrganizations(rpc::Call& call, const std::string& county,
                                                                          const std::set<std::string>& ids) {
  std::map<std::string, v1::Organization> held;
  ASSIGN_OR_RETURN(std::vector<v1::Organization> organizations,
                   call.db().Many<v1::Organization>(sql::kHoldOrganizations, db::Arg("county", county),
                                                    db::Arg("ids", TextArray({ids.begin(), ids.end()}))));
  for (v1::Organization& organization : organizations) {
    ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(organization.name()));
    held.emplace(name.id(), std::move(organization));
  }
  return held;
}

absl::StatusOr<v1::Organization> HoldOrganization(rpc::Call& call, const std::string& county,
                                                  const std::string& reference, absl::string_view field) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(reference, field));
  if (name.county() != county) return InvalidError(field, {"is of another county", "不属于本县"});
  ASSIGN_OR_RETURN(auto held, HoldOrganizations(call, county, {name.id()}));
  if (held.empty()) return ReferenceNotFound(field, reference);
  return std::move(held.begin()->second);
}

absl::Status CheckEtag(absl::string_view given, absl::string_view current, absl::string_view resource) {
  if (given.empty() || given == current) return absl::OkStatus();
  return EtagError(resource);
}

std::string TextArray(const std::vector<std::string>& items) {
  return absl::StrCat(
      "{",
      absl::StrJoin(items, ",",
                    [](std::string* out, const std::string& item) { absl::StrAppend(out, "\"", item, "\""); }),
      "}");
}

}  // namespace xf::membership
