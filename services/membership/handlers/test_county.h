// An invented county for tests, built through the API: a county committee, the townships "east" and "west", the
// branches "e1" and "e2" in the east and "w1" in the west.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/api/formats.h"
#include "common/base/date.h"
#include "common/testing/postgres.h"
#include "common/testing/suite.h"
#include "services/membership/definition.h"
#include "services/membership/service.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::membership {

using MemberStub = v1::MemberService::Stub;
using OrganizationStub = v1::OrganizationService::Stub;

inline google::type::Date Day(int year, int month, int day) { return ToDate(absl::CivilDay(year, month, day)); }

// The n-th invented person, a full member: born on the n-th day after 1985-01-01, men and women in turn; n up to
// 2,250, who were 18 when they applied.
inline v1::Member TestPerson(int n, const std::string& organization) {
  static constexpr const char* kSurnames[] = {"赵", "钱", "孙", "李", "欧阳"};
  static constexpr const char* kGiven[] = {"青松", "白露", "望舒", "长庚", "玄英", "青阳", "朱明"};
  const absl::CivilDay birth = absl::CivilDay(1985, 1, 1) + n;
  const std::string seventeen = absl::StrCat(
      "431123", absl::StrFormat("%04d%02d%02d", birth.year(), birth.month(), birth.day()), n % 2 == 0 ? "001" : "002");
  v1::Member member;
  member.set_display_name(absl::StrCat(kSurnames[n % 5], kGiven[n % 7]));
  member.set_id_number(seventeen + api::IdNumberCheckDigit(seventeen));
  member.set_gender(n % 2 == 0 ? xianfeng::type::v1::GENDER_MALE : xianfeng::type::v1::GENDER_FEMALE);
  member.set_ethnicity(n % 3 == 0 ? "13" : "01");
  *member.mutable_birth_date() = ToDate(birth);
  member.set_education(n % 4 == 0 ? "21" : "61");
  member.set_phone(absl::StrFormat("1380000%04d", n));
  member.set_organization(organization);
  member.set_member_kind(v1::MEMBER_KIND_FULL);
  *member.mutable_application_date() = Day(2009, 3, 1);
  *member.mutable_joined_date() = Day(2010, 7, 1);
  *member.mutable_full_member_date() = Day(2011, 7, 1);
  return member;
}

class MembershipTest : public testing::ServiceTest<&Definition> {
 protected:
  void SetUp() override {
    county_ = NewCounty();
    Organize("", std::string(county_.substr(9)), v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
    for (const char* township : {"east", "west"}) {
      Organize(county_.substr(9), township, v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE);
    }
    Organize("east", "e1", v1::ORGANIZATION_KIND_BRANCH);
    Organize("east", "e2", v1::ORGANIZATION_KIND_BRANCH);
    Organize("west", "w1", v1::ORGANIZATION_KIND_BRANCH);
  }

  const std::string& county() const { return county_; }
  // Runs a file of test_sql/ as superuser, with :county; what it answers.
  std::string Psql(const db::Query& query, std::vector<db::Arg> args = {}) const {
    args.insert(args.begin(), db::Arg("county", api::CountyOf(county_)));
    return testing::TestPostgres::Get().Psql(suite().database(), query, args);
  }
  rpc::Client admin() const { return Admin(county_); }
  // The clerk of one township.
  rpc::Client clerk(absl::string_view township) const { return Clerk(Path(township)); }
  std::string Org(absl::string_view id) const { return absl::StrCat(county_, "/organizations/", id); }
  // Path of an organization given by the labels below the root: Path("east.e1").
  std::string Path(absl::string_view below) const { return absl::StrCat(testing::RootPath(county_), ".", below); }

  // Creates an organization under another one; a failure fails the test.
  v1::Organization Organize(absl::string_view superior, const std::string& id, v1::OrganizationKind kind) {
    v1::CreateOrganizationRequest request;
    request.set_parent(county_);
    request.set_organization_id(id);
    request.mutable_organization()->set_display_name(absl::StrCat("中共测试县", id, "组织"));
    request.mutable_organization()->set_kind(kind);
    request.mutable_organization()->set_sector(xianfeng::type::v1::SECTOR_RURAL);
    *request.mutable_organization()->mutable_founded_date() = Day(1990, 7, 1);
    if (!superior.empty()) request.mutable_organization()->set_superior(Org(superior));
    auto made = admin().Call(&OrganizationStub::CreateOrganization, request);
    EXPECT_THAT(made, testing::IsOk());
    return made.value_or(v1::Organization());
  }

  // The n-th invented person, in a branch of the county.
  v1::Member Person(int n, absl::string_view branch) const { return TestPerson(n, Org(branch)); }

  static absl::StatusOr<v1::Member> Create(const rpc::Client& client, const v1::Member& member,
                                           const std::string& id = "") {
    v1::CreateMemberRequest request;
    request.set_parent(member.organization().substr(0, 15));
    request.set_member_id(id);
    *request.mutable_member() = member;
    return client.Call(&MemberStub::CreateMember, request);
  }

  // Creates the n-th person; a failure fails the test.
  v1::Member Add(int n, absl::string_view branch) {
    auto made = Create(admin(), Person(n, branch));
    EXPECT_THAT(made, testing::IsOk());
    return made.value_or(v1::Member());
  }

  // Imports the persons from `from` up to, not including, `to`.
  void AddMany(int from, int to, absl::string_view branch) {
    constexpr int kChunk = 500;
    int next = from;
    const auto summary = admin().Write<MemberStub, v1::ImportMembersRequest, xianfeng::type::v1::ImportSummary>(
        &MemberStub::ImportMembers, [&](v1::ImportMembersRequest& request) {
          if (next >= to) return false;
          request.set_parent(county_);
          request.set_chunk((next - from) / kChunk);
          for (const int end = std::min(to, next + kChunk); next < end; ++next)
            *request.add_rows() = Person(next, branch);
          return true;
        });
    ASSERT_THAT(summary, testing::IsOk());
    EXPECT_EQ(summary->created(), to - from);
  }

  static absl::StatusOr<v1::Member> Get(const rpc::Client& client, const std::string& name) {
    v1::GetMemberRequest request;
    request.set_name(name);
    return client.Call(&MemberStub::GetMember, request);
  }

 private:
  std::string county_;
};

// Names of a page of resources, to compare with.
template <typename Resources>
std::vector<std::string> NamesOf(const Resources& resources) {
  std::vector<std::string> names;
  for (const auto& resource : resources) names.push_back(resource.name());
  return names;
}

}  // namespace xf::membership
