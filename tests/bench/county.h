// The county that the benchmarks load: one branch with as many invented members as they ask for.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/api/formats.h"
#include "common/rpc/client.h"
#include "common/testing/must.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::bench {

namespace v1 = xianfeng::membership::v1;
using testing::Must;

inline constexpr const char* kCounty = "990001";
inline constexpr const char* kParent = "counties/990001";
inline constexpr const char* kRoot = "99.9900.990001";

inline std::string Id(int64_t n) { return absl::StrFormat("m%05d", n); }

inline std::string MemberName(int64_t n) { return absl::StrCat("counties/", kCounty, "/members/", Id(n)); }

// The n-th member, with all that an import brings.
inline v1::Member InventedMember(int64_t n) {
  v1::Member member;
  member.set_name(MemberName(n));
  member.set_display_name("张明");
  std::string id =
      absl::StrFormat("990001198%d%02d%02d%03d", n % 10, n / 10 % 12 + 1, n / 120 % 28 + 1, n / 3360 * 2 + 1);
  id += api::IdNumberCheckDigit(id);
  member.set_id_number(id);
  const absl::CivilDay birth = api::IdNumberBirthDay(id);
  member.set_gender(api::IdNumberGender(id));
  member.mutable_birth_date()->set_year(static_cast<int>(birth.year()));
  member.mutable_birth_date()->set_month(birth.month());
  member.mutable_birth_date()->set_day(birth.day());
  member.set_ethnicity("01");
  member.set_education("31");
  member.set_phone(absl::StrFormat("1380000%04d", n % 10000));
  member.set_address("双牌县泷泊镇某某路一号");
  member.set_organization(absl::StrCat("counties/", kCounty, "/organizations/branch"));
  member.set_member_kind(v1::MEMBER_KIND_FULL);
  member.mutable_joined_date()->set_year(2015);
  member.mutable_joined_date()->set_month(7);
  member.mutable_joined_date()->set_day(1);
  member.mutable_full_member_date()->set_year(2016);
  member.mutable_full_member_date()->set_month(7);
  member.mutable_full_member_date()->set_day(1);
  return member;
}

inline void AddOrganization(const rpc::Client& client, const std::string& id, v1::OrganizationKind kind,
                            const std::string& superior) {
  v1::CreateOrganizationRequest request;
  request.set_parent(kParent);
  request.set_organization_id(id);
  request.mutable_organization()->set_display_name("中共某某支部委员会");
  request.mutable_organization()->set_kind(kind);
  if (!superior.empty()) {
    request.mutable_organization()->set_superior(absl::StrCat("counties/", kCounty, "/organizations/", superior));
  }
  Must(client.Call(&v1::OrganizationService::Stub::CreateOrganization, request));
}

// Makes the county with one branch.
inline void MakeCounty(const rpc::Client& client) {
  AddOrganization(client, kCounty, v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
  AddOrganization(client, "branch", v1::ORGANIZATION_KIND_BRANCH, kCounty);
}

// The chunks of an import of the first members.
inline std::vector<v1::ImportMembersRequest> ChunksOf(int members) {
  std::vector<v1::ImportMembersRequest> chunks;
  for (int64_t next = 0; next < members;) {
    v1::ImportMembersRequest& chunk = chunks.emplace_back();
    chunk.set_parent(kParent);
    chunk.set_request_id("bench");
    chunk.set_chunk(static_cast<int64_t>(chunks.size()) - 1);
    for (int i = 0; i < 500 && next < members; ++i) *chunk.add_rows() = InventedMember(next++);
  }
  return chunks;
}

inline void Import(const rpc::Client& client, std::vector<v1::ImportMembersRequest> chunks) {
  size_t next = 0;
  const auto summary =
      Must(client.Write<v1::MemberService::Stub, v1::ImportMembersRequest, xianfeng::type::v1::ImportSummary>(
          &v1::MemberService::Stub::ImportMembers, [&](v1::ImportMembersRequest& request) {
            if (next == chunks.size()) return false;
            request = std::move(chunks[next++]);
            return true;
          }));
  if (summary.created() != summary.rows()) {
    std::cerr << summary.ShortDebugString() << std::endl;
    std::exit(1);
  }
}

// Makes the county with one branch and imports its first members.
inline void Load(const rpc::Client& client, int members) {
  MakeCounty(client);
  Import(client, ChunksOf(members));
}

}  // namespace xf::bench
