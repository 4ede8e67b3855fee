// Livelihood tickets, one step a call; what a step does is domain/ticket_flow's.
#include "common/api/list.h"
#include "services/volunteer/domain/ticket_flow.h"
#include "services/volunteer/domain/times.h"
#include "services/volunteer/handlers/support.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {
namespace {

// A step that the caller takes now.
v1::TicketStep StepNow(const rpc::Call& call, v1::TicketAction action, const std::string& note = "") {
  v1::TicketStep step;
  step.set_action(action);
  *step.mutable_time() = ToTimestamp(call.now());
  step.set_actor(call.principal().subject);
  step.set_note(note);
  return step;
}

// Gives a statement :steps, an array of this one step.
v1::TicketHistory OnlyStep(const v1::TicketStep& step) {
  v1::TicketHistory history;
  *history.add_steps() = step;
  return history;
}

// Takes one step with the ticket of a request; `org_path` is where it goes when the step assigns it.
template <typename Request>
absl::StatusOr<v1::Ticket> Take(rpc::Call& call, const Request& request, const v1::TicketStep& step,
                                const std::string& org_path = "") {
  ASSIGN_OR_RETURN(const TicketName name, TicketName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Ticket ticket, call.db().One<v1::Ticket>(sql::kGetTicketForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), ticket));
  const std::string old_path = ticket.org_path();
  ASSIGN_OR_RETURN(ticket, Advance(std::move(ticket), step));
  if (!org_path.empty()) ticket.set_org_path(org_path);
  ASSIGN_OR_RETURN(ticket, call.db().One<v1::Ticket>(sql::kAdvanceTicket, name, ticket, OnlyStep(step)));
  call.Changed(ticket, ticket.org_path() == old_path ? "" : old_path);
  return ticket;
}

}  // namespace

// Registers a ticket and sets its deadline.
absl::StatusOr<v1::Ticket> TicketService::RegisterTicket(rpc::Call& call, const v1::RegisterTicketRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(request.ticket()), "ticket."));
  const v1::TicketStep step = StepNow(call, v1::TICKET_ACTION_REGISTER);
  v1::Ticket ticket = Register(request.ticket(), step, call.Get<TicketRules>());
  ticket.set_org_path(paths.at(ticket.organization()));
  const auto name = NameToCreate<TicketName>(call, county, request.ticket_id());
  ASSIGN_OR_RETURN(ticket, call.db().One<v1::Ticket>(sql::kRegisterTicket, name, ticket, OnlyStep(step)));
  call.Changed(ticket);
  return ticket;
}

// Returns one ticket. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Ticket> TicketService::GetTicket(rpc::Call& call, const v1::GetTicketRequest& request) {
  ASSIGN_OR_RETURN(const TicketName name, TicketName::Parse(request.name()));
  return call.db().One<v1::Ticket>(sql::kGetTicket, name);
}

// Returns the steps of a ticket.
absl::StatusOr<v1::TicketHistory> TicketService::GetTicketHistory(rpc::Call& call,
                                                                  const v1::GetTicketHistoryRequest& request) {
  ASSIGN_OR_RETURN(const TicketName name, TicketName::Parse(request.name()));
  return call.db().One<v1::TicketHistory>(sql::kGetTicketHistory, name);
}

// Returns a page of tickets.
absl::StatusOr<v1::ListTicketsResponse> TicketService::ListTickets(rpc::Call& call,
                                                                   const v1::ListTicketsRequest& request) {
  return api::List<v1::ListTicketsResponse>(call.db(), sql::kListTickets, request);
}

// Returns a page of the tickets that are late.
absl::StatusOr<v1::ListOverdueTicketsResponse> TicketService::ListOverdueTickets(
    rpc::Call& call, const v1::ListOverdueTicketsRequest& request) {
  return api::List<v1::ListOverdueTicketsResponse>(call.db(), sql::kListOverdueTickets, request,
                                                   db::Arg("now", call.now()));
}

// Gives a ticket to the organization that shall handle it, and with it the ticket's place in the tree.
absl::StatusOr<v1::Ticket> TicketService::AssignTicket(rpc::Call& call, const v1::AssignTicketRequest& request) {
  ASSIGN_OR_RETURN(const TicketName name, TicketName::Parse(request.name()));
  const std::string& assignee = request.assigned_organization();
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, name.county(), {{"assigned_organization", assignee}}));
  v1::TicketStep step = StepNow(call, v1::TICKET_ACTION_ASSIGN, request.note());
  step.set_assigned_organization(assignee);
  return Take(call, request, step, paths.at(assignee));
}

// Takes a ticket on.
absl::StatusOr<v1::Ticket> TicketService::AcceptTicket(rpc::Call& call, const v1::AcceptTicketRequest& request) {
  return Take(call, request, StepNow(call, v1::TICKET_ACTION_ACCEPT, request.note()));
}

// Notes progress.
absl::StatusOr<v1::Ticket> TicketService::AddProgress(rpc::Call& call, const v1::AddProgressRequest& request) {
  return Take(call, request, StepNow(call, v1::TICKET_ACTION_PROGRESS, request.note()));
}

// Says how a ticket was solved.
absl::StatusOr<v1::Ticket> TicketService::ResolveTicket(rpc::Call& call, const v1::ResolveTicketRequest& request) {
  return Take(call, request, StepNow(call, v1::TICKET_ACTION_RESOLVE, request.note()));
}

// Records the reporter's answer.
absl::StatusOr<v1::Ticket> TicketService::ConfirmTicket(rpc::Call& call, const v1::ConfirmTicketRequest& request) {
  v1::TicketStep step = StepNow(call, v1::TICKET_ACTION_CONFIRM, request.note());
  step.set_satisfaction(request.satisfaction());
  return Take(call, request, step);
}

}  // namespace xf::volunteer
