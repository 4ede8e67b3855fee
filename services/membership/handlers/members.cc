// Members one at a time: get, list, create, update.
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

// Returns one member. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Member> MemberService::GetMember(rpc::Call& call, const v1::GetMemberRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  return call.db().One<v1::Member>(sql::kGetMember, name);
}

}  // namespace xf::membership
