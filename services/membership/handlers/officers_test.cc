#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class OfficerTest : public MembershipTest {
 protected:
  absl::StatusOr<v1::Appointment> Appoint(const rpc::Client& client, absl::string_view organization,
                                          const std::string& member, v1::OfficerRole role, google::type::Date start) {
    v1::AppointOfficerRequest request;
    request.set_organization(Org(organization));
    request.mutable_appointment()->set_member(member);
    request.mutable_appointment()->set_role(role);
    *request.mutable_appointment()->mutable_start_date() = start;
    request.mutable_appointment()->set_document("双组干〔2022〕3号");
    return client.Call(&OrganizationStub::AppointOfficer, request);
  }

  absl::StatusOr<v1::Appointment> End(const std::string& name, google::type::Date end, const std::string& etag = "") {
    v1::EndAppointmentRequest request;
    request.set_name(name);
    *request.mutable_end_date() = end;
    request.set_reason("工作调动");
    request.set_etag(etag);
    return admin().Call(&OrganizationStub::EndAppointment, request);
  }

  std::vector<std::string> Officers(absl::string_view organization, std::optional<google::type::Date> as_of = {},
                                    std::optional<google::protobuf::Timestamp> known_at = {}) {
    v1::ListOfficersRequest request;
    request.set_organization(Org(organization));
    if (as_of) *request.mutable_as_of() = *as_of;
    if (known_at) *request.mutable_known_at() = *known_at;
    const auto officers = admin().Call(&OrganizationStub::ListOfficers, request);
    EXPECT_THAT(officers, IsOk());
    return officers.ok() ? NamesOf(officers->officers()) : std::vector<std::string>();
  }
};

TEST_F(OfficerTest, AnAppointmentHasTheTermOfItsOrganization) {
  const v1::Member member = Add(0, "e1");
  const auto branch = Appoint(admin(), "e1", member.name(), v1::OFFICER_ROLE_SECRETARY, Day(2022, 3, 1));
  ASSERT_THAT(branch, IsOk());
  EXPECT_EQ(IsoDate(branch->term_end_date()), "2025-02-28");
  EXPECT_EQ(branch->display_name(), member.display_name());
  EXPECT_EQ(branch->org_path(), Path("east.e1"));
  EXPECT_FALSE(branch->has_end_date());
  const auto township = Appoint(admin(), "east", member.name(), v1::OFFICER_ROLE_DEPUTY_SECRETARY, Day(2022, 3, 1));
  ASSERT_THAT(township, IsOk());
  EXPECT_EQ(IsoDate(township->term_end_date()), "2027-02-28");
}

TEST_F(OfficerTest, OfficersAreListedByRoleAsOfADay) {
  const auto publicity =
      Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_PUBLICITY_COMMISSIONER, Day(2021, 1, 1));
  const auto secretary = Appoint(admin(), "e1", Add(1, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1));
  ASSERT_THAT(publicity, IsOk());
  ASSERT_THAT(secretary, IsOk());
  EXPECT_THAT(Officers("e1"), ElementsAre(secretary->name(), publicity->name()));
  EXPECT_THAT(Officers("e1", Day(2021, 6, 1)), ElementsAre(publicity->name()));
  EXPECT_THAT(Officers("e1", Day(2020, 12, 31)), IsEmpty());
  EXPECT_THAT(Officers("e2"), IsEmpty());
}

TEST_F(OfficerTest, WhatWasKnownOfOfficersStaysAnswerable) {
  const auto secretary = Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1));
  ASSERT_THAT(secretary, IsOk());
  const auto ended = End(secretary->name(), Day(2023, 1, 1));
  ASSERT_THAT(ended, IsOk());
  // A correction of last year: he left office earlier than was known.
  EXPECT_THAT(Officers("e1", Day(2024, 6, 1)), IsEmpty());
  EXPECT_THAT(Officers("e1", Day(2024, 6, 1), secretary->update_time()), ElementsAre(secretary->name()));
  EXPECT_THAT(Officers("e1", {}, secretary->update_time()), ElementsAre(secretary->name())) << "as of today";
  EXPECT_THAT(Officers("e1", Day(2024, 6, 1), ended->update_time()), IsEmpty());
  EXPECT_THAT(Officers("e1", Day(2022, 6, 1), ended->update_time()), ElementsAre(secretary->name()));
  google::protobuf::Timestamp before = secretary->create_time();
  before.set_seconds(before.seconds() - 1);
  EXPECT_THAT(Officers("e1", Day(2024, 6, 1), before), IsEmpty()) << "nothing was known yet";
}

TEST_F(OfficerTest, AnOrganizationHasOneSecretaryAtATime) {
  const std::string one = Add(0, "e1").name();
  const std::string two = Add(1, "e1").name();
  const auto first = Appoint(admin(), "e1", one, v1::OFFICER_ROLE_SECRETARY, Day(2020, 1, 1));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Appoint(admin(), "e1", two, v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_OFFICER_ROLE_TAKEN));
  ASSERT_THAT(End(first->name(), Day(2022, 1, 1)), IsOk());
  EXPECT_THAT(Appoint(admin(), "e1", two, v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1)), IsOk());
}

TEST_F(OfficerTest, SeveralHoldAnotherRoleButNobodyTwice) {
  const std::string one = Add(0, "e1").name();
  const std::string two = Add(1, "e1").name();
  EXPECT_THAT(Appoint(admin(), "e1", one, v1::OFFICER_ROLE_COMMITTEE_MEMBER, Day(2022, 1, 1)), IsOk());
  EXPECT_THAT(Appoint(admin(), "e1", two, v1::OFFICER_ROLE_COMMITTEE_MEMBER, Day(2022, 1, 1)), IsOk());
  EXPECT_THAT(Appoint(admin(), "e1", two, v1::OFFICER_ROLE_COMMITTEE_MEMBER, Day(2023, 1, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_OFFICER_ROLE_TAKEN));
}

TEST_F(OfficerTest, ProbationaryMembersAreNotElected) {
  v1::Member person = Person(0, "e1");
  person.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  person.clear_full_member_date();
  const auto member = Create(admin(), person);
  ASSERT_THAT(member, IsOk());
  EXPECT_THAT(Appoint(admin(), "e1", member->name(), v1::OFFICER_ROLE_COMMITTEE_MEMBER, Day(2022, 1, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_OFFICER_NOT_ELIGIBLE));
}

TEST_F(OfficerTest, AnOfficerOutOfScopeIsAReferenceNotFoundAndAnOrganizationNotFound) {
  const std::string west = Add(0, "w1").name();
  EXPECT_THAT(Appoint(clerk("east"), "e1", west, v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(Appoint(clerk("east"), "w1", west, v1::OFFICER_ROLE_SECRETARY, Day(2022, 1, 1)),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(OfficerTest, DatesOfAnAppointmentAreCheckedTogether) {
  v1::AppointOfficerRequest request;
  request.set_organization(Org("e1"));
  request.mutable_appointment()->set_member(Add(0, "e1").name());
  request.mutable_appointment()->set_role(v1::OFFICER_ROLE_SECRETARY);
  *request.mutable_appointment()->mutable_start_date() = Day(2099, 1, 1);
  *request.mutable_appointment()->mutable_term_end_date() = Day(2098, 1, 1);
  EXPECT_THAT(admin().Call(&OrganizationStub::AppointOfficer, request),
              ViolatesFields(ElementsAre("appointment.start_date", "appointment.term_end_date")));
}

TEST_F(OfficerTest, AnEndedAppointmentStaysInThePast) {
  const auto made = Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2020, 1, 1));
  ASSERT_THAT(made, IsOk());
  const auto ended = End(made->name(), Day(2023, 1, 1), made->etag());
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->name(), made->name());
  EXPECT_EQ(IsoDate(ended->end_date()), "2023-01-01");
  EXPECT_EQ(ended->end_reason(), "工作调动");
  EXPECT_EQ(ended->etag(), "2");
  EXPECT_THAT(Officers("e1", Day(2022, 12, 31)), ElementsAre(made->name()));
  EXPECT_THAT(Officers("e1", Day(2023, 1, 1)), IsEmpty());
}

TEST_F(OfficerTest, AnAppointmentEndsOnceAndAfterItsFirstDay) {
  const auto made = Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2020, 1, 1));
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(End(made->name(), Day(2020, 1, 1)), ViolatesFields(ElementsAre("end_date")));
  EXPECT_THAT(End(made->name(), Day(2099, 1, 1)), ViolatesFields(ElementsAre("end_date")));
  EXPECT_THAT(End(made->name(), Day(2021, 1, 1), "5"), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
  ASSERT_THAT(End(made->name(), Day(2021, 1, 1)), IsOk());
  EXPECT_THAT(End(made->name(), Day(2022, 1, 1)), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(OfficerTest, AnAppointmentMovesWithItsOrganization) {
  const auto made = Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2020, 1, 1));
  ASSERT_THAT(made, IsOk());
  v1::MoveOrganizationRequest request;
  request.set_name(Org("e1"));
  request.set_new_superior(Org("west"));
  request.set_reason("乡镇区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  const auto ended = End(made->name(), Day(2021, 1, 1));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->org_path(), Path("west.e1"));
}

TEST_F(OfficerTest, ASecretaryOfLessThanAYearInThePartyIsPointedOut) {
  // Full members since 2011-07-01.
  ASSERT_THAT(Appoint(admin(), "e1", Add(0, "e1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2012, 6, 30)), IsOk());
  ASSERT_THAT(Appoint(admin(), "w1", Add(1, "w1").name(), v1::OFFICER_ROLE_SECRETARY, Day(2012, 7, 1)), IsOk());
  v1::ListOrganizationWarningsRequest list;
  list.set_parent(county());
  const auto warnings = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
  ASSERT_THAT(warnings, IsOk());
  std::vector<std::string> found;
  for (const auto& warning : warnings->warnings()) {
    if (warning.finding() == v1::ORGANIZATION_FINDING_SECRETARY_TOO_NEW) found.push_back(warning.organization());
  }
  EXPECT_THAT(found, ElementsAre(Org("e1")));
}

}  // namespace
}  // namespace xf::membership
