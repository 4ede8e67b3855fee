// Every RPC of the volunteer service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/volunteer/v1/event_service.pb.h"
#include "xianfeng/volunteer/v1/returnee.pb.h"
#include "xianfeng/volunteer/v1/suggestion.pb.h"
#include "xianfeng/volunteer/v1/team.pb.h"
#include "xianfeng/volunteer/v1/ticket_service.pb.h"

namespace xf::volunteer {

namespace v1 = xianfeng::volunteer::v1;

using TeamName = api::ResourceName<"teams">;
using EventName = api::ResourceName<"events">;
using ParticipationName = api::ResourceName<"participations">;
using JointActivityName = api::ResourceName<"jointActivities">;
using TicketName = api::ResourceName<"tickets">;
using SuggestionName = api::ResourceName<"suggestions">;
using ReturneeName = api::ResourceName<"returnees">;

class TeamService final : public rpc::Service<"xianfeng.volunteer.v1.TeamService"> {
 public:
  RPC(CreateTeam, v1::Team)
  RPC(GetTeam, v1::Team)
  RPC(ListTeams, v1::ListTeamsResponse)
  RPC(UpdateTeam, v1::Team)
  RPC_READER(ImportTeams, rpc::ImportSummary)
};

class EventService final : public rpc::Service<"xianfeng.volunteer.v1.EventService"> {
 public:
  RPC(CreateEvent, v1::Event)
  RPC(GetEvent, v1::Event)
  RPC(ListEvents, v1::ListEventsResponse)
  RPC(UpdateEvent, v1::Event)
  RPC_READER(ImportEvents, rpc::ImportSummary)
  RPC(PublishEvent, v1::Event)
  RPC(OpenSignUp, v1::Event)
  RPC(ConfirmEvent, v1::Event)
  RPC(StartEvent, v1::Event)
  RPC(FinishEvent, v1::Event)
  RPC(CloseEvent, v1::Event)
  RPC(CancelEvent, v1::Event)
  RPC(SignUp, v1::Participation)
  RPC(CancelSignUp, v1::Participation)
  RPC(CheckIn, v1::Participation)
  RPC(CheckOut, v1::Participation)
  RPC(RecordHours, v1::Participation)
  RPC(CertifyHours, v1::Participation)
  RPC(ListParticipations, v1::ListParticipationsResponse)
  RPC(SuggestVolunteers, v1::SuggestVolunteersResponse)
  RPC(CreateJointActivity, v1::JointActivity)
  RPC(GetJointActivity, v1::JointActivity)
  RPC(ListJointActivities, v1::ListJointActivitiesResponse)
};

class TicketService final : public rpc::Service<"xianfeng.volunteer.v1.TicketService"> {
 public:
  RPC(RegisterTicket, v1::Ticket)
  RPC(GetTicket, v1::Ticket)
  RPC(GetTicketHistory, v1::TicketHistory)
  RPC(ListTickets, v1::ListTicketsResponse)
  RPC(ListOverdueTickets, v1::ListOverdueTicketsResponse)
  RPC(AssignTicket, v1::Ticket)
  RPC(AcceptTicket, v1::Ticket)
  RPC(AddProgress, v1::Ticket)
  RPC(ResolveTicket, v1::Ticket)
  RPC(ConfirmTicket, v1::Ticket)
  RPC_READER(ImportTickets, rpc::ImportSummary)
};

class SuggestionService final : public rpc::Service<"xianfeng.volunteer.v1.SuggestionService"> {
 public:
  RPC(CreateSuggestion, v1::Suggestion)
  RPC(GetSuggestion, v1::Suggestion)
  RPC(ListSuggestions, v1::ListSuggestionsResponse)
  RPC(UpdateSuggestion, v1::Suggestion)
  RPC(AdoptSuggestion, v1::Suggestion)
  RPC_READER(ImportSuggestions, rpc::ImportSummary)
};

class ReturneeService final : public rpc::Service<"xianfeng.volunteer.v1.ReturneeService"> {
 public:
  RPC(CreateReturnee, v1::Returnee)
  RPC(GetReturnee, v1::Returnee)
  RPC(ListReturnees, v1::ListReturneesResponse)
  RPC(UpdateReturnee, v1::Returnee)
  RPC(VerifyReturnee, v1::Returnee)
  RPC_READER(ImportReturnees, rpc::ImportSummary)
};

}  // namespace xf::volunteer
