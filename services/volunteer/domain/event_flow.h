// What may happen to an event and to a volunteer's part in it, and when (domain.md §5.3).
#pragma once

#include <span>

#include "absl/status/statusor.h"
#include "services/volunteer/domain/flow.h"
#include "xianfeng/volunteer/v1/event.pb.h"
#include "xianfeng/volunteer/v1/participation.pb.h"

namespace xf::volunteer {

namespace v1 = xianfeng::volunteer::v1;

enum class EventAction { kPublish, kOpenSignUp, kConfirm, kStart, kFinish, kClose, kCancel };

using EventTransition = Transition<v1::EventState, EventAction>;
// Every allowed move of an event.
std::span<const EventTransition> EventTransitions();
// The state that `action` leads the event to. STATE_CONFLICT when it may not happen now.
absl::StatusOr<v1::EventState> NextState(const v1::Event& event, EventAction action);

// Whether the plan of an event may still be changed: sign-up is not over.
bool IsPlanOpen(v1::EventState state);

enum class ParticipationAction { kWithdraw, kSignIn, kSignOut, kRecord, kCertify };

using ParticipationTransition = Transition<v1::ParticipationState, ParticipationAction>;
// Every allowed move of a participation, its event's state aside.
std::span<const ParticipationTransition> ParticipationTransitions();
// Whether an action on participations may happen while the event is in `state`.
bool IsOpenFor(ParticipationAction action, v1::EventState state);
// The state that `action` leads the participation to. STATE_CONFLICT about the event or the participation.
absl::StatusOr<v1::ParticipationState> NextState(const v1::Event& event, const v1::Participation& participation,
                                                 ParticipationAction action);

}  // namespace xf::volunteer
