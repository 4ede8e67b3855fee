#include "services/rotation/domain/candidate_rules.h"

#include <gmock/gmock.h>

#include "common/base/date.h"
#include "common/testing/matchers.h"

namespace xf::rotation {
namespace {

namespace membership = xianfeng::membership::v1;

using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;

membership::Member MemberOf(membership::MemberKind kind, membership::MemberState state) {
  membership::Member member;
  member.set_name("counties/990001/members/m1");
  member.set_member_kind(kind);
  member.set_state(state);
  return member;
}

TEST(CandidateRulesTest, OnlyAFullMemberInGoodStandingIsACandidate) {
  EXPECT_THAT(CheckFullMember(MemberOf(membership::MEMBER_KIND_FULL, membership::MEMBER_STATE_NORMAL)), IsOk());
  const auto refused = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_CANDIDATE_NOT_FULL_MEMBER);
  EXPECT_THAT(CheckFullMember(MemberOf(membership::MEMBER_KIND_PROBATIONARY, membership::MEMBER_STATE_NORMAL)),
              refused);
  for (int state = membership::MEMBER_STATE_NORMAL + 1; state <= membership::MemberState_MAX; ++state) {
    EXPECT_THAT(CheckFullMember(MemberOf(membership::MEMBER_KIND_FULL, static_cast<membership::MemberState>(state))),
                refused);
  }
}

TEST(CandidateRulesTest, WhatTheCandidateSaysComesBeforeTheMembersFile) {
  membership::Member member;
  member.set_archive_birth_month("1987-01");
  member.set_education("21");
  v1::Candidate silent;
  TakeFromMember(member, silent);
  EXPECT_EQ(silent.archive_birth_month(), "1987-01");
  EXPECT_EQ(silent.education(), "21");
  v1::Candidate outspoken;
  outspoken.set_archive_birth_month("1988-07");
  outspoken.set_education("14");
  TakeFromMember(member, outspoken);
  EXPECT_EQ(outspoken.archive_birth_month(), "1988-07");
  EXPECT_EQ(outspoken.education(), "14");
}

TEST(CandidateRulesTest, NamesEveryFieldThatIsWrong) {
  v1::Candidate candidate;
  *candidate.add_exclusions()->mutable_start_date() = ToDate(absl::CivilDay(2024, 5, 1));
  v1::Exclusion& backwards = *candidate.add_exclusions();
  *backwards.mutable_start_date() = ToDate(absl::CivilDay(2024, 5, 1));
  *backwards.mutable_end_date() = ToDate(absl::CivilDay(2024, 4, 30));
  v1::Exclusion& unreal = *candidate.add_exclusions();
  *unreal.mutable_start_date() = ToDate(absl::CivilDay(2024, 5, 1));
  unreal.mutable_start_date()->set_day(32);
  EXPECT_THAT(CheckCandidate(candidate, "candidate."),
              ViolatesFields(ElementsAre("candidate.archive_birth_month", "candidate.exclusions[1].end_date",
                                         "candidate.exclusions[2].start_date")));
  candidate.set_archive_birth_month("1988-07");
  candidate.mutable_exclusions()->DeleteSubrange(1, 2);
  EXPECT_THAT(CheckCandidate(candidate, "candidate."), IsOk());
}

}  // namespace
}  // namespace xf::rotation
