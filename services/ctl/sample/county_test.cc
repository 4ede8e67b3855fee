// The sample county against the seed report and against the rules that the services will hold it to.
#include "services/ctl/sample/county.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/api/field_rules.h"
#include "common/api/formats.h"
#include "common/base/date.h"
#include "services/ctl/sample/facts.h"
#include "services/ctl/sample/figures.h"

namespace xf::sample {
namespace {

using ::testing::IsEmpty;

constexpr int kMembers = 10'000;

class CountyTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    divisions_ = new Divisions(*ReadDivisions(XF_SAMPLE_DIR "/divisions-hunan.csv", "431123"));
    facts_ = new facts::County(*ReadFacts(XF_SAMPLE_DIR "/county-431123.yaml"));
    county_ = new County(*Make(kMembers, 1));
  }
  static absl::StatusOr<County> Make(int members, uint64_t seed) {
    return MakeCounty(*facts_, *divisions_, members, seed);
  }

  static inline Divisions* divisions_;
  static inline facts::County* facts_;
  static inline County* county_;
};

TEST_F(CountyTest, HasTheNumbersOfTheWorkReport) {
  const std::map<std::string, int64_t> seed_report = {
      {"6", 7},       {"7", 1},  {"8", 12},   {"9", 23},   {"10", 108}, {"11", 66}, {"12", 74},  {"13", 95},
      {"11-13", 235}, {"14", 4}, {"18", 2},   {"19", 22},  {"23", 4},   {"24", 67}, {"25", 212}, {"28", 6},
      {"30", 6},      {"31", 9}, {"32", 6},   {"34", 285}, {"36", 1},   {"37", 3},  {"38", 4},   {"39", 72},
      {"41", 20'368}, {"43", 4}, {"44", 124}, {"45", 286}, {"47", 3}};
  EXPECT_EQ(ExpectedFigures(*county_), seed_report);
}

TEST_F(CountyTest, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(Fingerprint(*Make(kMembers, 1)), Fingerprint(*county_));
  EXPECT_NE(Fingerprint(*Make(kMembers, 2)), Fingerprint(*county_));
  EXPECT_NE(Fingerprint(*Make(kMembers + 1, 1)), Fingerprint(*county_));
}

TEST_F(CountyTest, MembersHaveTheNationalMix) {
  const auto& members = county_->roster.members;
  ASSERT_EQ(members.size(), static_cast<size_t>(kMembers));
  std::map<std::string, int> count;
  for (const Member& member : members) {
    const int age = AgeOn(ToDay(member.birth_date()), absl::CivilDay(2025, 12, 31));
    count["women"] += member.gender() == xianfeng::type::v1::GENDER_FEMALE;
    count["yao"] += member.ethnicity() == "13";
    count["college"] += api::IsCollege(member.education());
    count["≤30"] += age <= 30;
    count["≥61"] += age >= 61;
    count["farmers"] += member.occupation() == "农牧渔民";
    count["retired"] += member.occupation() == "离退休人员";
  }
  EXPECT_EQ(count["women"], 3090);
  EXPECT_EQ(count["yao"], 770);
  EXPECT_EQ(count["college"], 5760);
  EXPECT_NEAR(count["≤30"], 1220, 5);  // the bands of the bulletin add up to 99.9
  EXPECT_NEAR(count["≥61"], 2890, 5);
  EXPECT_NEAR(count["farmers"], 2610, 5);
  EXPECT_NEAR(count["retired"], 2140, 5);
}

TEST_F(CountyTest, EveryRowKeepsTheFieldRulesOfItsContract) {
  const auto check = [](const auto& rows) {
    for (const auto& row : rows) {
      std::string violations;
      for (const Violation& violation : api::CheckFields(row))
        violations += violation.field + ": " + violation.text.en + "; ";
      ASSERT_THAT(violations, IsEmpty()) << row.ShortDebugString();
    }
  };
  check(county_->roster.tree.organizations);
  check(county_->roster.members);
  check(county_->training.venues);
  check(county_->training.instructors);
  check(county_->classes.attendances);
  check(county_->activities);
  check(county_->rotation.candidates);
  check(county_->rotation.placements);
  check(county_->volunteer.teams);
  check(county_->volunteer.events);
  check(county_->volunteer.suggestions);
  check(county_->volunteer.returnees);
  check(county_->tickets);
}

TEST_F(CountyTest, IdNumbersAgreeWithBirthAndGenderAndAreUnique) {
  std::set<std::string> seen;
  for (const Member& member : county_->roster.members) {
    EXPECT_TRUE(seen.insert(member.id_number()).second);
    EXPECT_EQ(api::IdNumberBirthDay(member.id_number()), ToDay(member.birth_date()));
    EXPECT_EQ(api::IdNumberGender(member.id_number()), member.gender());
  }
}

// 党章 Art. 1 and 7: eighteen at application, a year of probation. As many members as an average county has, so that
// rare days of birth such as 29 February come up.
TEST_F(CountyTest, MembersJoinedAsTheConstitutionAsks) {
  const absl::StatusOr<County> county = Make(35'000, 1);
  ASSERT_TRUE(county.ok()) << county.status();
  for (const Member& member : county->roster.members) {
    const absl::CivilDay joined = ToDay(member.joined_date());
    EXPECT_GE(AgeOn(ToDay(member.birth_date()), ToDay(member.application_date())), 18) << member.name();
    EXPECT_LE(ToDay(member.application_date()), joined);
    EXPECT_LE(joined, absl::CivilDay(2025, 12, 31));
    if (!member.has_full_member_date()) continue;
    EXPECT_GE(ToDay(member.full_member_date()), AddMonths(joined, 12));
    EXPECT_LE(ToDay(member.full_member_date()), absl::CivilDay(2025, 12, 31));
  }
}

TEST_F(CountyTest, SuperiorsStandBeforeThoseWhomTheyLead) {
  std::set<std::string> seen;
  for (const Organization& organization : county_->roster.tree.organizations) {
    EXPECT_TRUE(organization.superior().empty() || seen.contains(organization.superior())) << organization.name();
    EXPECT_TRUE(seen.insert(organization.name()).second) << organization.name();
  }
}

TEST_F(CountyTest, EveryVillageHasAnOrganizationAndTwelveTownshipsHaveACommittee) {
  std::map<std::string, const Organization*> by_division;
  int committees = 0;
  for (const Organization& organization : county_->roster.tree.organizations) {
    if (IdOf(organization.name()) == organization.division()) by_division[organization.division()] = &organization;
    committees += organization.division().size() == 9 && IdOf(organization.name()) == organization.division() &&
                  organization.sector() == xianfeng::type::v1::SECTOR_RURAL;
  }
  EXPECT_EQ(committees, 12);
  for (const Township& township : divisions_->townships) {
    for (const Village& village : township.villages) EXPECT_TRUE(by_division.contains(village.code)) << village.name;
  }
}

TEST_F(CountyTest, BranchesAreOfTheSizeThatTheRulesAskFor) {
  for (size_t i = 0; i < county_->roster.tree.branches.size(); ++i) {
    EXPECT_EQ(county_->roster.members_of[i].size(), static_cast<size_t>(county_->roster.tree.branches[i].members));
    EXPECT_LE(county_->roster.tree.branches[i].members, 50);
    EXPECT_GE(county_->roster.tree.branches[i].members, 3);
  }
}

TEST_F(CountyTest, EveryPlacementIsOfAnotherCadreAndOfTheAgeAndLengthThatTheReportSays) {
  std::map<std::string, const Member*> members;
  for (const Member& member : county_->roster.members) members[member.name()] = &member;
  std::map<std::string, std::string> member_of;
  for (const auto& candidate : county_->rotation.candidates) member_of[candidate.name()] = candidate.member();
  EXPECT_EQ(member_of.size(), county_->rotation.placements.size());
  double age_sum = 0;
  int upward = 0;
  for (const auto& placement : county_->rotation.placements) {
    const Member& member = *members.at(member_of.at(placement.candidate()));
    EXPECT_EQ(member.member_kind(), xianfeng::membership::v1::MEMBER_KIND_FULL);
    const absl::CivilDay start = ToDay(placement.start_date());
    EXPECT_LE(ToDay(member.full_member_date()), start);
    if (placement.approval_doc_no().empty()) continue;
    ++upward;
    age_sum += AgeOn(ToDay(member.birth_date()), start);
    EXPECT_GE(start, absl::CivilDay(2022, 1, 1));
    EXPECT_GE(ToDay(placement.end_date()) + 1, AddMonths(start, 3));
    EXPECT_LE(ToDay(placement.end_date()) + 1, AddMonths(start, 6));
  }
  EXPECT_EQ(upward, 67);
  EXPECT_NEAR(age_sum / upward, 35, 1.5);
}

TEST_F(CountyTest, NobodyIsInTwoClassesAndNoVenueOrInstructorInTwoPlaces) {
  std::set<std::string> trainees;
  for (const auto& enrolment : county_->classes.enrolments) {
    for (const auto& trainee : enrolment.trainees()) EXPECT_TRUE(trainees.insert(trainee.member()).second);
  }
  EXPECT_GT(trainees.size(), 2000u);
  std::set<std::pair<std::string, int64_t>> taken;
  for (const auto& request : county_->classes.sessions) {
    EXPECT_TRUE(taken.emplace(request.session().venue(), request.session().start_time().seconds()).second);
    EXPECT_TRUE(taken.emplace(request.session().instructor(), request.session().start_time().seconds()).second);
  }
}

TEST_F(CountyTest, TheFirstSessionOfEachClassIsTheCoreCourse) {
  std::map<std::string, const xianfeng::training::v1::Session*> first;
  for (const auto& request : county_->classes.sessions)
    first.try_emplace(request.session().class_(), &request.session());
  EXPECT_EQ(first.size(), county_->classes.classes.size());
  for (const auto& [name, session] : first) EXPECT_EQ(IdOf(session->course()), "core_theory") << name;
}

TEST_F(CountyTest, RefusesACountyThatIsTooSmallForItsFacts) {
  EXPECT_TRUE(Make(2'000, 1).ok());
  EXPECT_TRUE(absl::IsOutOfRange(Make(300, 1).status()));
}

}  // namespace
}  // namespace xf::sample
