// Every RPC of the volunteer service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"
#include "xianfeng/volunteer/v1/returnee.grpc.pb.h"
#include "xianfeng/volunteer/v1/suggestion.grpc.pb.h"
#include "xianfeng/volunteer/v1/team.grpc.pb.h"
#include "xianfeng/volunteer/v1/ticket_service.grpc.pb.h"

namespace xf::volunteer {

namespace v1 = xianfeng::volunteer::v1;

using TeamName = api::ResourceName<"teams">;
using EventName = api::ResourceName<"events">;
using ParticipationName = api::ResourceName<"participations">;
using JointActivityName = api::ResourceName<"jointActivities">;
using TicketName = api::ResourceName<"tickets">;
using SuggestionName = api::ResourceName<"suggestions">;
using ReturneeName = api::ResourceName<"returnees">;

class TeamService final : public rpc::Service<v1::TeamService> {
 public:
  RPC(CreateTeam)
  RPC(GetTeam)
  RPC(ListTeams)
  RPC(UpdateTeam)
  RPC_READER(ImportTeams)
};

class EventService final : public rpc::Service<v1::EventService> {
 public:
  RPC(CreateEvent)
  RPC(GetEvent)
  RPC(ListEvents)
  RPC(UpdateEvent)
  RPC_READER(ImportEvents)
  RPC(PublishEvent)
  RPC(OpenSignUp)
  RPC(ConfirmEvent)
  RPC(StartEvent)
  RPC(FinishEvent)
  RPC(CloseEvent)
  RPC(CancelEvent)
  RPC(SignUp)
  RPC(CancelSignUp)
  RPC(CheckIn)
  RPC(CheckOut)
  RPC(RecordHours)
  RPC(CertifyHours)
  RPC(ListParticipations)
  RPC(SuggestVolunteers)
  RPC(CreateJointActivity)
  RPC(GetJointActivity)
  RPC(ListJointActivities)
};

class TicketService final : public rpc::Service<v1::TicketService> {
 public:
  RPC(RegisterTicket)
  RPC(GetTicket)
  RPC(GetTicketHistory)
  RPC(ListTickets)
  RPC(ListOverdueTickets)
  RPC(AssignTicket)
  RPC(AcceptTicket)
  RPC(AddProgress)
  RPC(ResolveTicket)
  RPC(ConfirmTicket)
  RPC_READER(ImportTickets)
};

class SuggestionService final : public rpc::Service<v1::SuggestionService> {
 public:
  RPC(CreateSuggestion)
  RPC(GetSuggestion)
  RPC(ListSuggestions)
  RPC(UpdateSuggestion)
  RPC(AdoptSuggestion)
  RPC_READER(ImportSuggestions)
};

class ReturneeService final : public rpc::Service<v1::ReturneeService> {
 public:
  RPC(CreateReturnee)
  RPC(GetReturnee)
  RPC(ListReturnees)
  RPC(UpdateReturnee)
  RPC(VerifyReturnee)
  RPC_READER(ImportReturnees)
};

}  // namespace xf::volunteer
