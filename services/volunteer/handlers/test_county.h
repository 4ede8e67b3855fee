// A county for the tests: two townships, a branch of a private enterprise, and members as a test asks for them, all
// made in membership through its public methods.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/api/formats.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/testing/suite.h"
#include "services/volunteer/definition.h"
#include "services/volunteer/domain/times.h"
#include "services/volunteer/service.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"

namespace xf::volunteer {

namespace membership = xianfeng::membership::v1;
namespace type = xianfeng::type::v1;

// The value of an answer that must be one; the default when it is not, after a failure.
template <typename T>
T Must(absl::StatusOr<T> answer) {
  EXPECT_THAT(answer, testing::IsOk());
  return answer.ok() ? *std::move(answer) : T();
}

class VolunteerTest : public testing::ServiceTest<&Definition, "membership"> {
 protected:
  static constexpr char kCommunity[] = "990001100201";

  void SetUp() override {
    county_ = NewCounty();
    const std::string code = county_.substr(county_.rfind('/') + 1);
    root_ = AddOrganization(code, membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
    east_ = AddOrganization("east", membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
    west_ = AddOrganization("west", membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
    firm_ = AddOrganization("firm", membership::ORGANIZATION_KIND_BRANCH, east_, type::SECTOR_PRIVATE_ENTERPRISE);
  }

  const std::string& county() const { return county_; }
  const std::string& root() const { return root_; }
  const std::string& east() const { return east_; }
  const std::string& west() const { return west_; }
  // A branch below east(), of a private enterprise.
  const std::string& firm() const { return firm_; }
  std::string EastPath() const { return testing::RootPath(county_) + ".east"; }
  std::string WestPath() const { return testing::RootPath(county_) + ".west"; }

  // Calls the volunteer service as the county's administrator.
  template <typename Method, typename Request>
  auto Call(Method method, const Request& request) const {
    return Admin(county_).Call(method, request);
  }
  // The same as another person with the same rights.
  rpc::Client Another(const std::string& subject) const {
    testing::Who who;
    who.subject = subject;
    who.scopes = {testing::RootPath(county_)};
    return suite().As(who);
  }

  // A full member of firm() who lives in kCommunity; returns its name.
  std::string AddMember(const std::string& display_name) {
    membership::CreateMemberRequest request;
    request.set_parent(county_);
    auto& member = *request.mutable_member();
    const std::string digits = absl::StrFormat("99000119880615%03d", 1 + 2 * members_++);
    member.set_display_name(display_name);
    member.set_id_number(digits + api::IdNumberCheckDigit(digits));
    member.set_gender(type::GENDER_MALE);
    member.set_ethnicity("13");
    *member.mutable_birth_date() = ToDate(absl::CivilDay(1988, 6, 15));
    member.set_residence_division(kCommunity);
    member.set_organization(firm_);
    member.set_member_kind(membership::MEMBER_KIND_FULL);
    *member.mutable_joined_date() = ToDate(absl::CivilDay(2012, 7, 1));
    *member.mutable_full_member_date() = ToDate(absl::CivilDay(2013, 7, 1));
    return Must(Admin(county_, "membership").Call(&membership::MemberService::Stub::CreateMember, request)).name();
  }

  // An event of firm() from 09:00 to 13:00 on a day of the past, as it is before it is created.
  v1::Event FourHours(absl::CivilDay day = absl::CivilDay(2026, 5, 18)) const {
    v1::Event event;
    event.set_title("爱心送考");
    event.set_organization(firm_);
    event.set_category(v1::EVENT_CATEGORY_EXAM_ESCORT);
    event.set_community_division(kCommunity);
    *event.mutable_start_time() = At(day, 9);
    *event.mutable_end_time() = At(day, 13);
    return event;
  }

  static google::protobuf::Timestamp At(absl::CivilDay day, int hour) {
    return ToTimestamp(absl::FromCivil(absl::CivilSecond(day) + hour * 3600, ChinaZone()));
  }

  v1::Event AddEvent(const v1::Event& event) const {
    v1::CreateEventRequest request;
    request.set_parent(county_);
    *request.mutable_event() = event;
    return Must(Call(&v1::EventService::Stub::CreateEvent, request));
  }

  // Sends `rows` in one chunk of an import.
  template <typename Request, typename Method, typename Rows>
  absl::StatusOr<type::ImportSummary> Import(Method method, const Rows& rows, const std::string& request_id = "",
                                             bool validate_only = false) const {
    bool sent = false;
    const std::function<bool(Request&)> next = [&](Request& request) {
      if (std::exchange(sent, true)) return false;
      request.set_parent(county_);
      request.set_request_id(request_id);
      request.set_validate_only(validate_only);
      request.mutable_rows()->Add(rows.begin(), rows.end());
      return true;
    };
    return Admin(county_).Write(method, next);
  }

 private:
  std::string AddOrganization(const std::string& id, membership::OrganizationKind kind, const std::string& superior,
                              type::Sector sector = type::SECTOR_RURAL) {
    membership::CreateOrganizationRequest request;
    request.set_parent(county_);
    request.set_organization_id(id);
    auto& organization = *request.mutable_organization();
    organization.set_display_name(absl::StrCat("中共测试", id, "组织"));
    organization.set_kind(kind);
    organization.set_sector(sector);
    organization.set_superior(superior);
    return Must(Admin(county_, "membership").Call(&membership::OrganizationService::Stub::CreateOrganization, request))
        .name();
  }

  std::string county_, root_, east_, west_, firm_;
  int members_ = 0;
};

}  // namespace xf::volunteer
