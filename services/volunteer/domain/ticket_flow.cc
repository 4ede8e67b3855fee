#include "services/volunteer/domain/ticket_flow.h"

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/volunteer/domain/times.h"

namespace xf::volunteer {
namespace {

constexpr TicketTransition kTable[] = {
    {v1::TICKET_STATE_REGISTERED, v1::TICKET_ACTION_ASSIGN, v1::TICKET_STATE_ASSIGNED},
    {v1::TICKET_STATE_ASSIGNED, v1::TICKET_ACTION_ACCEPT, v1::TICKET_STATE_ACCEPTED},
    {v1::TICKET_STATE_ACCEPTED, v1::TICKET_ACTION_PROGRESS, v1::TICKET_STATE_IN_PROGRESS},
    {v1::TICKET_STATE_IN_PROGRESS, v1::TICKET_ACTION_PROGRESS, v1::TICKET_STATE_IN_PROGRESS},
    {v1::TICKET_STATE_IN_PROGRESS, v1::TICKET_ACTION_RESOLVE, v1::TICKET_STATE_RESOLVED},
    {v1::TICKET_STATE_RESOLVED, v1::TICKET_ACTION_CONFIRM, v1::TICKET_STATE_CLOSED},
};

// 回访: a dissatisfied reporter gets the work done again (重办).
void Confirm(v1::Ticket& ticket, const v1::TicketStep& step) {
  ticket.set_satisfaction(step.satisfaction());
  if (step.satisfaction() == v1::SATISFACTION_DISSATISFIED) {
    ticket.set_state(v1::TICKET_STATE_IN_PROGRESS);
    ticket.set_rework_count(ticket.rework_count() + 1);
    ticket.clear_resolved_time();
  } else {
    *ticket.mutable_closed_time() = step.time();
  }
}

absl::Status CheckOrder(const v1::TicketWithSteps& row, absl::Time now) {
  std::vector<Violation> violations;
  if (row.steps(0).action() != v1::TICKET_ACTION_REGISTER) {
    violations.push_back({"steps[0].action", {"the first step registers the ticket", "第一步应为登记"}});
  }
  for (int i = 0; i < row.steps_size(); ++i) {
    const absl::Time time = ToTime(row.steps(i).time());
    if (time > now) {
      violations.push_back({absl::StrCat("steps[", i, "].time"), {"lies in the future", "时间晚于当前时间"}});
    } else if (i > 0 && time < ToTime(row.steps(i - 1).time())) {
      violations.push_back({absl::StrCat("steps[", i, "].time"), {"is before the step before it", "时间早于上一步"}});
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

}  // namespace

std::span<const TicketTransition> TicketTransitions() { return kTable; }

absl::StatusOr<v1::Ticket> Advance(v1::Ticket ticket, const v1::TicketStep& step) {
  const auto next = Next(TicketTransitions(), ticket.state(), step.action());
  if (!next) return StateConflict(ticket.name(), v1::TicketState_Name(ticket.state()));
  ticket.set_state(*next);
  switch (step.action()) {
    case v1::TICKET_ACTION_ASSIGN:
      if (step.assigned_organization().empty()) {
        return InvalidError("assigned_organization", {"is required", "必须填写承办组织"});
      }
      ticket.set_assigned_organization(step.assigned_organization());
      break;
    case v1::TICKET_ACTION_RESOLVE:
      *ticket.mutable_resolved_time() = step.time();
      break;
    case v1::TICKET_ACTION_CONFIRM:
      if (step.satisfaction() == v1::SATISFACTION_UNSPECIFIED) {
        return InvalidError("satisfaction", {"is required", "必须填写满意度"});
      }
      Confirm(ticket, step);
      break;
    default:
      break;
  }
  return ticket;
}

v1::Ticket Register(v1::Ticket ticket, const v1::TicketStep& step, const TicketRules& rules) {
  if (ticket.ticket_class() == v1::TICKET_CLASS_UNSPECIFIED) ticket.set_ticket_class(v1::TICKET_CLASS_ORDINARY);
  const Deadline deadline = rules.DeadlineOf(ticket.ticket_class(), ToTime(step.time()));
  ticket.set_state(v1::TICKET_STATE_REGISTERED);
  *ticket.mutable_registered_time() = step.time();
  *ticket.mutable_due_time() = ToTimestamp(deadline.due);
  ticket.set_rule_version(deadline.rule_version);
  ticket.clear_assigned_organization();
  ticket.clear_resolved_time();
  ticket.clear_closed_time();
  ticket.clear_satisfaction();
  ticket.clear_rework_count();
  return ticket;
}

absl::StatusOr<v1::Ticket> Replay(const v1::TicketWithSteps& row, const TicketRules& rules, absl::Time now) {
  RETURN_IF_ERROR(CheckOrder(row, now));
  v1::Ticket ticket = Register(row.ticket(), row.steps(0), rules);
  for (int i = 1; i < row.steps_size(); ++i) {
    ASSIGN_OR_RETURN(ticket, Advance(std::move(ticket), row.steps(i)));
  }
  return ticket;
}

}  // namespace xf::volunteer
