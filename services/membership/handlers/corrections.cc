#include "services/membership/handlers/corrections.h"

#include "google/protobuf/util/message_differencer.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

absl::Status CorrectFacts(rpc::Call& call, const MemberName& name, const v1::Member& before, const v1::Member& after) {
  using google::protobuf::util::MessageDifferencer;
  const bool joined = !MessageDifferencer::Equals(before.joined_date(), after.joined_date());
  const bool full = !MessageDifferencer::Equals(before.full_member_date(), after.full_member_date());
  if (joined || full) RETURN_IF_ERROR(call.db().Run(sql::kSupersedeMembershipFacts, name, after).status());
  if (joined) RETURN_IF_ERROR(call.db().Run(sql::kSupersedeStateFacts, name, after).status());
  return absl::OkStatus();
}

}  // namespace xf::membership
