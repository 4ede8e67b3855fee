// Members by what one knows of them: names, the beginning of a name, a number.
#include <set>

#include "absl/strings/str_cat.h"
#include "common/api/list.h"
#include "services/membership/domain/prefix.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

// Returns up to 500 members by name; those that are not there for the caller are listed as missing.
absl::StatusOr<v1::BatchGetMembersResponse> MemberService::BatchGetMembers(rpc::Call& call,
                                                                           const v1::BatchGetMembersRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  std::vector<std::string> ids;
  std::vector<Violation> violations;
  for (int i = 0; i < request.names_size(); ++i) {
    ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.names(i), absl::StrCat("names[", i, "]")));
    if (name.county() != county.county()) {
      violations.push_back(
          {absl::StrCat("names[", i, "]"), {"is of another county than parent", "与 parent 不属于同一县"}});
    }
    ids.push_back(name.id());
  }
  if (!violations.empty()) return InvalidError(std::move(violations));

  v1::BatchGetMembersResponse response;
  RETURN_IF_ERROR(call.db().ReadRepeated(sql::kGetMembers, db::Args(county, db::Arg("ids", TextArray(ids))), response,
                                         *api::ListField(*response.GetDescriptor())));
  std::set<absl::string_view> answered;
  for (const v1::Member& member : response.members()) answered.insert(member.name());
  for (const std::string& name : request.names()) {
    if (answered.insert(name).second) response.add_missing(name);
  }
  return response;
}

// Finds members by the beginning of their name, by ID number or by telephone number.
absl::StatusOr<v1::SearchMembersResponse> MemberService::SearchMembers(rpc::Call& call,
                                                                       const v1::SearchMembersRequest& request) {
  const int criteria = !request.display_name_prefix().empty() + !request.id_number().empty() + !request.phone().empty();
  if (criteria != 1) {
    return InvalidError("display_name_prefix", {"give exactly one of display_name_prefix, id_number and phone",
                                                "姓名前缀、公民身份号码、联系电话须且只能填写一项"});
  }
  const db::Query& query = !request.id_number().empty() ? sql::kSearchMembersByIdNumber
                           : !request.phone().empty()   ? sql::kSearchMembersByPhone
                                                        : sql::kSearchMembersByDisplayName;
  return api::List<v1::SearchMembersResponse>(call.db(), query, request, request,
                                              db::Arg("prefix_end", PrefixEnd(request.display_name_prefix())));
}

}  // namespace xf::membership
