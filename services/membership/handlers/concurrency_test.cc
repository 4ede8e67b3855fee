// Callers in each other's way.
#include <atomic>
#include <thread>

#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;
using Code = absl::StatusCode;

// Runs `work(i)` on `count` threads at once.
void AtOnce(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

class ConcurrencyTest : public MembershipTest {
 protected:
  absl::Status Move(absl::string_view id, absl::string_view to) {
    v1::MoveOrganizationRequest request;
    request.set_name(Org(id));
    request.set_new_superior(Org(to));
    request.set_reason("并发测试");
    return admin().Call(&OrganizationStub::MoveOrganization, request).status();
  }

  std::vector<v1::Organization> Organizations() {
    v1::ListOrganizationsRequest request;
    request.set_parent(county());
    request.set_page_size(1000);
    const auto page = admin().Call(&OrganizationStub::ListOrganizations, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {page->organizations().begin(), page->organizations().end()};
  }

  std::vector<v1::Member> Members() {
    v1::ListMembersRequest request;
    request.set_parent(county());
    request.set_page_size(1000);
    const auto page = admin().Call(&MemberStub::ListMembers, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {page->members().begin(), page->members().end()};
  }

  // Every organization stands below its superior, every member where its branch stands.
  void ExpectOneTree() {
    std::map<std::string, std::string> paths;
    for (const auto& organization : Organizations()) paths[organization.name()] = organization.org_path();
    for (const auto& organization : Organizations()) {
      if (organization.superior().empty()) continue;
      const std::string id = organization.name().substr(organization.name().rfind('/') + 1);
      EXPECT_EQ(organization.org_path(), paths[organization.superior()] + "." + id);
    }
    for (const auto& member : Members()) EXPECT_EQ(member.org_path(), paths[member.organization()]);
  }
};

TEST_F(ConcurrencyTest, MembersCreatedDuringAMoveStandWhereTheirBranchStands) {
  constexpr int kPeople = 24;
  std::atomic<int> next = 0;
  AtOnce(3, [&](int thread) {
    if (thread == 0) {
      for (int i = 0; i < 6; ++i) EXPECT_THAT(Move("e1", i % 2 == 0 ? "west" : "east"), IsOk());
      return;
    }
    for (int n = next++; n < kPeople; n = next++) EXPECT_THAT(Create(admin(), Person(n, "e1")), IsOk());
  });
  EXPECT_EQ(Members().size(), static_cast<size_t>(kPeople));
  ExpectOneTree();
}

TEST_F(ConcurrencyTest, OrganizationsCreatedDuringAMoveAreMovedAlong) {
  Organize("east", "general", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  AtOnce(2, [&](int thread) {
    for (int i = 0; i < 6; ++i) {
      if (thread == 0) {
        EXPECT_THAT(Move("general", i % 2 == 0 ? "west" : "east"), IsOk());
      } else {
        Organize("general", absl::StrCat("late", i), v1::ORGANIZATION_KIND_BRANCH);
      }
    }
  });
  EXPECT_EQ(Organizations().size(), 13u);
  ExpectOneTree();
}

TEST_F(ConcurrencyTest, TwoMovesBelowEachOtherMakeNoCycle) {
  std::vector<absl::Status> results(2);
  AtOnce(2, [&](int i) { results[i] = i == 0 ? Move("east", "west") : Move("west", "east"); });
  EXPECT_EQ(results[0].ok() + results[1].ok(), 1) << results[0] << " / " << results[1];
  ExpectOneTree();
}

TEST_F(ConcurrencyTest, OneIdNumberAtOnceMakesOneMember) {
  std::atomic<int> made = 0;
  AtOnce(4, [&](int) {
    const auto result = Create(admin(), Person(0, "e1"));
    if (result.ok()) {
      ++made;
    } else {
      EXPECT_THAT(result, IsError(Code::kAlreadyExists, errors::REASON_MEMBER_ID_NUMBER_TAKEN));
    }
  });
  EXPECT_EQ(made, 1);
  EXPECT_EQ(Members().size(), 1u);
}

TEST_F(ConcurrencyTest, OfUpdatesWithOneEtagOneWins) {
  const v1::Member member = Add(0, "e1");
  std::atomic<int> won = 0;
  AtOnce(4, [&](int i) {
    v1::UpdateMemberRequest request;
    request.mutable_member()->set_name(member.name());
    request.mutable_member()->set_etag(member.etag());
    request.mutable_member()->set_post(absl::StrCat("岗位", i));
    const auto result = admin().Call(&MemberStub::UpdateMember, request);
    if (result.ok()) {
      ++won;
    } else {
      EXPECT_THAT(result, IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
    }
  });
  EXPECT_EQ(won, 1);
}

TEST_F(ConcurrencyTest, OfTwoSecretariesAppointedAtOnceOneTakesOffice) {
  const v1::Member people[] = {Add(0, "e1"), Add(1, "e1")};
  std::atomic<int> appointed = 0;
  AtOnce(2, [&](int i) {
    v1::AppointOfficerRequest request;
    request.set_organization(Org("e1"));
    request.mutable_appointment()->set_member(people[i].name());
    request.mutable_appointment()->set_role(v1::OFFICER_ROLE_SECRETARY);
    *request.mutable_appointment()->mutable_start_date() = Day(2022, 1, 1);
    const auto result = admin().Call(&OrganizationStub::AppointOfficer, request);
    if (result.ok()) {
      ++appointed;
    } else {
      EXPECT_THAT(result, IsError(Code::kFailedPrecondition, errors::REASON_OFFICER_ROLE_TAKEN));
    }
  });
  EXPECT_EQ(appointed, 1);
}

TEST_F(ConcurrencyTest, TheSameRequestAtOnceIsAnsweredAlike) {
  v1::CreateMemberRequest request;
  request.set_parent(county());
  *request.mutable_member() = Person(0, "e1");
  request.set_request_id("at-once");
  std::vector<std::string> answers(4);
  AtOnce(4, [&](int i) {
    const auto made = admin().Call(&MemberStub::CreateMember, request);
    EXPECT_THAT(made, IsOk());
    if (made.ok()) answers[i] = made->SerializeAsString();
  });
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_EQ(Members().size(), 1u);
}

// For any sequence of moves, refused ones included: the tree stays one tree, and nobody is lost.
TEST_F(ConcurrencyTest, AnyMovesLeaveOneTree) {
  Organize("east", "g1", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  Organize("west", "g2", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  for (int n = 0; n < 9; ++n) Add(n, n % 3 == 0 ? "e1" : n % 3 == 1 ? "e2" : "w1");
  const std::vector<std::string> ids = {"east", "west", "e1", "e2", "w1", "g1", "g2"};
  uint32_t random = 20'261'123;
  const auto pick = [&] { return ids[(random = random * 1'664'525 + 1'013'904'223) / 65'536 % ids.size()]; };
  int moved = 0;
  for (int i = 0; i < 60; ++i) moved += Move(pick(), pick()).ok();
  EXPECT_GT(moved, 5);
  EXPECT_EQ(Organizations().size(), 8u);
  EXPECT_EQ(Members().size(), 9u);
  ExpectOneTree();
}

}  // namespace
}  // namespace xf::membership
