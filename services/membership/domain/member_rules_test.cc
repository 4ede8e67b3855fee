#include "services/membership/domain/member_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/api/formats.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xianfeng::type::v1::GENDER_FEMALE;
using xianfeng::type::v1::GENDER_MALE;

constexpr absl::CivilDay kToday(2026, 6, 30);

google::type::Date On(int year, int month, int day) { return ToDate(absl::CivilDay(year, month, day)); }

Rules RegisterRules() {
  return {.minimum_age = 18,
          .probation_months = 12,
          .probation_since = absl::CivilDay(1977, 8, 18),
          .committee_term_years = 5,
          .branch_term_years = 3,
          .village_term_years = 5};
}

// An invented full member without a fault: born 1985-01-01, joined 2005-05-18, full a year later.
v1::Member GoodMember() {
  v1::Member member;
  member.set_display_name("钟山");
  member.set_id_number("431123198501010010");
  member.set_gender(GENDER_MALE);
  *member.mutable_birth_date() = On(1985, 1, 1);
  *member.mutable_application_date() = On(2003, 5, 18);
  *member.mutable_joined_date() = On(2005, 5, 18);
  *member.mutable_full_member_date() = On(2006, 5, 18);
  member.set_member_kind(v1::MEMBER_KIND_FULL);
  return member;
}

std::vector<std::string> BrokenFields(const v1::Member& member) {
  std::vector<std::string> fields;
  for (const Violation& violation : CheckMember(member, RegisterRules(), kToday)) fields.push_back(violation.field);
  return fields;
}

TEST(CheckMemberTest, AMemberWithoutFaultPasses) { EXPECT_THAT(BrokenFields(GoodMember()), IsEmpty()); }

TEST(CheckMemberTest, BirthDateAndGenderMustAgreeWithTheIdNumber) {
  v1::Member member = GoodMember();
  *member.mutable_birth_date() = On(1985, 1, 2);
  member.set_gender(GENDER_FEMALE);
  EXPECT_THAT(BrokenFields(member), ElementsAre("birth_date", "gender"));
}

TEST(CheckMemberTest, AnIdNumberThatIsNoneIsLeftToTheFieldRules) {
  v1::Member member = GoodMember();
  member.set_id_number("431123198501010019");
  member.set_gender(GENDER_FEMALE);
  EXPECT_THAT(BrokenFields(member), IsEmpty());
}

TEST(CheckMemberTest, AnApplicantIsAtLeastEighteen) {
  v1::Member member = GoodMember();
  *member.mutable_application_date() = On(2003, 1, 1);
  EXPECT_THAT(BrokenFields(member), IsEmpty());
  *member.mutable_application_date() = On(2002, 12, 31);
  EXPECT_THAT(BrokenFields(member), ElementsAre("application_date"));
}

TEST(CheckMemberTest, WithoutAnApplicationTheDayOfJoiningMustSatisfyTheAge) {
  v1::Member member = GoodMember();
  member.clear_application_date();
  *member.mutable_joined_date() = On(2002, 12, 31);
  EXPECT_THAT(BrokenFields(member), ElementsAre("joined_date"));
}

TEST(CheckMemberTest, NobodyJoinsBeforeApplying) {
  v1::Member member = GoodMember();
  *member.mutable_application_date() = On(2005, 5, 19);
  EXPECT_THAT(BrokenFields(member), ElementsAre("joined_date"));
}

TEST(CheckMemberTest, ProbationLastsOneCalendarYear) {
  v1::Member member = GoodMember();
  *member.mutable_full_member_date() = On(2006, 5, 17);
  EXPECT_THAT(BrokenFields(member), ElementsAre("full_member_date"));
}

TEST(CheckMemberTest, ProbationFromALeapDayEndsOnTheMonthsLastDay) {
  v1::Member member = GoodMember();
  *member.mutable_joined_date() = On(2008, 2, 29);
  *member.mutable_full_member_date() = On(2009, 2, 28);
  EXPECT_THAT(BrokenFields(member), IsEmpty());
  *member.mutable_full_member_date() = On(2009, 2, 27);
  EXPECT_THAT(BrokenFields(member), ElementsAre("full_member_date"));
}

TEST(CheckMemberTest, WhoJoinedWhenThereWasNoProbationMayBeFullAtOnce) {
  v1::Member member = GoodMember();
  member.set_id_number("43112319500305003" + std::string(1, api::IdNumberCheckDigit("43112319500305003")));
  *member.mutable_birth_date() = On(1950, 3, 5);
  member.clear_application_date();
  *member.mutable_joined_date() = On(1973, 7, 1);
  *member.mutable_full_member_date() = On(1973, 7, 1);
  EXPECT_THAT(BrokenFields(member), IsEmpty());
  *member.mutable_joined_date() = On(1977, 8, 18);
  *member.mutable_full_member_date() = On(1977, 8, 18);
  EXPECT_THAT(BrokenFields(member), ElementsAre("full_member_date"));
}

TEST(CheckMemberTest, AFullMemberHasADateOfConversionAndAProbationaryOneHasNone) {
  v1::Member member = GoodMember();
  member.clear_full_member_date();
  EXPECT_THAT(BrokenFields(member), ElementsAre("full_member_date"));
  member.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  EXPECT_THAT(BrokenFields(member), IsEmpty());
  *member.mutable_full_member_date() = On(2006, 5, 18);
  EXPECT_THAT(BrokenFields(member), ElementsAre("full_member_date"));
}

TEST(CheckMemberTest, NoDateLiesInTheFutureOrOutsideTheCalendar) {
  v1::Member member = GoodMember();
  *member.mutable_full_member_date() = ToDate(kToday + 1);
  member.mutable_joined_date()->set_day(31);
  member.mutable_joined_date()->set_month(6);
  EXPECT_THAT(BrokenFields(member), ElementsAre("joined_date", "full_member_date"));
}

TEST(CheckMemberTest, EveryViolationIsNamedAtOnceUnderThePrefix) {
  v1::Member member = GoodMember();
  member.set_gender(GENDER_FEMALE);
  *member.mutable_application_date() = On(2001, 1, 1);
  member.clear_full_member_date();
  std::vector<std::string> fields;
  for (const Violation& violation : CheckMember(member, RegisterRules(), kToday, "member.")) {
    fields.push_back(violation.field);
    EXPECT_FALSE(violation.text.zh.empty());
  }
  EXPECT_THAT(fields, UnorderedElementsAre("member.gender", "member.application_date", "member.full_member_date"));
}

TEST(CheckMemberTest, APermitsNumberHasItsPrefix) {
  v1::Member member = GoodMember();
  member.set_id_type(v1::ID_TYPE_RESIDENCE_PERMIT);
  EXPECT_THAT(BrokenFields(member), ElementsAre("id_number"));
  member.set_id_number("81000019850101001" + std::string(1, api::IdNumberCheckDigit("81000019850101001")));
  EXPECT_THAT(BrokenFields(member), IsEmpty());
  member.set_id_type(v1::ID_TYPE_PERMANENT_RESIDENT_CARD);
  EXPECT_THAT(BrokenFields(member), ElementsAre("id_number"));
}

TEST(CanHoldOfficeTest, OnlyAFullMemberInNormalStatusFromTheConversionOn) {
  v1::Member member = GoodMember();
  member.set_state(v1::MEMBER_STATE_NORMAL);
  EXPECT_TRUE(CanHoldOffice(member, absl::CivilDay(2006, 5, 18)));
  EXPECT_FALSE(CanHoldOffice(member, absl::CivilDay(2006, 5, 17)));
  member.set_state(v1::MEMBER_STATE_CORRECTING);
  EXPECT_FALSE(CanHoldOffice(member, kToday));
  member.set_state(v1::MEMBER_STATE_NORMAL);
  member.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  EXPECT_FALSE(CanHoldOffice(member, kToday));
}

}  // namespace
}  // namespace xf::membership
