// The life of a ticket: what a step does to it. Single calls and imports go through the same function.
#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/volunteer/domain/flow.h"
#include "services/volunteer/domain/ticket_deadline.h"
#include "xianfeng/volunteer/v1/ticket.pb.h"
#include "xianfeng/volunteer/v1/ticket_service.pb.h"

namespace xf::volunteer {

using TicketTransition = Transition<v1::TicketState, v1::TicketAction>;
// Every allowed move of a ticket; CONFIRM leads back to IN_PROGRESS when the reporter is dissatisfied.
std::span<const TicketTransition> TicketTransitions();

// `ticket` after `step`. STATE_CONFLICT when the step may not happen now; FIELD_INVALID when ASSIGN names no
// organization or CONFIRM no answer.
absl::StatusOr<v1::Ticket> Advance(v1::Ticket ticket, const v1::TicketStep& step);

// A ticket registered at `step.time`, with its deadline.
v1::Ticket Register(v1::Ticket ticket, const v1::TicketStep& step, const TicketRules& rules);

// The ticket that an import's steps make. FIELD_INVALID about steps that are not in order of time, lie after `now`, or
// do not begin with REGISTER; otherwise as Advance says.
absl::StatusOr<v1::Ticket> Replay(const v1::TicketWithSteps& row, const TicketRules& rules, absl::Time now);

}  // namespace xf::volunteer
