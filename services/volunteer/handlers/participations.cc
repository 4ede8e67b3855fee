// Volunteers' parts in events: sign-up, withdrawal, sign-in and sign-out. 《志愿服务条例》 Art. 25: no one may be
// assigned by force, so every sign-up is one member's own act, with the channel by which it reached us.
#include "services/volunteer/handlers/participations.h"

#include <set>

#include "common/api/list.h"
#include "common/rpc/peer_call.h"
#include "services/volunteer/domain/times.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::volunteer {

namespace membership = xianfeng::membership::v1;

absl::StatusOr<v1::Participation> Save(rpc::Call& call, const Locked& locked) {
  ASSIGN_OR_RETURN(v1::Participation saved,
                   call.db().One<v1::Participation>(sql::kUpdateParticipation, locked.name, locked.participation));
  call.Changed(saved);
  return saved;
}

namespace {

// The time that a request gives, else now. FIELD_INVALID when it lies in the future or before `earliest`.
template <typename Request>
absl::StatusOr<absl::Time> TimeOf(const rpc::Call& call, const Request& request, absl::Time earliest) {
  if (!request.has_time()) return call.now();
  const absl::Time time = ToTime(request.time());
  if (time > call.now()) return InvalidError("time", {"lies in the future", "时间晚于当前时间"});
  if (time < earliest) return InvalidError("time", {"is before the sign-in", "签退时间早于签到时间"});
  return time;
}

}  // namespace

// Enters one member's own wish to take part.
absl::StatusOr<v1::Participation> EventService::SignUp(rpc::Call& call, const v1::SignUpRequest& request) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.name()));
  membership::GetMemberRequest ask;
  ask.set_name(request.member());
  ASSIGN_OR_RETURN(const membership::Member member,
                   call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::GetMember, ask));
  ASSIGN_OR_RETURN(const v1::Event event, call.db().One<v1::Event>(sql::kGetEventForUpdate, name));
  if (event.state() != v1::EVENT_STATE_ENROLLING) {
    return StateConflict(event.name(), v1::EventState_Name(event.state()));
  }
  if (api::CountyOf(request.member()) != api::CountyOf(event.name())) {
    return InvalidError("member", {"is of another county", "不属于本县"});
  }
  ASSIGN_OR_RETURN(
      v1::Participation participation,
      call.db().One<v1::Participation>(sql::kSignUp, name, request, db::Arg("participation_id", call.NewId()),
                                       db::Arg("display_name", member.display_name()),
                                       db::Arg("signed_up_by", call.principal().subject)));
  call.Changed(participation);
  return participation;
}

// Enters a volunteer's wish to withdraw; the place goes to the one who has waited longest.
absl::StatusOr<v1::Participation> EventService::CancelSignUp(rpc::Call& call, const v1::CancelSignUpRequest& request) {
  ASSIGN_OR_RETURN(Locked locked, LockFor(call, request, ParticipationAction::kWithdraw));
  locked.participation.set_channel(request.channel());
  ASSIGN_OR_RETURN(v1::Participation withdrawn, Save(call, locked));
  ASSIGN_OR_RETURN(const auto promoted,
                   call.db().Maybe<v1::Participation>(sql::kPromoteWaitlisted, locked.name, withdrawn));
  if (promoted) call.Changed(*promoted);
  return withdrawn;
}

// Notes that a volunteer arrived.
absl::StatusOr<v1::Participation> EventService::CheckIn(rpc::Call& call, const v1::CheckInRequest& request) {
  ASSIGN_OR_RETURN(Locked locked, LockFor(call, request, ParticipationAction::kSignIn));
  ASSIGN_OR_RETURN(const absl::Time time, TimeOf(call, request, absl::InfinitePast()));
  *locked.participation.mutable_check_in_time() = ToTimestamp(time);
  return Save(call, locked);
}

// Notes that a volunteer left.
absl::StatusOr<v1::Participation> EventService::CheckOut(rpc::Call& call, const v1::CheckOutRequest& request) {
  ASSIGN_OR_RETURN(Locked locked, LockFor(call, request, ParticipationAction::kSignOut));
  ASSIGN_OR_RETURN(const absl::Time time, TimeOf(call, request, ToTime(locked.participation.check_in_time())));
  *locked.participation.mutable_check_out_time() = ToTimestamp(time);
  return Save(call, locked);
}

// Returns a page of participations.
absl::StatusOr<v1::ListParticipationsResponse> EventService::ListParticipations(
    rpc::Call& call, const v1::ListParticipationsRequest& request) {
  return api::List<v1::ListParticipationsResponse>(call.db(), sql::kListParticipations, request);
}

// Suggests members who live where an event takes place. Writes nothing: nobody is assigned.
absl::StatusOr<v1::SuggestVolunteersResponse> EventService::SuggestVolunteers(
    rpc::Call& call, const v1::SuggestVolunteersRequest& request) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.name()));
  membership::ListMembersRequest ask;
  ask.set_parent(absl::StrCat("counties/", name.county()));
  ask.set_filter(absl::StrCat("residence_division = ", request.community_division(), " AND state = NORMAL"));
  ask.set_page_size(request.page_size());
  ask.set_page_token(request.page_token());
  ASSIGN_OR_RETURN(const membership::ListMembersResponse members,
                   call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::ListMembers, ask));
  ASSIGN_OR_RETURN(const v1::Event event, call.db().One<v1::Event>(sql::kGetEvent, name));
  if (event.community_division() != request.community_division()) {
    return InvalidError("community_division", {"is not where the event takes place", "与活动所在社区不一致"});
  }
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListSignedUpMembers, name));
  std::set<std::string> signed_up;
  for (size_t i = 0; i < rows.size(); ++i) {
    signed_up.insert(absl::StrCat("counties/", name.county(), "/members/", rows.text(i, "member_id")));
  }
  v1::SuggestVolunteersResponse response;
  for (const membership::Member& member : members.members()) {
    if (signed_up.contains(member.name())) continue;
    auto& suggestion = *response.add_suggestions();
    suggestion.set_member(member.name());
    suggestion.set_display_name(member.display_name());
    suggestion.set_organization(member.organization());
  }
  response.set_next_page_token(members.next_page_token());
  return response;
}

}  // namespace xf::volunteer
