#include "services/membership/domain/member_states.h"

#include <gtest/gtest.h>

#include "common/base/date.h"
#include "common/base/error.h"

namespace xf::membership {
namespace {

constexpr absl::string_view kMember = "counties/431123/members/m1";

Rules StateRules() {
  Rules rules;
  rules.lost_months = 6;
  rules.still_lost_months = 24;
  rules.correcting_months = 12;
  rules.inactive_months = 6;
  return rules;
}

const Transition& Find(v1::MemberState from, v1::MemberState to,
                       v1::MemberStateGround ground = v1::MEMBER_STATE_GROUND_UNSPECIFIED) {
  const auto found = FindTransition(kMember, from, to, ground);
  EXPECT_TRUE(found.ok()) << found.status();
  return **found;
}

Reason WhyNot(v1::MemberState from, v1::MemberState to,
              v1::MemberStateGround ground = v1::MEMBER_STATE_GROUND_UNSPECIFIED) {
  return ReasonOf(FindTransition(kMember, from, to, ground).status());
}

TEST(MemberStatesTest, FinalStatusesAreLeftByNoWay) {
  for (int from = v1::MEMBER_STATE_PERSUADED_OUT; from <= v1::MEMBER_STATE_TRANSFERRED_OUT; ++from) {
    for (int to = v1::MEMBER_STATE_NORMAL; to <= v1::MEMBER_STATE_TRANSFERRED_OUT; ++to) {
      EXPECT_EQ(WhyNot(static_cast<v1::MemberState>(from), static_cast<v1::MemberState>(to)),
                errors::REASON_STATE_CONFLICT);
    }
  }
}

TEST(MemberStatesTest, EveryDecisionNamesItsArticleAndAsksForADocument) {
  for (const Transition& transition : Transitions()) {
    if (transition.to == v1::MEMBER_STATE_DECEASED) continue;
    EXPECT_FALSE(transition.article.empty()) << v1::MemberState_Name(transition.to);
    EXPECT_EQ(ReasonOf(CheckTransition(kMember, transition, {.day = absl::CivilDay(2026, 1, 1)}, StateRules())),
              errors::REASON_STATE_EVIDENCE_REQUIRED);
  }
}

TEST(MemberStatesTest, TransferredOutIsEnteredByATransferOnly) {
  EXPECT_EQ(WhyNot(v1::MEMBER_STATE_NORMAL, v1::MEMBER_STATE_TRANSFERRED_OUT), errors::REASON_STATE_CONFLICT);
}

TEST(MemberStatesTest, AGroundIsRequiredWhereSeveralLeadThereAndMustLeadThere) {
  EXPECT_EQ(WhyNot(v1::MEMBER_STATE_NORMAL, v1::MEMBER_STATE_SUSPENDED), errors::REASON_FIELD_INVALID);
  EXPECT_EQ(WhyNot(v1::MEMBER_STATE_SUSPENDED, v1::MEMBER_STATE_NORMAL, v1::MEMBER_STATE_GROUND_CORRECTED),
            errors::REASON_FIELD_INVALID);
  EXPECT_EQ(Find(v1::MEMBER_STATE_SUSPENDED, v1::MEMBER_STATE_NORMAL).ground, v1::MEMBER_STATE_GROUND_RESTORED);
}

TEST(MemberStatesTest, LostContactSuspendsAfterSixMonthsAndASearchLog) {
  const Transition& lost =
      Find(v1::MEMBER_STATE_NORMAL, v1::MEMBER_STATE_SUSPENDED, v1::MEMBER_STATE_GROUND_LOST_CONTACT);
  StateChange change{.day = absl::CivilDay(2026, 2, 27), .since = absl::CivilDay(2010, 7, 1), .has_document = true};
  EXPECT_EQ(ReasonOf(CheckTransition(kMember, lost, change, StateRules())), errors::REASON_STATE_EVIDENCE_REQUIRED);
  change.lost_since = absl::CivilDay(2025, 8, 31);
  EXPECT_EQ(ReasonOf(CheckTransition(kMember, lost, change, StateRules())), errors::REASON_STATE_TOO_EARLY);
  change.day = absl::CivilDay(2026, 2, 28);  // the month's end clamps 31 August + 6 months
  EXPECT_TRUE(CheckTransition(kMember, lost, change, StateRules()).ok());
}

TEST(MemberStatesTest, WhoIsStillLostIsRemovedAfterTwoYearsNotBefore) {
  const Transition& left = Find(v1::MEMBER_STATE_SUSPENDED, v1::MEMBER_STATE_LEFT);
  StateChange change{.day = absl::CivilDay(2026, 2, 27), .since = absl::CivilDay(2024, 2, 29), .has_document = true};
  EXPECT_EQ(ReasonOf(CheckTransition(kMember, left, change, StateRules())), errors::REASON_STATE_TOO_EARLY);
  change.day = absl::CivilDay(2026, 2, 28);
  EXPECT_TRUE(CheckTransition(kMember, left, change, StateRules()).ok());
}

TEST(MemberStatesTest, ADeathNeedsNoDocument) {
  EXPECT_TRUE(CheckTransition(kMember, Find(v1::MEMBER_STATE_NORMAL, v1::MEMBER_STATE_DECEASED),
                              {.day = absl::CivilDay(2026, 1, 1)}, StateRules())
                  .ok());
}

TEST(MemberStatesTest, TheOutlookSaysByWhenATimeLimitIsDecidedAndDecidesNothing) {
  const auto outlook =
      Outlook(v1::MEMBER_STATE_CORRECTING, absl::CivilDay(2025, 1, 31), absl::CivilDay(2026, 2, 1), StateRules());
  const auto normal = std::find_if(outlook.begin(), outlook.end(),
                                   [](const auto& way) { return way.state() == v1::MEMBER_STATE_NORMAL; });
  ASSERT_NE(normal, outlook.end());
  EXPECT_EQ(IsoDate(normal->latest_date()), "2026-01-31");
  EXPECT_TRUE(normal->overdue());
  EXPECT_TRUE(
      Outlook(v1::MEMBER_STATE_DECEASED, absl::CivilDay(2025, 1, 1), absl::CivilDay(2026, 1, 1), StateRules()).empty());
}

}  // namespace
}  // namespace xf::membership
