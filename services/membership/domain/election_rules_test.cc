#include "services/membership/domain/election_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"
#include "common/testing/matchers.h"

namespace xf::membership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;

constexpr absl::CivilDay kToday(2026, 3, 1);

Rules ElectionRules() {
  Rules rules;
  rules.election_quorum_percent = 80;
  rules.election_spare_percent = 20;
  rules.branch_term_years = 3;
  rules.village_term_years = 5;
  rules.committee_term_years = 5;
  rules.election_postpone_months = 12;
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
  Judge(election, branch, ElectionRules());
  std::vector<bool> elected;
  for (const auto& candidate : election.candidates()) elected.push_back(candidate.elected());
  return elected;
}

v1::Election Judged(v1::Election election) {
  v1::Organization branch;
  branch.set_kind(v1::ORGANIZATION_KIND_BRANCH);
  Judge(election, branch, ElectionRules());
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

v1::Organization At(v1::OrganizationKind kind, const std::string& id, const std::string& path) {
  v1::Organization organization;
  organization.set_name("counties/431123/organizations/" + id);
  organization.set_kind(kind);
  organization.set_state(v1::ORGANIZATION_STATE_ACTIVE);
  organization.set_org_path(path);
  return organization;
}

TEST(PostponementTest, IsApprovedByACommitteeAboveTheOrganization) {
  using Code = absl::StatusCode;
  const auto branch = At(v1::ORGANIZATION_KIND_BRANCH, "b", "43.4311.431123.t.g.b");
  EXPECT_THAT(CheckApprover(branch, At(v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, "t", "43.4311.431123.t")), IsOk());
  EXPECT_THAT(CheckApprover(branch, At(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, "431123", "43.4311.431123")), IsOk());
  const auto refused = ViolatesFields(ElementsAre("postponement.approver"));
  EXPECT_THAT(CheckApprover(branch, branch), refused);
  EXPECT_THAT(CheckApprover(branch, At(v1::ORGANIZATION_KIND_GENERAL_BRANCH, "g", "43.4311.431123.t.g")), refused)
      << "a general branch reviews only";
  EXPECT_THAT(CheckApprover(branch, At(v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, "u", "43.4311.431123.u")), refused);
  EXPECT_THAT(CheckApprover(branch, At(v1::ORGANIZATION_KIND_LEADING_GROUP, "t", "43.4311.431123.t")), refused);
  auto dissolved = At(v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, "t", "43.4311.431123.t");
  dissolved.set_state(v1::ORGANIZATION_STATE_DISSOLVED);
  EXPECT_THAT(CheckApprover(branch, dissolved),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

struct PostponementCase {
  // Days in ISO form; no postponed: none before.
  const char *original, *postponed, *approved, *until;
  std::vector<std::string> violated;
};

class PostponementLengthTest : public ::testing::TestWithParam<PostponementCase> {};

TEST_P(PostponementLengthTest, IsAYearInAllAtMost) {
  const PostponementCase& given = GetParam();
  v1::Postponement postponement;
  *postponement.mutable_approve_date() = ToDate(*ParseIsoDate(given.approved));
  *postponement.mutable_term_end_date() = ToDate(*ParseIsoDate(given.until));
  std::vector<std::string> fields;
  for (const auto& violation : CheckPostponement(postponement, *ParseIsoDate(given.original),
                                                 ParseIsoDate(given.postponed), kToday, ElectionRules())) {
    fields.push_back(violation.field);
  }
  EXPECT_EQ(fields, given.violated);
}

const std::string kEnd = "postponement.term_end_date";
INSTANTIATE_TEST_SUITE_P(
    Cases, PostponementLengthTest,
    ::testing::Values(PostponementCase{"2026-05-31", "", "2026-02-01", "2027-05-31", {}},
                      PostponementCase{"2026-05-31", "", "2026-02-01", "2027-06-01", {kEnd}},
                      PostponementCase{"2026-05-31", "", "2026-02-01", "2026-05-31", {kEnd}},
                      // The end of a month is clamped: 29 February of a leap year is followed by 28 February.
                      PostponementCase{"2024-02-29", "", "2024-02-01", "2025-02-28", {}},
                      PostponementCase{"2024-02-29", "", "2024-02-01", "2025-03-01", {kEnd}},
                      // A second one counts from the term's own end.
                      PostponementCase{"2026-05-31", "2026-11-30", "2026-02-01", "2027-05-31", {}},
                      PostponementCase{"2026-05-31", "2026-11-30", "2026-02-01", "2027-11-30", {kEnd}},
                      PostponementCase{"2026-05-31", "2026-11-30", "2026-02-01", "2026-09-30", {kEnd}},
                      PostponementCase{"2026-05-31", "", "2026-03-02", "2026-09-30", {"postponement.approve_date"}}));

}  // namespace
}  // namespace xf::membership
