// A county for the tests: two townships with a branch each, and members as a test asks for them, all made in membership
// through its public methods.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "common/api/formats.h"
#include "common/base/date.h"
#include "common/testing/suite.h"
#include "services/training/definition.h"
#include "services/training/service.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::training {

namespace membership = xianfeng::membership::v1;
namespace type = xianfeng::type::v1;

// The value of an answer that must be one; the default when it is not, after a failure.
template <typename T>
T Must(absl::StatusOr<T> answer) {
  EXPECT_THAT(answer, testing::IsOk());
  return answer.ok() ? *std::move(answer) : T();
}

// The last segments of the names of resources, in their order.
template <typename Rows>
std::vector<std::string> Ids(const Rows& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.name().substr(row.name().rfind('/') + 1));
  return ids;
}

// "row field REASON" of every error of an import; the field is empty where the row as a whole is refused.
inline std::vector<std::string> ErrorsOf(const type::ImportSummary& summary) {
  std::vector<std::string> errors;
  for (const auto& error : summary.errors()) {
    errors.push_back(absl::StrCat(error.row(), " ", error.field(), " ", error.reason()));
  }
  return errors;
}

class TrainingTest : public testing::ServiceTest<&Definition, "membership"> {
 protected:
  void SetUp() override {
    county_ = NewCounty();
    root_ = AddOrganization(county_.substr(county_.rfind('/') + 1), membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
    east_ = AddOrganization("east", membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
    west_ = AddOrganization("west", membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
    east_branch_ = AddOrganization("east_branch", membership::ORGANIZATION_KIND_BRANCH, east_);
    west_branch_ = AddOrganization("west_branch", membership::ORGANIZATION_KIND_BRANCH, west_);
  }

  const std::string& county() const { return county_; }
  const std::string& root() const { return root_; }
  const std::string& east() const { return east_; }
  const std::string& west() const { return west_; }
  const std::string& east_branch() const { return east_branch_; }
  const std::string& west_branch() const { return west_branch_; }
  std::string EastPath() const { return testing::RootPath(county_) + ".east"; }
  std::string WestPath() const { return testing::RootPath(county_) + ".west"; }
  rpc::Client Admin() const { return suite().Admin(county_); }
  rpc::Client EastClerk() const { return suite().Clerk(EastPath()); }
  rpc::Client WestClerk() const { return suite().Clerk(WestPath()); }

  std::string NameOf(absl::string_view collection, absl::string_view id) const {
    return absl::StrCat(county_, "/", collection, "/", id);
  }

  // A full member of a branch; returns its name.
  std::string AddMember(const std::string& id, const std::string& branch) {
    membership::CreateMemberRequest request;
    request.set_parent(county_);
    request.set_member_id(id);
    auto& member = *request.mutable_member();
    const std::string digits = absl::StrFormat("99000119880615%03d", 1 + 2 * members_++);
    member.set_display_name("李测试");
    member.set_id_number(digits + api::IdNumberCheckDigit(digits));
    member.set_gender(type::GENDER_MALE);
    member.set_ethnicity("01");
    *member.mutable_birth_date() = ToDate(absl::CivilDay(1988, 6, 15));
    member.set_organization(branch);
    member.set_member_kind(membership::MEMBER_KIND_FULL);
    *member.mutable_joined_date() = ToDate(absl::CivilDay(2012, 7, 1));
    *member.mutable_full_member_date() = ToDate(absl::CivilDay(2013, 7, 1));
    return Must(suite().Admin(county_, "membership").Call(&membership::MemberService::Stub::CreateMember, request))
        .name();
  }
  std::string AddMember(const std::string& id) { return AddMember(id, east_branch_); }

  // All that a List method finds by a filter.
  template <typename Request, typename Method>
  auto List(Method method, const std::string& filter) const {
    Request request;
    request.set_parent(county_);
    request.set_filter(filter);
    return Must(Admin().Call(method, request));
  }

  // What a Get method tells a caller about a name.
  template <typename Request, typename Method>
  auto Get(const rpc::Client& caller, Method method, const std::string& name) const {
    Request request;
    request.set_name(name);
    return caller.Call(method, request);
  }

  // Sends `rows` in one chunk of an import of its own.
  template <typename Request, typename Method, typename Rows>
  absl::StatusOr<type::ImportSummary> Import(const rpc::Client& caller, Method method, const Rows& rows) {
    bool sent = false;
    const std::string request_id = absl::StrCat("load-", ++imports_);
    const std::function<bool(Request&)> next = [&](Request& request) {
      if (std::exchange(sent, true)) return false;
      request.set_parent(county_);
      request.set_request_id(request_id);
      request.mutable_rows()->Add(rows.begin(), rows.end());
      return true;
    };
    return caller.Write(method, next);
  }

 private:
  std::string AddOrganization(const std::string& id, membership::OrganizationKind kind, const std::string& superior) {
    membership::CreateOrganizationRequest request;
    request.set_parent(county_);
    request.set_organization_id(id);
    auto& organization = *request.mutable_organization();
    organization.set_display_name(absl::StrCat("中共测试", id, "组织"));
    organization.set_kind(kind);
    organization.set_sector(type::SECTOR_RURAL);
    organization.set_superior(superior);
    return Must(suite()
                    .Admin(county_, "membership")
                    .Call(&membership::OrganizationService::Stub::CreateOrganization, request))
        .name();
  }

  std::string county_, root_, east_, west_, east_branch_, west_branch_;
  int members_ = 0;
  int imports_ = 0;
};

}  // namespace xf::training
