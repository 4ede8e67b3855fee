// A participation and its event under lock: what every handler that changes a participation begins with.
#pragma once

#include "services/volunteer/domain/event_flow.h"
#include "services/volunteer/handlers/support.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

struct Locked {
  ParticipationName name;
  v1::Event event;
  v1::Participation participation;
};

// Locks the event, then the participation, of a request with `name` and `etag`; puts the participation into the state
// that `action` leads to. STATE_CONFLICT when it may not happen now.
template <typename Request>
absl::StatusOr<Locked> LockFor(rpc::Call& call, const Request& request, ParticipationAction action) {
  ASSIGN_OR_RETURN(const ParticipationName name, ParticipationName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Event event, call.db().One<v1::Event>(sql::kGetEventOfParticipation, name));
  ASSIGN_OR_RETURN(v1::Participation participation,
                   call.db().One<v1::Participation>(sql::kGetParticipationForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), participation));
  ASSIGN_OR_RETURN(const v1::ParticipationState next, NextState(event, participation, action));
  participation.set_state(next);
  return Locked{name, std::move(event), std::move(participation)};
}

// Writes the participation and tells the feed.
absl::StatusOr<v1::Participation> Save(rpc::Call& call, const Locked& locked);

}  // namespace xf::volunteer
