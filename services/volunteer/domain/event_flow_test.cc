#include "services/volunteer/domain/event_flow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace xf::volunteer {
namespace {

v1::Event In(v1::EventState state) {
  v1::Event event;
  event.set_name("counties/990001/events/e");
  event.set_state(state);
  return event;
}

v1::Participation In(v1::ParticipationState state) {
  v1::Participation participation;
  participation.set_name("counties/990001/participations/p");
  participation.set_state(state);
  return participation;
}

TEST(EventFlowTest, TheWayFromDraftToClosedIsOneLine) {
  v1::EventState state = v1::EVENT_STATE_DRAFT;
  for (const auto action : {EventAction::kPublish, EventAction::kOpenSignUp, EventAction::kConfirm, EventAction::kStart,
                            EventAction::kFinish, EventAction::kClose}) {
    const auto next = NextState(In(state), action);
    ASSERT_TRUE(next.ok()) << v1::EventState_Name(state);
    EXPECT_EQ(*next, state + 1);
    state = *next;
  }
  EXPECT_EQ(state, v1::EVENT_STATE_CLOSED);
}

TEST(EventFlowTest, AnEventIsCancelledAtAnyTimeBeforeTheReviewOfHours) {
  for (int number = v1::EVENT_STATE_DRAFT; number <= v1::EventState_MAX; ++number) {
    const auto state = static_cast<v1::EventState>(number);
    EXPECT_EQ(NextState(In(state), EventAction::kCancel).ok(), number < v1::EVENT_STATE_SETTLING)
        << v1::EventState_Name(state);
  }
}

TEST(EventFlowTest, NothingLeadsOutOfClosedAndCancelled) {
  for (const EventTransition& row : EventTransitions()) {
    EXPECT_NE(row.from, v1::EVENT_STATE_CLOSED);
    EXPECT_NE(row.from, v1::EVENT_STATE_CANCELLED);
  }
}

TEST(EventFlowTest, EachStateAndActionHasOneOutcome) {
  std::set<std::pair<v1::EventState, EventAction>> seen;
  for (const EventTransition& row : EventTransitions()) EXPECT_TRUE(seen.insert({row.from, row.action}).second);
  std::set<std::pair<v1::ParticipationState, ParticipationAction>> parts;
  for (const auto& row : ParticipationTransitions()) EXPECT_TRUE(parts.insert({row.from, row.action}).second);
}

TEST(EventFlowTest, ARefusalNamesTheResourceThatIsInTheWay) {
  const auto too_early =
      NextState(In(v1::EVENT_STATE_ENROLLING), In(v1::PARTICIPATION_STATE_APPROVED), ParticipationAction::kSignIn);
  EXPECT_EQ(ReasonOf(too_early.status()), errors::REASON_STATE_CONFLICT);
  const auto waiting =
      NextState(In(v1::EVENT_STATE_RUNNING), In(v1::PARTICIPATION_STATE_WAITLISTED), ParticipationAction::kSignIn);
  EXPECT_EQ(ReasonOf(waiting.status()), errors::REASON_STATE_CONFLICT);
  EXPECT_NE(too_early.status().message(), waiting.status().message());
}

TEST(EventFlowTest, HoursAreRecordedWithOrWithoutASignOutButNeverAfterCertification) {
  const std::map<v1::ParticipationState, bool> allowed = {
      {v1::PARTICIPATION_STATE_APPROVED, false},  {v1::PARTICIPATION_STATE_WAITLISTED, false},
      {v1::PARTICIPATION_STATE_WITHDRAWN, false}, {v1::PARTICIPATION_STATE_SIGNED_IN, true},
      {v1::PARTICIPATION_STATE_SIGNED_OUT, true}, {v1::PARTICIPATION_STATE_RECORDED, true},
      {v1::PARTICIPATION_STATE_CREDITED, false}};
  for (const auto& [state, expected] : allowed) {
    EXPECT_EQ(NextState(In(v1::EVENT_STATE_SETTLING), In(state), ParticipationAction::kRecord).ok(), expected)
        << v1::ParticipationState_Name(state);
  }
}

TEST(EventFlowTest, HoursAreReviewedInNoStateButSettling) {
  for (int number = v1::EVENT_STATE_DRAFT; number <= v1::EventState_MAX; ++number) {
    const auto state = static_cast<v1::EventState>(number);
    EXPECT_EQ(IsOpenFor(ParticipationAction::kRecord, state), state == v1::EVENT_STATE_SETTLING);
    EXPECT_EQ(IsOpenFor(ParticipationAction::kCertify, state), state == v1::EVENT_STATE_SETTLING);
  }
}

TEST(EventFlowTest, ThePlanIsOpenUntilSignUpEnds) {
  EXPECT_TRUE(IsPlanOpen(v1::EVENT_STATE_ENROLLING));
  EXPECT_FALSE(IsPlanOpen(v1::EVENT_STATE_CONFIRMED));
  EXPECT_FALSE(IsPlanOpen(v1::EVENT_STATE_CANCELLED));
}

}  // namespace
}  // namespace xf::volunteer
