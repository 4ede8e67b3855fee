#include "services/volunteer/domain/event_flow.h"

#include <algorithm>

namespace xf::volunteer {
namespace {

using enum EventAction;
constexpr EventTransition kEventTable[] = {
    {v1::EVENT_STATE_DRAFT, kPublish, v1::EVENT_STATE_PUBLISHED},
    {v1::EVENT_STATE_PUBLISHED, kOpenSignUp, v1::EVENT_STATE_ENROLLING},
    {v1::EVENT_STATE_ENROLLING, kConfirm, v1::EVENT_STATE_CONFIRMED},
    {v1::EVENT_STATE_CONFIRMED, kStart, v1::EVENT_STATE_RUNNING},
    {v1::EVENT_STATE_RUNNING, kFinish, v1::EVENT_STATE_SETTLING},
    {v1::EVENT_STATE_SETTLING, kClose, v1::EVENT_STATE_CLOSED},
    {v1::EVENT_STATE_DRAFT, kCancel, v1::EVENT_STATE_CANCELLED},
    {v1::EVENT_STATE_PUBLISHED, kCancel, v1::EVENT_STATE_CANCELLED},
    {v1::EVENT_STATE_ENROLLING, kCancel, v1::EVENT_STATE_CANCELLED},
    {v1::EVENT_STATE_CONFIRMED, kCancel, v1::EVENT_STATE_CANCELLED},
    {v1::EVENT_STATE_RUNNING, kCancel, v1::EVENT_STATE_CANCELLED},
};

using enum ParticipationAction;
constexpr ParticipationTransition kParticipationTable[] = {
    {v1::PARTICIPATION_STATE_APPROVED, kWithdraw, v1::PARTICIPATION_STATE_WITHDRAWN},
    {v1::PARTICIPATION_STATE_WAITLISTED, kWithdraw, v1::PARTICIPATION_STATE_WITHDRAWN},
    {v1::PARTICIPATION_STATE_APPROVED, kSignIn, v1::PARTICIPATION_STATE_SIGNED_IN},
    {v1::PARTICIPATION_STATE_SIGNED_IN, kSignOut, v1::PARTICIPATION_STATE_SIGNED_OUT},
    // Without a sign-out the organizer vouches for the minutes; they are flagged.
    {v1::PARTICIPATION_STATE_SIGNED_IN, kRecord, v1::PARTICIPATION_STATE_RECORDED},
    {v1::PARTICIPATION_STATE_SIGNED_OUT, kRecord, v1::PARTICIPATION_STATE_RECORDED},
    {v1::PARTICIPATION_STATE_RECORDED, kRecord, v1::PARTICIPATION_STATE_RECORDED},
    {v1::PARTICIPATION_STATE_RECORDED, kCertify, v1::PARTICIPATION_STATE_CREDITED},
};

struct Window {
  ParticipationAction action;
  v1::EventState event;
};

constexpr Window kWindows[] = {
    {kWithdraw, v1::EVENT_STATE_ENROLLING}, {kWithdraw, v1::EVENT_STATE_CONFIRMED},
    {kWithdraw, v1::EVENT_STATE_RUNNING},   {kSignIn, v1::EVENT_STATE_RUNNING},
    {kSignOut, v1::EVENT_STATE_RUNNING},    {kSignOut, v1::EVENT_STATE_SETTLING},
    {kRecord, v1::EVENT_STATE_SETTLING},    {kCertify, v1::EVENT_STATE_SETTLING},
};

}  // namespace

std::span<const EventTransition> EventTransitions() { return kEventTable; }

absl::StatusOr<v1::EventState> NextState(const v1::Event& event, EventAction action) {
  if (const auto next = Next(EventTransitions(), event.state(), action)) return *next;
  return StateConflict(event.name(), v1::EventState_Name(event.state()));
}

bool IsPlanOpen(v1::EventState state) {
  return state == v1::EVENT_STATE_DRAFT || state == v1::EVENT_STATE_PUBLISHED || state == v1::EVENT_STATE_ENROLLING;
}

std::span<const ParticipationTransition> ParticipationTransitions() { return kParticipationTable; }

bool IsOpenFor(ParticipationAction action, v1::EventState state) {
  return std::any_of(std::begin(kWindows), std::end(kWindows),
                     [&](const Window& window) { return window.action == action && window.event == state; });
}

absl::StatusOr<v1::ParticipationState> NextState(const v1::Event& event, const v1::Participation& participation,
                                                 ParticipationAction action) {
  if (!IsOpenFor(action, event.state())) return StateConflict(event.name(), v1::EventState_Name(event.state()));
  if (const auto next = Next(ParticipationTransitions(), participation.state(), action)) return *next;
  return StateConflict(participation.name(), v1::ParticipationState_Name(participation.state()));
}

}  // namespace xf::volunteer
