#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"
#include "xianfeng/volunteer/v1/ticket_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::Not;
using testing::ViolatesFields;

class TicketTest : public VolunteerTest {
 protected:
  using Stub = v1::TicketService::Stub;

  v1::Ticket Draft() const {
    v1::Ticket ticket;
    ticket.set_kind(v1::TICKET_KIND_WORRY);
    ticket.set_topic(v1::TICKET_TOPIC_ROAD);
    ticket.set_source(v1::TICKET_SOURCE_VISIT);
    ticket.set_community_division(kCommunity);
    ticket.set_description("村口路灯不亮");
    ticket.set_reporter_phone("13812341234");
    ticket.set_organization(east());
    return ticket;
  }
  absl::StatusOr<v1::Ticket> Register(const v1::Ticket& ticket) const {
    v1::RegisterTicketRequest request;
    request.set_parent(county());
    *request.mutable_ticket() = ticket;
    return Call(&Stub::RegisterTicket, request);
  }
  absl::StatusOr<v1::Ticket> Assign(const v1::Ticket& ticket, const std::string& organization,
                                    const rpc::Client& client) const {
    v1::AssignTicketRequest request;
    request.set_name(ticket.name());
    request.set_assigned_organization(organization);
    return client.Call(&Stub::AssignTicket, request);
  }
  absl::StatusOr<v1::Ticket> Accept(const v1::Ticket& ticket, const std::string& etag = "") const {
    v1::AcceptTicketRequest request;
    request.set_name(ticket.name());
    request.set_etag(etag);
    return Call(&Stub::AcceptTicket, request);
  }
  absl::StatusOr<v1::Ticket> Progress(const v1::Ticket& ticket) const {
    v1::AddProgressRequest request;
    request.set_name(ticket.name());
    request.set_note("已联系供电所");
    return Call(&Stub::AddProgress, request);
  }
  absl::StatusOr<v1::Ticket> Resolve(const v1::Ticket& ticket) const {
    v1::ResolveTicketRequest request;
    request.set_name(ticket.name());
    request.set_note("已更换灯泡");
    return Call(&Stub::ResolveTicket, request);
  }
  absl::StatusOr<v1::Ticket> Confirm(const v1::Ticket& ticket, v1::Satisfaction satisfaction) const {
    v1::ConfirmTicketRequest request;
    request.set_name(ticket.name());
    request.set_satisfaction(satisfaction);
    return Call(&Stub::ConfirmTicket, request);
  }
  absl::StatusOr<v1::Ticket> Read(const v1::Ticket& ticket, const rpc::Client& client) const {
    v1::GetTicketRequest request;
    request.set_name(ticket.name());
    return client.Call(&Stub::GetTicket, request);
  }
  v1::Ticket Resolved() const {
    const v1::Ticket ticket = Must(Register(Draft()));
    Must(Assign(ticket, firm(), Admin(county())));
    Must(Accept(ticket));
    Must(Progress(ticket));
    return Must(Resolve(ticket));
  }
};

TEST_F(TicketTest, IsRegisteredWithADeadlineAndItsPhoneIsMasked) {
  const v1::Ticket ticket = Must(Register(Draft()));
  EXPECT_EQ(ticket.state(), v1::TICKET_STATE_REGISTERED);
  EXPECT_EQ(ticket.ticket_class(), v1::TICKET_CLASS_ORDINARY);
  EXPECT_GT(ToTime(ticket.due_time()), ToTime(ticket.registered_time()) + absl::Hours(6 * 24));
  EXPECT_NE(ticket.rule_version(), "");
  EXPECT_EQ(ticket.reporter_phone(), "138****1234");
  EXPECT_EQ(ticket.org_path(), EastPath());
  EXPECT_EQ(Must(Read(ticket, Admin(county()))).SerializeAsString(), ticket.SerializeAsString());
}

TEST_F(TicketTest, EveryMissingFieldIsNamed) {
  v1::RegisterTicketRequest request;
  request.set_parent(county());
  request.mutable_ticket()->set_reporter_phone("not a phone");
  EXPECT_THAT(Call(&Stub::RegisterTicket, request),
              ViolatesFields(ElementsAre("ticket.kind", "ticket.topic", "ticket.source", "ticket.community_division",
                                         "ticket.description", "ticket.reporter_phone", "ticket.organization")));
}

TEST_F(TicketTest, GoesFromRegistrationToConfirmation) {
  const v1::Ticket ticket = Resolved();
  EXPECT_EQ(ticket.state(), v1::TICKET_STATE_RESOLVED);
  const v1::Ticket closed = Must(Confirm(ticket, v1::SATISFACTION_MOSTLY_SATISFIED));
  EXPECT_EQ(closed.state(), v1::TICKET_STATE_CLOSED);
  EXPECT_EQ(closed.satisfaction(), v1::SATISFACTION_MOSTLY_SATISFIED);
  EXPECT_TRUE(closed.has_closed_time());
  v1::GetTicketHistoryRequest request;
  request.set_name(ticket.name());
  std::vector<std::string> actions;
  const auto response = Must(Call(&Stub::GetTicketHistory, request));
  for (const v1::TicketStep& step : response.steps()) {
    actions.push_back(v1::TicketAction_Name(step.action()).substr(14));
    EXPECT_EQ(step.actor(), "test-admin");
  }
  EXPECT_THAT(actions, ElementsAre("REGISTER", "ASSIGN", "ACCEPT", "PROGRESS", "RESOLVE", "CONFIRM"));
}

TEST_F(TicketTest, ADissatisfiedReporterSendsItBack) {
  const v1::Ticket ticket = Resolved();
  const v1::Ticket back = Must(Confirm(ticket, v1::SATISFACTION_DISSATISFIED));
  EXPECT_EQ(back.state(), v1::TICKET_STATE_IN_PROGRESS);
  EXPECT_EQ(back.rework_count(), 1);
  EXPECT_FALSE(back.has_closed_time());
  Must(Resolve(ticket));
  EXPECT_EQ(Must(Confirm(ticket, v1::SATISFACTION_SATISFIED)).state(), v1::TICKET_STATE_CLOSED);
}

TEST_F(TicketTest, AStepOutOfTurnChangesNothing) {
  const v1::Ticket ticket = Must(Register(Draft()));
  EXPECT_THAT(Resolve(ticket), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Confirm(ticket, v1::SATISFACTION_SATISFIED),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_EQ(Must(Read(ticket, Admin(county()))).etag(), ticket.etag());
}

TEST_F(TicketTest, AStaleEtagIsRefused) {
  const v1::Ticket ticket = Must(Register(Draft()));
  Must(Assign(ticket, firm(), Admin(county())));
  EXPECT_THAT(Accept(ticket, ticket.etag()), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  EXPECT_THAT(Accept(ticket), IsOk());
}

TEST_F(TicketTest, BelongsToTheOrganizationThatHandlesIt) {
  const v1::Ticket ticket = Must(Register(Draft()));
  EXPECT_THAT(Read(ticket, Clerk(WestPath())), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Must(Assign(ticket, west(), Admin(county()))).org_path(), WestPath());
  EXPECT_THAT(Read(ticket, Clerk(WestPath())), IsOk());
  EXPECT_THAT(Read(ticket, Clerk(EastPath())), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TicketTest, TheFeedTellsWhereATicketWasAndHidesThePhone) {
  const v1::Ticket ticket = Must(Register(Draft()));
  Must(Assign(ticket, west(), Admin(county())));
  xianfeng::sync::v1::ListChangesRequest request;
  request.set_parent(county());
  request.add_types("xianfeng.volunteer.v1.Ticket");
  const auto response = Must(Call(&xianfeng::sync::v1::ChangeFeedService::Stub::ListChanges, request));
  ASSERT_EQ(response.changes_size(), 2);
  EXPECT_EQ(response.changes(0).old_org_path(), "");
  EXPECT_EQ(response.changes(1).org_path(), WestPath());
  EXPECT_EQ(response.changes(1).old_org_path(), EastPath());
  v1::Ticket seen;
  ASSERT_TRUE(response.changes(1).resource().UnpackTo(&seen));
  EXPECT_EQ(seen.state(), v1::TICKET_STATE_ASSIGNED);
  EXPECT_EQ(seen.reporter_phone(), "138****1234");
}

TEST_F(TicketTest, ATownshipAssignsBelowItselfOnly) {
  const v1::Ticket ticket = Must(Register(Draft()));
  EXPECT_THAT(Assign(ticket, west(), Clerk(EastPath())), Not(IsOk()));
  EXPECT_EQ(Must(Read(ticket, Admin(county()))).state(), v1::TICKET_STATE_REGISTERED);
  EXPECT_THAT(Assign(ticket, firm(), Clerk(EastPath())), IsOk());
}

TEST_F(TicketTest, TheSameRequestTwiceIsOneTicket) {
  v1::RegisterTicketRequest request;
  request.set_parent(county());
  request.set_request_id("visit-7");
  *request.mutable_ticket() = Draft();
  const v1::Ticket first = Must(Call(&Stub::RegisterTicket, request));
  EXPECT_EQ(Must(Call(&Stub::RegisterTicket, request)).name(), first.name());
  request.mutable_ticket()->set_description("另一件事");
  EXPECT_THAT(Call(&Stub::RegisterTicket, request),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
  v1::ListTicketsRequest list;
  list.set_parent(county());
  EXPECT_EQ(Must(Call(&Stub::ListTickets, list)).tickets_size(), 1);
}

TEST_F(TicketTest, ListsByHandlerStateAndKind) {
  const v1::Ticket closed = Must(Confirm(Resolved(), v1::SATISFACTION_SATISFIED));
  v1::Ticket draft = Draft();
  draft.set_kind(v1::TICKET_KIND_DISTRESS);
  const v1::Ticket open = Must(Register(draft));
  const auto names = [&](const std::string& filter) {
    v1::ListTicketsRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    std::vector<std::string> found;
    const auto response = Must(Call(&Stub::ListTickets, request));
    for (const v1::Ticket& ticket : response.tickets()) found.push_back(ticket.name());
    return found;
  };
  EXPECT_THAT(names("state = CLOSED"), ElementsAre(closed.name()));
  EXPECT_THAT(names("kind = DISTRESS"), ElementsAre(open.name()));
  EXPECT_THAT(names("assigned_organization = " + firm()), ElementsAre(closed.name()));
  EXPECT_THAT(names("satisfaction = DISSATISFIED"), IsEmpty());
}

}  // namespace
}  // namespace xf::volunteer
