// A county for tests: a root with two townships, a branch and members in each, and short ways to make what placements
// need.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/api/formats.h"
#include "common/base/date.h"
#include "common/testing/suite.h"
#include "services/rotation/definition.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/rotation/v1/placement_service.grpc.pb.h"
#include "xianfeng/rotation/v1/program_service.grpc.pb.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;
namespace membership = xianfeng::membership::v1;

using Programs = v1::ProgramService::Stub;
using Placements = v1::PlacementService::Stub;

class RotationTest : public testing::ServiceTest<&Definition, "membership", "training"> {
 protected:
  // East and west are townships of the county; each has a branch of the same name and "_branch".
  void SetUp() override {
    county_ = NewCounty();
    root_ = OrganizationName(county_.substr(county_.rfind('/') + 1));
    MakeOrganization("", membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
    for (const char* town : {"east", "west"}) {
      MakeOrganization(town, membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
      MakeOrganization(absl::StrCat(town, "_branch"), membership::ORGANIZATION_KIND_BRANCH, OrganizationName(town));
    }
  }

  rpc::Client Admin() const { return suite().Admin(county_); }
  rpc::Client Membership() const { return suite().Admin(county_, "membership"); }
  rpc::Client ClerkOf(absl::string_view town) const {
    return Clerk(absl::StrCat(testing::RootPath(county_), ".", town));
  }

  std::string Name(absl::string_view collection, absl::string_view id) const {
    return absl::StrCat(county_, "/", collection, "/", id);
  }
  std::string OrganizationName(absl::string_view id) const { return Name("organizations", id); }

  // A member of a township's branch, born on 15 May 1988; returns its name.
  std::string MakeMember(absl::string_view id, absl::string_view town = "east",
                         membership::MemberKind kind = membership::MEMBER_KIND_FULL) {
    membership::CreateMemberRequest request;
    request.set_parent(county_);
    request.set_member_id(std::string(id));
    membership::Member& member = *request.mutable_member();
    member.set_display_name("李测试");
    std::string number = absl::StrFormat("43112319880515%02d1", ++members_);
    number += api::IdNumberCheckDigit(number);
    member.set_id_number(number);
    member.set_gender(xianfeng::type::v1::GENDER_MALE);
    member.set_ethnicity("01");
    *member.mutable_birth_date() = ToDate(absl::CivilDay(1988, 5, 15));
    member.set_archive_birth_month("1988-07");
    member.set_education("21");
    member.set_organization(OrganizationName(absl::StrCat(town, "_branch")));
    member.set_member_kind(kind);
    *member.mutable_joined_date() = ToDate(absl::CivilDay(2012, 7, 1));
    if (kind == membership::MEMBER_KIND_FULL) {
      *member.mutable_full_member_date() = ToDate(absl::CivilDay(2013, 7, 1));
    }
    const auto made = Membership().Call(&membership::MemberService::Stub::CreateMember, request);
    EXPECT_THAT(made, testing::IsOk());
    return Name("members", id);
  }

  v1::Candidate CandidateOf(const std::string& member, absl::string_view town = "east") const {
    v1::Candidate candidate;
    candidate.set_member(member);
    candidate.set_organization(OrganizationName(town));
    return candidate;
  }

  // A member and candidate of one id; returns the candidate's name.
  std::string MakeCandidate(absl::string_view id, absl::string_view town = "east") {
    v1::CreateCandidateRequest request;
    request.set_parent(county_);
    request.set_candidate_id(std::string(id));
    *request.mutable_candidate() = CandidateOf(MakeMember(id, town), town);
    EXPECT_THAT(Admin().Call(&Programs::CreateCandidate, request), testing::IsOk());
    return Name("candidates", id);
  }

  // A program since 2022; returns its name.
  std::string MakeProgram(absl::string_view id, v1::ProgramType type) {
    v1::CreateProgramRequest request;
    request.set_parent(county_);
    request.set_program_id(std::string(id));
    v1::Program& program = *request.mutable_program();
    program.set_organization(root_);
    program.set_display_name("年轻干部培训");
    program.set_type(type);
    *program.mutable_start_date() = ToDate(absl::CivilDay(2022, 1, 1));
    EXPECT_THAT(Admin().Call(&Programs::CreateProgram, request), testing::IsOk());
    return Name("programs", id);
  }

  // A post on the list of a township, or of the county when `town` is empty; returns its name.
  std::string MakePost(absl::string_view id, v1::HostLevel level, int capacity, absl::string_view town = "") {
    v1::CreatePostRequest request;
    request.set_parent(county_);
    request.set_post_id(std::string(id));
    v1::Post& post = *request.mutable_post();
    post.set_organization(town.empty() ? root_ : OrganizationName(town));
    post.set_display_name("信访接待岗");
    post.set_host("信访局");
    post.set_host_level(level);
    post.set_demanding(true);
    post.set_field("信访");
    post.set_capacity(capacity);
    EXPECT_THAT(Admin().Call(&Programs::CreatePost, request), testing::IsOk());
    return Name("posts", id);
  }

  // Today as the servers see it.
  static absl::CivilDay Today() { return Clock::Real().Today(); }

  std::string county_;
  std::string root_;

 private:
  void MakeOrganization(absl::string_view id, membership::OrganizationKind kind, const std::string& superior) {
    membership::CreateOrganizationRequest request;
    request.set_parent(county_);
    request.set_organization_id(std::string(id));
    request.mutable_organization()->set_display_name(id.empty() ? "测试县委" : absl::StrCat(id, "党组织"));
    request.mutable_organization()->set_kind(kind);
    request.mutable_organization()->set_superior(superior);
    request.mutable_organization()->set_sector(xianfeng::type::v1::SECTOR_RURAL);
    EXPECT_THAT(Membership().Call(&membership::OrganizationService::Stub::CreateOrganization, request),
                testing::IsOk());
  }

  int members_ = 0;
};

}  // namespace xf::rotation
