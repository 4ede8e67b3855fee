// Events: the plan, and its way from draft to closed.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/volunteer/domain/event_flow.h"
#include "services/volunteer/handlers/support.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {
namespace {

// The event of a request, locked, after the check that `action` may happen now; `next` is where it leads.
template <typename Request>
absl::StatusOr<v1::Event> LockFor(rpc::Call& call, const EventName& name, const Request& request, EventAction action,
                                  v1::EventState& next) {
  ASSIGN_OR_RETURN(v1::Event event, call.db().One<v1::Event>(sql::kGetEventForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), event));
  ASSIGN_OR_RETURN(next, NextState(event, action));
  return event;
}

// Moves an event by the table of domain/event_flow.cc.
template <typename Request>
absl::StatusOr<v1::Event> Move(rpc::Call& call, const Request& request, EventAction action) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.name()));
  v1::EventState next;
  ASSIGN_OR_RETURN(v1::Event event, LockFor(call, name, request, action, next));
  event.set_state(next);
  ASSIGN_OR_RETURN(event, call.db().One<v1::Event>(sql::kMoveEvent, name, event));
  call.Changed(event);
  return event;
}

}  // namespace

// Makes an event in state DRAFT.
absl::StatusOr<v1::Event> EventService::CreateEvent(rpc::Call& call, const v1::CreateEventRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  v1::Event event = request.event();
  RETURN_IF_ERROR(Complete(call, event, "event."));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(event), "event."));
  event.set_org_path(paths.at(event.organization()));
  const auto name = NameToCreate<EventName>(call, county, request.event_id());
  ASSIGN_OR_RETURN(event, call.db().One<v1::Event>(sql::kCreateEvent, name, event));
  call.Changed(event);
  return event;
}

// Returns one event. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Event> EventService::GetEvent(rpc::Call& call, const v1::GetEventRequest& request) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.name()));
  return call.db().One<v1::Event>(sql::kGetEvent, name);
}

// Returns a page of events.
absl::StatusOr<v1::ListEventsResponse> EventService::ListEvents(rpc::Call& call, const v1::ListEventsRequest& request) {
  return api::List<v1::ListEventsResponse>(call.db(), sql::kListEvents, request);
}

// Changes the plan of an event until sign-up is over.
absl::StatusOr<v1::Event> EventService::UpdateEvent(rpc::Call& call, const v1::UpdateEventRequest& request) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.event().name(), "event.name"));
  ASSIGN_OR_RETURN(v1::Event event, call.db().One<v1::Event>(sql::kGetEventForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.event(), event));
  if (!IsPlanOpen(event.state())) return StateConflict(event.name(), v1::EventState_Name(event.state()));
  RETURN_IF_ERROR(Complete(call, event, "event."));
  ASSIGN_OR_RETURN(event, call.db().One<v1::Event>(sql::kUpdateEvent, name, event));
  call.Changed(event);
  return event;
}

// Makes an event known.
absl::StatusOr<v1::Event> EventService::PublishEvent(rpc::Call& call, const v1::PublishEventRequest& request) {
  return Move(call, request, EventAction::kPublish);
}

// Lets volunteers sign up.
absl::StatusOr<v1::Event> EventService::OpenSignUp(rpc::Call& call, const v1::OpenSignUpRequest& request) {
  return Move(call, request, EventAction::kOpenSignUp);
}

// Ends sign-up.
absl::StatusOr<v1::Event> EventService::ConfirmEvent(rpc::Call& call, const v1::ConfirmEventRequest& request) {
  return Move(call, request, EventAction::kConfirm);
}

// Lets volunteers sign in.
absl::StatusOr<v1::Event> EventService::StartEvent(rpc::Call& call, const v1::StartEventRequest& request) {
  return Move(call, request, EventAction::kStart);
}

// Opens the review of hours.
absl::StatusOr<v1::Event> EventService::FinishEvent(rpc::Call& call, const v1::FinishEventRequest& request) {
  return Move(call, request, EventAction::kFinish);
}

// Calls an event off.
absl::StatusOr<v1::Event> EventService::CancelEvent(rpc::Call& call, const v1::CancelEventRequest& request) {
  return Move(call, request, EventAction::kCancel);
}

// Closes an event once all recorded minutes are certified, and counts them.
absl::StatusOr<v1::Event> EventService::CloseEvent(rpc::Call& call, const v1::CloseEventRequest& request) {
  ASSIGN_OR_RETURN(const EventName name, EventName::Parse(request.name()));
  v1::EventState next;
  RETURN_IF_ERROR(LockFor(call, name, request, EventAction::kClose, next).status());
  ASSIGN_OR_RETURN(const db::Result waiting, call.db().Rows(sql::kCountUncertified, name));
  if (waiting.number(0, "uncertified") > 0) {
    return PreconditionError(errors::REASON_HOURS_NOT_CERTIFIED, request.name(),
                             {"recorded minutes await certification", "尚有已记录时长未认定"});
  }
  ASSIGN_OR_RETURN(v1::Event event, call.db().One<v1::Event>(sql::kCloseEvent, name, db::Arg("now", call.now())));
  call.Changed(event);
  return event;
}

}  // namespace xf::volunteer
