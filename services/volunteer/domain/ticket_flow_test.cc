#include "services/volunteer/domain/ticket_flow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/matchers.h"
#include "services/volunteer/domain/times.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::ViolatesFields;

constexpr char kTicketRules[] =
    "versions: [{version: v, effective_from: 2022-01-01, working_days: {CONSULT: 3, ORDINARY: 7, COMPLEX: 15}}]";
constexpr char kBureau[] = "counties/990001/organizations/bureau";
const absl::Time kStart = absl::FromUnixSeconds(1'770'000'000);

TicketRules Rules() { return *TicketRules::Parse(kTicketRules); }

v1::TicketStep Step(v1::TicketAction action, int hour) {
  v1::TicketStep step;
  step.set_action(action);
  *step.mutable_time() = ToTimestamp(kStart + absl::Hours(hour));
  if (action == v1::TICKET_ACTION_ASSIGN) step.set_assigned_organization(kBureau);
  if (action == v1::TICKET_ACTION_CONFIRM) step.set_satisfaction(v1::SATISFACTION_SATISFIED);
  return step;
}

v1::TicketWithSteps Row(std::initializer_list<v1::TicketAction> actions) {
  v1::TicketWithSteps row;
  row.mutable_ticket()->set_name("counties/990001/tickets/t");
  int hour = 0;
  for (const v1::TicketAction action : actions) *row.add_steps() = Step(action, hour++);
  return row;
}

constexpr std::initializer_list<v1::TicketAction> kWholeLife = {v1::TICKET_ACTION_REGISTER, v1::TICKET_ACTION_ASSIGN,
                                                                v1::TICKET_ACTION_ACCEPT,   v1::TICKET_ACTION_PROGRESS,
                                                                v1::TICKET_ACTION_RESOLVE,  v1::TICKET_ACTION_CONFIRM};

absl::StatusOr<v1::Ticket> ReplayRow(const v1::TicketWithSteps& row, absl::Time now = kStart + absl::Hours(1000)) {
  return Replay(row, Rules(), now);
}

TEST(TicketFlowTest, AWholeLifeEndsClosedWithItsTimes) {
  const auto ticket = ReplayRow(Row(kWholeLife));
  ASSERT_TRUE(ticket.ok()) << ticket.status();
  EXPECT_EQ(ticket->state(), v1::TICKET_STATE_CLOSED);
  EXPECT_EQ(ticket->assigned_organization(), kBureau);
  EXPECT_EQ(ToTime(ticket->registered_time()), kStart);
  EXPECT_EQ(ToTime(ticket->resolved_time()), kStart + absl::Hours(4));
  EXPECT_EQ(ToTime(ticket->closed_time()), kStart + absl::Hours(5));
  EXPECT_EQ(ticket->satisfaction(), v1::SATISFACTION_SATISFIED);
  EXPECT_EQ(ticket->ticket_class(), v1::TICKET_CLASS_ORDINARY);
  EXPECT_EQ(ticket->rule_version(), "v");
}

TEST(TicketFlowTest, NoStepCanBeLeftOut) {
  // Every sequence that lacks one of the steps between registration and confirmation is refused.
  for (size_t missing = 1; missing + 1 < kWholeLife.size(); ++missing) {
    v1::TicketWithSteps row = Row(kWholeLife);
    row.mutable_steps()->DeleteSubrange(static_cast<int>(missing), 1);
    EXPECT_EQ(ReasonOf(ReplayRow(row).status()), errors::REASON_STATE_CONFLICT) << missing;
  }
}

TEST(TicketFlowTest, WhatTheTableDoesNotListIsRefused) {
  for (int state = v1::TICKET_STATE_REGISTERED; state <= v1::TicketState_MAX; ++state) {
    for (int action = v1::TICKET_ACTION_REGISTER; action <= v1::TicketAction_MAX; ++action) {
      v1::Ticket ticket;
      ticket.set_state(static_cast<v1::TicketState>(state));
      const auto step = Step(static_cast<v1::TicketAction>(action), 0);
      const bool listed = std::any_of(TicketTransitions().begin(), TicketTransitions().end(), [&](const auto& row) {
        return row.from == ticket.state() && row.action == step.action();
      });
      EXPECT_EQ(Advance(ticket, step).ok(), listed) << state << " " << action;
    }
  }
}

TEST(TicketFlowTest, ADissatisfiedReporterGetsTheWorkDoneAgain) {
  v1::TicketWithSteps row = Row(kWholeLife);
  row.mutable_steps(5)->set_satisfaction(v1::SATISFACTION_DISSATISFIED);
  const auto back = ReplayRow(row);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->state(), v1::TICKET_STATE_IN_PROGRESS);
  EXPECT_EQ(back->rework_count(), 1);
  EXPECT_FALSE(back->has_resolved_time());
  EXPECT_FALSE(back->has_closed_time());

  *row.add_steps() = Step(v1::TICKET_ACTION_RESOLVE, 6);
  *row.add_steps() = Step(v1::TICKET_ACTION_CONFIRM, 7);
  const auto closed = ReplayRow(row);
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->state(), v1::TICKET_STATE_CLOSED);
  EXPECT_EQ(closed->rework_count(), 1);
  EXPECT_EQ(closed->satisfaction(), v1::SATISFACTION_SATISFIED);
}

TEST(TicketFlowTest, AnAssignmentNamesAnOrganizationAndAnAnswerIsGiven) {
  v1::TicketWithSteps unassigned = Row({v1::TICKET_ACTION_REGISTER, v1::TICKET_ACTION_ASSIGN});
  unassigned.mutable_steps(1)->clear_assigned_organization();
  EXPECT_THAT(ReplayRow(unassigned), ViolatesFields(ElementsAre("assigned_organization")));
  v1::TicketWithSteps unanswered = Row(kWholeLife);
  unanswered.mutable_steps(5)->clear_satisfaction();
  EXPECT_THAT(ReplayRow(unanswered), ViolatesFields(ElementsAre("satisfaction")));
}

TEST(TicketFlowTest, AllStepsOutOfOrderAreNamedAtOnce) {
  v1::TicketWithSteps row = Row(kWholeLife);
  std::swap(*row.mutable_steps(1)->mutable_time(), *row.mutable_steps(4)->mutable_time());
  EXPECT_THAT(ReplayRow(row), ViolatesFields(ElementsAre("steps[2].time", "steps[4].time")));
  EXPECT_THAT(ReplayRow(Row(kWholeLife), kStart + absl::Hours(3)),
              ViolatesFields(ElementsAre("steps[4].time", "steps[5].time")));
  EXPECT_THAT(ReplayRow(Row({v1::TICKET_ACTION_ACCEPT})), ViolatesFields(ElementsAre("steps[0].action")));
}

TEST(TicketFlowTest, ARowCantBringItsOwnResult) {
  v1::TicketWithSteps row = Row({v1::TICKET_ACTION_REGISTER});
  row.mutable_ticket()->set_state(v1::TICKET_STATE_CLOSED);
  row.mutable_ticket()->set_satisfaction(v1::SATISFACTION_SATISFIED);
  row.mutable_ticket()->set_assigned_organization(kBureau);
  *row.mutable_ticket()->mutable_closed_time() = ToTimestamp(kStart);
  const auto ticket = ReplayRow(row);
  ASSERT_TRUE(ticket.ok()) << ticket.status();
  EXPECT_EQ(ticket->state(), v1::TICKET_STATE_REGISTERED);
  EXPECT_EQ(ticket->satisfaction(), v1::SATISFACTION_UNSPECIFIED);
  EXPECT_EQ(ticket->assigned_organization(), "");
  EXPECT_FALSE(ticket->has_closed_time());
}

}  // namespace
}  // namespace xf::volunteer
