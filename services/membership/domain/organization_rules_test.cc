#include "services/membership/domain/organization_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"
#include "common/testing/matchers.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;

v1::Organization Of(v1::OrganizationKind kind) {
  v1::Organization organization;
  organization.set_kind(kind);
  organization.set_state(v1::ORGANIZATION_STATE_ACTIVE);
  return organization;
}

std::vector<v1::OrganizationKind> EveryKind() {
  std::vector<v1::OrganizationKind> kinds;
  for (int kind = v1::OrganizationKind_MIN + 1; kind <= v1::OrganizationKind_MAX; ++kind) {
    kinds.push_back(static_cast<v1::OrganizationKind>(kind));
  }
  return kinds;
}

TEST(HoldsMembersTest, OnlyTheThreeKindsOfRealBranchesDo) {
  std::vector<v1::OrganizationKind> holding;
  for (const auto kind : EveryKind()) {
    if (HoldsMembers(kind)) holding.push_back(kind);
  }
  EXPECT_THAT(holding, ElementsAre(v1::ORGANIZATION_KIND_BRANCH, v1::ORGANIZATION_KIND_JOINT_BRANCH,
                                   v1::ORGANIZATION_KIND_FLOATING_BRANCH));
}

TEST(HoldsMembersTest, ADissolvedBranchTakesNobody) {
  EXPECT_THAT(CheckHoldsMembers(Of(v1::ORGANIZATION_KIND_BRANCH)), IsOk());
  EXPECT_THAT(CheckHoldsMembers(Of(v1::ORGANIZATION_KIND_GENERAL_BRANCH)),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_BRANCH));
  v1::Organization dissolved = Of(v1::ORGANIZATION_KIND_BRANCH);
  dissolved.set_state(v1::ORGANIZATION_STATE_DISSOLVED);
  EXPECT_THAT(CheckHoldsMembers(dissolved),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

struct LeadCase {
  v1::OrganizationKind superior;
  v1::OrganizationKind inferior;
  bool can;
};

class CanLeadTest : public ::testing::TestWithParam<LeadCase> {};

TEST_P(CanLeadTest, FollowsTheHierarchy) {
  EXPECT_EQ(CanLead(GetParam().superior, GetParam().inferior), GetParam().can);
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, CanLeadTest,
    ::testing::Values(
        LeadCase{v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, v1::ORGANIZATION_KIND_WORK_COMMITTEE, true},
        LeadCase{v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, true},
        LeadCase{v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, v1::ORGANIZATION_KIND_BRANCH, true},
        LeadCase{v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, false},
        LeadCase{v1::ORGANIZATION_KIND_WORK_COMMITTEE, v1::ORGANIZATION_KIND_GENERAL_BRANCH, true},
        LeadCase{v1::ORGANIZATION_KIND_WORK_COMMITTEE, v1::ORGANIZATION_KIND_WORK_COMMITTEE, false},
        LeadCase{v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, true},
        LeadCase{v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, true},
        LeadCase{v1::ORGANIZATION_KIND_GENERAL_BRANCH, v1::ORGANIZATION_KIND_JOINT_BRANCH, true},
        LeadCase{v1::ORGANIZATION_KIND_GENERAL_BRANCH, v1::ORGANIZATION_KIND_GENERAL_BRANCH, false},
        LeadCase{v1::ORGANIZATION_KIND_BRANCH, v1::ORGANIZATION_KIND_GROUP, true},
        LeadCase{v1::ORGANIZATION_KIND_BRANCH, v1::ORGANIZATION_KIND_BRANCH, false},
        LeadCase{v1::ORGANIZATION_KIND_GENERAL_BRANCH, v1::ORGANIZATION_KIND_GROUP, false},
        LeadCase{v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, v1::ORGANIZATION_KIND_DEPARTMENT, true},
        LeadCase{v1::ORGANIZATION_KIND_DEPARTMENT, v1::ORGANIZATION_KIND_DEPARTMENT, true},
        LeadCase{v1::ORGANIZATION_KIND_BRANCH, v1::ORGANIZATION_KIND_DEPARTMENT, false},
        LeadCase{v1::ORGANIZATION_KIND_DEPARTMENT, v1::ORGANIZATION_KIND_BRANCH, false},
        LeadCase{v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, v1::ORGANIZATION_KIND_LEADING_GROUP, true},
        LeadCase{v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, v1::ORGANIZATION_KIND_LEADING_GROUP, false}));

TEST(CanLeadTest, LeadingGroupsAndGroupsLeadNothing) {
  for (const auto kind : EveryKind()) {
    EXPECT_FALSE(CanLead(v1::ORGANIZATION_KIND_LEADING_GROUP, kind)) << kind;
    EXPECT_FALSE(CanLead(v1::ORGANIZATION_KIND_GROUP, kind)) << kind;
    EXPECT_FALSE(CanLead(v1::ORGANIZATION_KIND_UNSPECIFIED, kind)) << kind;
  }
}

TEST(PathTest, TheRootIsProvinceCityCounty) {
  EXPECT_EQ(membership::RootPath("431123"), "43.4311.431123");
  EXPECT_EQ(PathBelow("43.4311.431123", "majiang"), "43.4311.431123.majiang");
}

TEST(PathTest, BelowMeansWholeLabels) {
  EXPECT_TRUE(IsAtOrBelow("a.b", "a.b"));
  EXPECT_TRUE(IsAtOrBelow("a.b.c", "a.b"));
  EXPECT_FALSE(IsAtOrBelow("a.bc", "a.b"));
  EXPECT_FALSE(IsAtOrBelow("a", "a.b"));
}

TEST(PathTest, ThePathBeforeAMoveKeepsWhatIsBelow) {
  EXPECT_EQ(PathBefore("r.new.x.y", "r.old.x", "r.new.x"), "r.old.x.y");
  EXPECT_EQ(PathBefore("r.new.x", "r.old.x", "r.new.x"), "r.old.x");
}

TEST(CheckPlacementTest, OnlyTheCountyCommitteeHasNoSuperior) {
  const auto place = [](v1::OrganizationKind kind, absl::string_view id) {
    return CheckPlacement(Of(kind), "431123", id, nullptr);
  };
  EXPECT_THAT(place(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, "431123"), IsOk());
  EXPECT_THAT(place(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, "another"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
  EXPECT_THAT(place(v1::ORGANIZATION_KIND_BRANCH, "431123"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
}

TEST(CheckPlacementTest, TheSuperiorMustExistStillAndLeadThatKind) {
  v1::Organization superior = Of(v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  EXPECT_THAT(CheckPlacement(Of(v1::ORGANIZATION_KIND_BRANCH), "431123", "b", &superior), IsOk());
  EXPECT_THAT(CheckPlacement(Of(v1::ORGANIZATION_KIND_WORK_COMMITTEE), "431123", "w", &superior),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
  superior.set_state(v1::ORGANIZATION_STATE_DISSOLVED);
  EXPECT_THAT(CheckPlacement(Of(v1::ORGANIZATION_KIND_BRANCH), "431123", "b", &superior),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

std::vector<std::string> BrokenDates(std::optional<absl::CivilDay> founded, std::optional<absl::CivilDay> dissolved) {
  v1::Organization organization = Of(v1::ORGANIZATION_KIND_BRANCH);
  if (founded) *organization.mutable_founded_date() = ToDate(*founded);
  if (dissolved) *organization.mutable_dissolved_date() = ToDate(*dissolved);
  std::vector<std::string> fields;
  for (const auto& violation : CheckOrganization(organization, absl::CivilDay(2026, 6, 30)))
    fields.push_back(violation.field);
  return fields;
}

TEST(IsCommitteeTest, WhatOnlyReviewsOrLeadsNobodyIsNone) {
  EXPECT_TRUE(IsCommittee(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE));
  EXPECT_TRUE(IsCommittee(v1::ORGANIZATION_KIND_WORK_COMMITTEE));
  EXPECT_TRUE(IsCommittee(v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE));
  EXPECT_FALSE(IsCommittee(v1::ORGANIZATION_KIND_GENERAL_BRANCH));
  EXPECT_FALSE(IsCommittee(v1::ORGANIZATION_KIND_LEADING_GROUP));
  EXPECT_FALSE(IsCommittee(v1::ORGANIZATION_KIND_TEMPORARY_BRANCH));
}

TEST(CheckOrganizationTest, DissolutionComesAfterFoundingAndNeitherInTheFuture) {
  const absl::CivilDay today(2026, 6, 30);
  EXPECT_THAT(BrokenDates(std::nullopt, std::nullopt), IsEmpty());
  EXPECT_THAT(BrokenDates(today - 1, today), IsEmpty());
  EXPECT_THAT(BrokenDates(today, today), ElementsAre("dissolved_date"));
  EXPECT_THAT(BrokenDates(today + 1, std::nullopt), ElementsAre("founded_date"));
  EXPECT_THAT(BrokenDates(today + 1, today + 2), ElementsAre("founded_date", "dissolved_date"));
}

TEST(CheckOrganizationTest, OnlyBranchesHaveATaskAndOnlyJointOnesSeveralUnits) {
  const auto broken = [](v1::OrganizationKind kind, absl::CivilDay end, int units) {
    v1::Organization organization = Of(kind);
    *organization.mutable_founded_date() = ToDate(absl::CivilDay(2026, 1, 1));
    *organization.mutable_planned_end_date() = ToDate(end);
    for (int i = 0; i < units; ++i) organization.add_joint_units("某某合作社");
    std::vector<std::string> fields;
    for (const auto& violation : CheckOrganization(organization, absl::CivilDay(2026, 6, 30))) {
      fields.push_back(violation.field);
    }
    return fields;
  };
  const absl::CivilDay end(2026, 12, 31);
  EXPECT_THAT(broken(v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, end, 0), IsEmpty());
  EXPECT_THAT(broken(v1::ORGANIZATION_KIND_JOINT_BRANCH, end, 6), IsEmpty()) << "six need an approval, no more";
  EXPECT_THAT(broken(v1::ORGANIZATION_KIND_BRANCH, end, 2), ElementsAre("joint_units"));
  EXPECT_THAT(broken(v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, absl::CivilDay(2026, 1, 1), 0),
              ElementsAre("planned_end_date"));
  EXPECT_THAT(broken(v1::ORGANIZATION_KIND_GENERAL_BRANCH, end, 0), ElementsAre("planned_end_date"));
}

TEST(TermEndTest, CommitteesFiveYearsBranchesThreeVillagesAndCommunitiesFive) {
  const Rules rules{.committee_term_years = 5, .branch_term_years = 3, .village_term_years = 5};
  const absl::CivilDay start(2024, 2, 29);
  EXPECT_EQ(TermEnd(Of(v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE), start, rules), absl::CivilDay(2029, 2, 27));
  EXPECT_EQ(TermEnd(Of(v1::ORGANIZATION_KIND_BRANCH), start, rules), absl::CivilDay(2027, 2, 27));
  v1::Organization village = Of(v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  village.set_division("431123105201");
  village.set_sector(xianfeng::type::v1::SECTOR_RURAL);
  EXPECT_EQ(TermEnd(village, start, rules), absl::CivilDay(2029, 2, 27));
  village.set_sector(xianfeng::type::v1::SECTOR_ORGAN);
  EXPECT_EQ(TermEnd(village, start, rules), absl::CivilDay(2027, 2, 27));
}

TEST(TermEndTest, DepartmentsAndGroupsHaveNoTerm) {
  EXPECT_EQ(TermEnd(Of(v1::ORGANIZATION_KIND_DEPARTMENT), absl::CivilDay(2024, 1, 1), {}), std::nullopt);
  EXPECT_EQ(TermEnd(Of(v1::ORGANIZATION_KIND_GROUP), absl::CivilDay(2024, 1, 1), {}), std::nullopt);
}

}  // namespace
}  // namespace xf::membership
