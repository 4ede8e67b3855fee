#include "services/membership/domain/election_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 1);

Rules TheRules() {
  Rules rules;
  rules.election_quorum_percent = 80;
  rules.election_spare_percent = 20;
  rules.branch_term_years = 3;
  rules.village_term_years = 5;
  rules.committee_term_years = 5;
  return rules;
}

v1::Election Held(int entitled, int present, int seats, const std::vector<int>& votes) {
  v1::Election election;
  *election.mutable_date() = ToDate(absl::CivilDay(2026, 2, 28));
  election.set_role(v1::OFFICER_ROLE_COMMITTEE_MEMBER);
  election.set_seats(seats);
  election.set_entitled(entitled);
  election.set_present(present);
  for (size_t i = 0; i < votes.size(); ++i) {
    v1::ElectionCandidate& candidate = *election.add_candidates();
    candidate.set_member("counties/431123/members/m" + std::to_string(i));
    candidate.set_votes(votes[i]);
  }
  return election;
}

std::vector<bool> Elected(v1::Election election) {
  v1::Organization branch;
  branch.set_kind(v1::ORGANIZATION_KIND_BRANCH);
  Judge(election, branch, TheRules());
  std::vector<bool> elected;
  for (const auto& candidate : election.candidates()) elected.push_back(candidate.elected());
  return elected;
}

v1::Election Judged(v1::Election election) {
  v1::Organization branch;
  branch.set_kind(v1::ORGANIZATION_KIND_BRANCH);
  Judge(election, branch, TheRules());
  return election;
}

TEST(ElectionTest, FourFifthsOfThoseEntitledMustBePresent) {
  EXPECT_TRUE(Judged(Held(10, 8, 1, {8, 0})).valid());
  const auto invalid = Judged(Held(10, 7, 1, {7, 0}));
  EXPECT_FALSE(invalid.valid());
  EXPECT_THAT(invalid.findings(), Contains(v1::ELECTION_FINDING_QUORUM));
  EXPECT_FALSE(invalid.candidates(0).elected());
  EXPECT_FALSE(invalid.has_term_end_date());
}

TEST(ElectionTest, MoreThanHalfOfThosePresentElects) {
  EXPECT_THAT(Elected(Held(10, 8, 1, {5, 3})), ElementsAre(true, false));
  EXPECT_THAT(Elected(Held(10, 8, 1, {4, 4})), ElementsAre(false, false)) << "half is not more than half";
}

TEST(ElectionTest, ATieForTheLastSeatElectsNobodyToIt) {
  EXPECT_THAT(Elected(Held(10, 10, 2, {9, 6, 6})), ElementsAre(true, false, false));
  EXPECT_THAT(Elected(Held(10, 10, 2, {7, 7, 6})), ElementsAre(true, true, false));
}

TEST(ElectionTest, AFifthMoreCandidatesThanSeatsAreExpected) {
  EXPECT_THAT(Judged(Held(20, 20, 5, {20, 20, 20, 20, 20, 0})).findings(), IsEmpty());
  EXPECT_THAT(Judged(Held(20, 20, 5, {20, 20, 20, 20, 20})).findings(),
              ElementsAre(v1::ELECTION_FINDING_TOO_FEW_CANDIDATES));
}

TEST(ElectionTest, TheTermBeginsWithAValidElection) {
  EXPECT_EQ(IsoDate(Judged(Held(10, 8, 1, {8, 0})).term_end_date()), "2029-02-27");
}

TEST(ElectionTest, NumbersThatCanNotBeAreNamed) {
  v1::Election election = Held(10, 11, 1, {12, 3});
  election.mutable_candidates(1)->set_member(election.candidates(0).member());
  *election.mutable_date() = ToDate(kToday + 1);
  std::vector<std::string> fields;
  for (const auto& violation : CheckElection(election, kToday, 9)) fields.push_back(violation.field);
  EXPECT_THAT(fields,
              ElementsAre("election.date", "election.present", "election.entitled", "election.candidates[0].votes",
                          "election.candidates[1].member", "election.candidates"));
}

TEST(ResolutionTest, MoreThanHalfOfThoseEntitledPasses) {
  const auto judged = [](int entitled, int present, int ayes) {
    v1::Resolution resolution;
    resolution.set_entitled(entitled);
    resolution.set_present(present);
    resolution.set_ayes(ayes);
    Judge(resolution);
    return std::pair(resolution.quorate(), resolution.passed());
  };
  EXPECT_EQ(judged(10, 6, 6), std::pair(true, true));
  EXPECT_EQ(judged(10, 6, 5), std::pair(true, false)) << "five of six present, but half of those entitled";
  EXPECT_EQ(judged(10, 5, 5), std::pair(false, false));
}

TEST(ResolutionTest, VotesOfThoseWhoWereNotThereAreNamed) {
  v1::Resolution resolution;
  *resolution.mutable_date() = ToDate(kToday);
  resolution.set_entitled(10);
  resolution.set_present(6);
  resolution.set_ayes(4);
  resolution.set_noes(3);
  const auto violations = CheckResolution(resolution, kToday, std::nullopt);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "resolution.ayes");
}

}  // namespace
}  // namespace xf::membership
