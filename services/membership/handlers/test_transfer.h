// Transfers and counts, for the tests of members in time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/transfer_service.grpc.pb.h"

namespace xf::membership {

using TransferStub = v1::TransferService::Stub;

class TransferFixture : public MembershipTest {
 protected:
  static absl::CivilDay Today() { return absl::ToCivilDay(absl::Now(), ChinaZone()); }

  // A moment by the database's clock, between two transactions.
  static absl::Time Now() { return absl::Now(); }

  // How many members an organization counts on a day, by what was known at a moment.
  int64_t Counted(const std::string& organization, std::optional<absl::CivilDay> as_of, const rpc::Client& client,
                  std::optional<absl::Time> known_at = {}) const {
    v1::CountMembersRequest request;
    request.set_parent(county());
    request.set_organization(organization);
    if (as_of) *request.mutable_as_of() = ToDate(*as_of);
    if (known_at) {
      const int64_t micros = absl::ToUnixMicros(*known_at);
      request.mutable_known_at()->set_seconds(micros / 1'000'000);
      request.mutable_known_at()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
    }
    const auto counted = client.Call(&MemberStub::CountMembers, request);
    EXPECT_THAT(counted, testing::IsOk());
    return counted.ok() ? counted->total() : -1;
  }
  int64_t Counted(const std::string& organization, std::optional<absl::CivilDay> as_of = {}) const {
    return Counted(organization, as_of, admin());
  }

  static v1::StartTransferRequest Request(const std::string& member, const std::string& target) {
    v1::StartTransferRequest request;
    request.set_parent(member.substr(0, 15));
    request.mutable_transfer()->set_member(member);
    request.mutable_transfer()->set_target(target);
    request.mutable_transfer()->set_reason("工作单位变动");
    request.mutable_transfer()->set_dues_paid_through("2026-01");
    return request;
  }
  static absl::StatusOr<v1::Transfer> Start(const rpc::Client& client, const std::string& member,
                                            const std::string& target) {
    return client.Call(&TransferStub::StartTransfer, Request(member, target));
  }
  static absl::StatusOr<v1::Transfer> Approve(const rpc::Client& client, const std::string& name) {
    v1::ApproveTransferRequest request;
    request.set_name(name);
    return client.Call(&TransferStub::ApproveTransfer, request);
  }
  static absl::StatusOr<v1::Transfer> Accept(const rpc::Client& client, const std::string& name,
                                             const std::string& branch = "") {
    v1::AcceptTransferRequest request;
    request.set_name(name);
    request.set_branch(branch);
    return client.Call(&TransferStub::AcceptTransfer, request);
  }
  static absl::StatusOr<v1::Transfer> Reject(const rpc::Client& client, const std::string& name) {
    v1::RejectTransferRequest request;
    request.set_name(name);
    request.set_reason("档案不齐");
    return client.Call(&TransferStub::RejectTransfer, request);
  }
  static absl::StatusOr<v1::Transfer> Cancel(const rpc::Client& client, const std::string& name) {
    v1::CancelTransferRequest request;
    request.set_name(name);
    request.set_reason("不再调动");
    return client.Call(&TransferStub::CancelTransfer, request);
  }
  std::vector<v1::Transfer> List(const rpc::Client& client, const std::string& filter) const {
    v1::ListTransfersRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    const auto page = client.Call(&TransferStub::ListTransfers, request);
    EXPECT_THAT(page, testing::IsOk());
    if (!page.ok()) return {};
    return {page->transfers().begin(), page->transfers().end()};
  }

  // All three hops; a failure fails the test.
  v1::Transfer Transfer(const std::string& member, const std::string& target, const rpc::Client& source,
                        const rpc::Client& destination) const {
    const auto started = Start(source, member, target);
    EXPECT_THAT(started, testing::IsOk());
    if (!started.ok()) return {};
    EXPECT_THAT(Approve(source, started->name()), testing::IsOk());
    const auto accepted = Accept(destination, started->name());
    EXPECT_THAT(accepted, testing::IsOk());
    return accepted.value_or(v1::Transfer());
  }
  // To a branch of the county, by its id.
  v1::Transfer Transfer(const std::string& member, absl::string_view branch) const {
    return Transfer(member, Org(branch), admin(), admin());
  }

  // Another county with one township and one branch; the branch's name.
  std::string OrganizeThere(const std::string& there) const {
    const auto create = [&](const std::string& id, const std::string& superior, v1::OrganizationKind kind) {
      v1::CreateOrganizationRequest request;
      request.set_parent(there);
      request.set_organization_id(id);
      request.mutable_organization()->set_display_name(absl::StrCat("中共邻县", id, "组织"));
      request.mutable_organization()->set_kind(kind);
      request.mutable_organization()->set_sector(xianfeng::type::v1::SECTOR_COMMUNITY);
      if (!superior.empty()) request.mutable_organization()->set_superior(superior);
      const auto made = Admin(there).Call(&OrganizationStub::CreateOrganization, request);
      EXPECT_THAT(made, testing::IsOk());
      return made.ok() ? made->name() : "";
    };
    const std::string root = create(there.substr(9), "", v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
    const std::string township = create("town", root, v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE);
    return create("t1", township, v1::ORGANIZATION_KIND_BRANCH);
  }
};

}  // namespace xf::membership
