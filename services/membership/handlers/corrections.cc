#include "services/membership/handlers/corrections.h"

#include "google/protobuf/util/message_differencer.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

absl::Status CorrectFacts(rpc::Call& call, const MemberName& name, const v1::Member& before, const v1::Member& after) {
  using google::protobuf::util::MessageDifferencer;
  const bool joined = !MessageDifferencer::Equals(before.joined_date(), after.joined_date());
  const bool full = !MessageDifferencer::Equals(before.full_member_date(), after.full_member_date());
  if (!joined && !full) return absl::OkStatus();
  // Facts of former branches lie where the member is no longer: his own data, which his branch of today corrects.
  RETURN_IF_ERROR(call.Widen({RootPath(name.county())}, absl::StrCat("dates of ", name.ToString(), " corrected")));
  RETURN_IF_ERROR(call.db().Run(sql::kSupersedeMembershipFacts, name, after).status());
  if (joined) RETURN_IF_ERROR(call.db().Run(sql::kSupersedeStateFacts, name, after).status());
  return call.Narrow();
}

}  // namespace xf::membership
