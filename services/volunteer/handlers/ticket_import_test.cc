#include <chrono>

#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/ticket_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using ::testing::Lt;
using ::testing::SizeIs;

constexpr v1::TicketAction kWholeLife[] = {v1::TICKET_ACTION_REGISTER, v1::TICKET_ACTION_ASSIGN,
                                           v1::TICKET_ACTION_ACCEPT,   v1::TICKET_ACTION_PROGRESS,
                                           v1::TICKET_ACTION_RESOLVE,  v1::TICKET_ACTION_CONFIRM};

class TicketImportTest : public VolunteerTest {
 protected:
  using Stub = v1::TicketService::Stub;

  // A ticket of May 2026 with its first `steps` steps, an hour apart.
  v1::TicketWithSteps Row(const std::string& id, int steps = 6) const {
    v1::TicketWithSteps row;
    v1::Ticket& ticket = *row.mutable_ticket();
    ticket.set_name(absl::StrCat(county(), "/tickets/", id));
    ticket.set_kind(v1::TICKET_KIND_BURDEN);
    ticket.set_topic(v1::TICKET_TOPIC_WATER);
    ticket.set_source(v1::TICKET_SOURCE_COMMUNITY);
    ticket.set_community_division(kCommunity);
    ticket.set_description("饮水管道漏水,需维修");
    ticket.set_reporter_phone("13812341234");
    ticket.set_organization(east());
    for (int i = 0; i < steps; ++i) {
      v1::TicketStep& step = *row.add_steps();
      step.set_action(kWholeLife[i]);
      *step.mutable_time() = At(absl::CivilDay(2026, 5, 18), 9 + i);
      step.set_actor("张三");
      step.set_note("按流程办理");
      if (step.action() == v1::TICKET_ACTION_ASSIGN) step.set_assigned_organization(firm());
      if (step.action() == v1::TICKET_ACTION_CONFIRM) step.set_satisfaction(v1::SATISFACTION_SATISFIED);
    }
    return row;
  }
  type::ImportSummary ImportAll(const std::vector<v1::TicketWithSteps>& rows) const {
    return Must(Import<v1::ImportTicketsRequest>(&Stub::ImportTickets, rows));
  }
  v1::Ticket Read(const std::string& id) const {
    v1::GetTicketRequest request;
    request.set_name(absl::StrCat(county(), "/tickets/", id));
    return Must(Call(&Stub::GetTicket, request));
  }
};

TEST_F(TicketImportTest, StepsGiveTheTicketItsStateAndHistory) {
  EXPECT_EQ(ImportAll({Row("whole"), Row("half", 3)}).created(), 2);
  const v1::Ticket whole = Read("whole");
  EXPECT_EQ(whole.state(), v1::TICKET_STATE_CLOSED);
  EXPECT_EQ(whole.assigned_organization(), firm());
  EXPECT_EQ(whole.org_path(), EastPath() + ".firm");
  EXPECT_EQ(whole.reporter_phone(), "138****1234");
  EXPECT_EQ(ToTime(whole.closed_time()), ToTime(At(absl::CivilDay(2026, 5, 18), 14)));
  EXPECT_EQ(Read("half").state(), v1::TICKET_STATE_ACCEPTED);
  v1::GetTicketHistoryRequest request;
  request.set_name(whole.name());
  const v1::TicketHistory history = Must(Call(&Stub::GetTicketHistory, request));
  ASSERT_THAT(history.steps(), SizeIs(6));
  EXPECT_EQ(history.steps(1).SerializeAsString(), Row("whole").steps(1).SerializeAsString());
}

TEST_F(TicketImportTest, AnImportedTicketGoesOnByTheSingleCalls) {
  ImportAll({Row("half", 5)});
  v1::ConfirmTicketRequest confirm;
  confirm.set_name(county() + "/tickets/half");
  confirm.set_satisfaction(v1::SATISFACTION_SATISFIED);
  EXPECT_EQ(Must(Call(&Stub::ConfirmTicket, confirm)).state(), v1::TICKET_STATE_CLOSED);
}

TEST_F(TicketImportTest, ARowThatBreaksTheRulesOfTheSingleCallsIsRefusedAlone) {
  v1::TicketWithSteps skips = Row("skips");
  skips.mutable_steps()->DeleteSubrange(2, 1);
  v1::TicketWithSteps future = Row("future");
  *future.mutable_steps(5)->mutable_time() = ToTimestamp(absl::Now() + absl::Hours(1));
  v1::TicketWithSteps nowhere = Row("nowhere");
  nowhere.mutable_steps(1)->set_assigned_organization(county() + "/organizations/nowhere");
  v1::TicketWithSteps nameless = Row("");
  nameless.mutable_ticket()->clear_name();
  nameless.mutable_ticket()->clear_description();
  const type::ImportSummary summary = ImportAll({Row("good"), skips, future, nowhere, nameless});
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_EQ(summary.failed(), 4);
  std::map<int64_t, std::string> reasons;
  for (const auto& error : summary.errors()) reasons[error.row()] = error.reason();
  EXPECT_EQ(reasons[2], "STATE_CONFLICT");
  EXPECT_EQ(reasons[3], "FIELD_INVALID");
  EXPECT_EQ(reasons[4], "REFERENCE_NOT_FOUND");
  EXPECT_EQ(reasons[5], "FIELD_INVALID");
}

TEST_F(TicketImportTest, TheSameRowsAgainChangeNothingAndOthersConflict) {
  ImportAll({Row("a"), Row("b", 4)});
  const std::string etag = Read("a").etag();
  v1::TicketWithSteps other = Row("b", 4);
  other.mutable_ticket()->set_kind(v1::TICKET_KIND_WORRY);
  const type::ImportSummary again = ImportAll({Row("a"), other});
  EXPECT_EQ(again.unchanged(), 1) << again.DebugString();
  EXPECT_EQ(again.failed(), 1);
  ASSERT_THAT(again.errors(), SizeIs(1));
  EXPECT_EQ(again.errors(0).reason(), "RESOURCE_ALREADY_EXISTS");
  EXPECT_EQ(Read("a").etag(), etag);
  EXPECT_EQ(Read("b").kind(), v1::TICKET_KIND_BURDEN);
}

TEST_F(TicketImportTest, WhatIsLateAndUnsolvedIsListed) {
  ImportAll({Row("late", 4), Row("solved", 5), Row("closed")});
  v1::RegisterTicketRequest fresh;
  fresh.set_parent(county());
  *fresh.mutable_ticket() = Row("fresh").ticket();
  Must(Call(&Stub::RegisterTicket, fresh));
  v1::ListOverdueTicketsRequest request;
  request.set_parent(county());
  std::vector<std::string> names;
  const auto response = Must(Call(&Stub::ListOverdueTickets, request));
  for (const v1::Ticket& ticket : response.tickets()) {
    names.push_back(ticket.name());
  }
  EXPECT_THAT(names, ElementsAre(county() + "/tickets/late"));
}

TEST_F(TicketImportTest, AClerkImportsIntoTheirOwnTownshipOnly) {
  bool sent = false;
  const auto summary =
      Clerk(WestPath())
          .Write(&Stub::ImportTickets,
                 std::function<bool(v1::ImportTicketsRequest&)>([&](v1::ImportTicketsRequest& request) {
                   request.set_parent(county());
                   *request.add_rows() = Row("foreign");
                   return !std::exchange(sent, true);
                 }));
  EXPECT_FALSE(summary.ok() && summary->created() > 0);
  v1::GetTicketRequest get;
  get.set_name(county() + "/tickets/foreign");
  EXPECT_THAT(Call(&Stub::GetTicket, get), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TicketImportTest, AYearOfTicketsTakesSeconds) {
  constexpr int kTickets = 20'368;
  int made = 0;
  int64_t chunk = 0;
  const auto start = std::chrono::steady_clock::now();
  const type::ImportSummary summary = Must(Admin(county()).Write(
      &Stub::ImportTickets, std::function<bool(v1::ImportTicketsRequest&)>([&](v1::ImportTicketsRequest& request) {
        if (made == kTickets) return false;
        request.set_parent(county());
        request.set_request_id("year");
        request.set_chunk(chunk++);
        for (int i = 0; i < 500 && made < kTickets; ++i) *request.add_rows() = Row(absl::StrCat("t", made++));
        return true;
      })));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  RecordProperty("seconds", absl::StrFormat("%.1f", seconds));
  std::cout << kTickets << " tickets with 6 steps each: " << seconds << " s\n";
  EXPECT_EQ(summary.created(), kTickets);
#ifdef NDEBUG
  // The limit is 15 s on two idle cores; three times that stands on a busy machine.
  EXPECT_THAT(seconds, Lt(45));
#endif
}

}  // namespace
}  // namespace xf::volunteer
