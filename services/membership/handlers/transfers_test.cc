// Transfers within a county and to another one.
#include "services/membership/handlers/test_transfer.h"
#include "xianfeng/membership/v1/floating_service.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class TransferTest : public TransferFixture {
 protected:
  // Hangs on a member of e1: offices in the branch and in the west, a group, the temporary branch "task", an absence.
  void HangOn(const std::string& member, const std::string& keeper) {
    const std::string id = member.substr(member.rfind('/') + 1);
    Organize("e1", absl::StrCat("g", id), v1::ORGANIZATION_KIND_GROUP);
    for (const char* organization : {"e1", "west"}) {
      v1::AppointOfficerRequest appoint;
      appoint.set_organization(Org(organization));
      appoint.mutable_appointment()->set_member(member);
      appoint.mutable_appointment()->set_role(v1::OFFICER_ROLE_DEPUTY_SECRETARY);
      *appoint.mutable_appointment()->mutable_start_date() = Day(2024, 1, 1);
      EXPECT_THAT(admin().Call(&OrganizationStub::AppointOfficer, appoint), IsOk());
    }
    for (const std::string& organization : {absl::StrCat("g", id), std::string("task")}) {
      v1::AttachMemberRequest attach;
      attach.set_organization(Org(organization));
      attach.mutable_attachment()->set_member(member);
      *attach.mutable_attachment()->mutable_start_date() = Day(2024, 1, 1);
      EXPECT_THAT(admin().Call(&OrganizationStub::AttachMember, attach), IsOk());
    }
    v1::RegisterOutflowRequest away;
    away.set_parent(county());
    away.mutable_outflow()->set_member(member);
    away.mutable_outflow()->set_keeper(keeper);
    away.mutable_outflow()->set_reason(v1::OUTFLOW_REASON_EMPLOYMENT);
    away.mutable_outflow()->set_destination("广东省东莞市虎门镇");
    *away.mutable_outflow()->mutable_start_date() = Day(2024, 1, 1);
    EXPECT_THAT(admin().Call(&v1::FloatingService::Stub::RegisterOutflow, away), IsOk());
  }

  // What of that lasts.
  std::vector<std::string> Lasting(const std::string& member) const {
    std::vector<std::string> lasting;
    for (const char* organization : {"e1", "west"}) {
      v1::ListOfficersRequest request;
      request.set_organization(Org(organization));
      const auto officers = admin().Call(&OrganizationStub::ListOfficers, request);
      for (const auto& officer : officers->officers()) {
        if (officer.member() == member) lasting.push_back(absl::StrCat("appointed in ", organization));
      }
    }
    v1::ListAttachmentsRequest attached;
    attached.set_parent(county());
    attached.set_filter(absl::StrCat("member = \"", member, "\""));
    const auto attachments = admin().Call(&OrganizationStub::ListAttachments, attached);
    for (const auto& attachment : attachments->attachments()) {
      if (attachment.has_end_date()) continue;
      lasting.push_back(absl::StrCat("attached to ", attachment.organization().substr(Org("").size())));
    }
    v1::ListFloatingMembersRequest away;
    away.set_parent(county());
    away.set_filter(absl::StrCat("member = \"", member, "\" AND state = AWAY"));
    if (admin().Call(&v1::FloatingService::Stub::ListFloatingMembers, away)->outflows_size() > 0) {
      lasting.push_back("away");
    }
    return lasting;
  }
};

TEST_F(TransferTest, SourceCountsTheMemberUntilDestinationAccepts) {
  const v1::Member member = Add(0, "e1");
  const auto started = Start(clerk("east"), member.name(), Org("w1"));
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->kind(), v1::TRANSFER_KIND_INTRA_COUNTY);
  EXPECT_EQ(started->source_committee(), Org("east"));
  EXPECT_EQ(started->target_committee(), Org("west"));
  EXPECT_EQ(Counted(Org("east")), 1);
  const auto approved = Approve(clerk("east"), started->name());
  ASSERT_THAT(approved, IsOk());
  EXPECT_FALSE(approved->letter_number().empty());
  EXPECT_EQ(ToDay(approved->letter_expire_date()) - Today(), 90);
  EXPECT_EQ(Counted(Org("east")), 1);
  EXPECT_EQ(Counted(Org("west")), 0);
  const auto accepted = Accept(clerk("west"), started->name());
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->accepted_branch(), Org("w1"));
  EXPECT_EQ(accepted->receipt_number(), approved->letter_number());
  EXPECT_THAT(accepted->steps(), SizeIs(3));
  EXPECT_EQ(Counted(Org("east")), 0);
  EXPECT_EQ(Counted(Org("west")), 1);
  EXPECT_EQ(Get(clerk("west"), member.name())->organization(), Org("w1"));
  EXPECT_THAT(Get(clerk("east"), member.name()), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TransferTest, BothSidesSeeItAndNobodyElse) {
  const auto started = Start(clerk("east"), Add(0, "e1").name(), Org("w1"));
  ASSERT_THAT(started, IsOk());
  Organize(county().substr(9), "north", v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE);
  v1::GetTransferRequest request;
  request.set_name(started->name());
  for (const char* side : {"east", "west"}) {
    const auto seen = clerk(side).Call(&TransferStub::GetTransfer, request);
    ASSERT_THAT(seen, IsOk()) << side;
    EXPECT_EQ(seen->SerializeAsString(), started->SerializeAsString()) << side;
  }
  EXPECT_THAT(clerk("north").Call(&TransferStub::GetTransfer, request),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TransferTest, TheFormerBranchStillCountsTheMemberForThePast) {
  const v1::Member member = Add(0, "e1");
  Transfer(member.name(), "w1");
  EXPECT_EQ(Counted(Org("east"), Today() - 1), 1);
  EXPECT_EQ(Counted("", Today() - 1, clerk("east")), 1) << "within the scope of those who reported it";
  EXPECT_EQ(Counted(Org("west"), Today() - 1), 0);
  v1::ListMembersRequest request;
  request.set_parent(county());
  *request.mutable_as_of() = ToDate(Today() - 1);
  const auto then = clerk("east").Call(&MemberStub::ListMembers, request);
  ASSERT_THAT(then, IsOk());
  EXPECT_THAT(NamesOf(then->members()), ElementsAre(member.name()));
  EXPECT_EQ(then->members(0).organization(), Org("e1"));
  v1::GetMemberHistoryRequest history;
  history.set_name(member.name());
  EXPECT_THAT(clerk("west").Call(&MemberStub::GetMemberHistory, history)->memberships(), SizeIs(4))
      << "the new branch sees where he was before, superseded facts included";
}

TEST_F(TransferTest, ASecondOpenTransferIsRefused) {
  const std::string member = Add(0, "e1").name();
  ASSERT_THAT(Start(admin(), member, Org("w1")), IsOk());
  EXPECT_THAT(Start(admin(), member, Org("e2")), IsError(Code::kAlreadyExists, errors::REASON_MEMBER_TRANSFER_OPEN));
}

TEST_F(TransferTest, EachSideSpeaksForItselfOnly) {
  const std::string transfer = Start(admin(), Add(0, "e1").name(), Org("w1"))->name();
  EXPECT_THAT(Approve(clerk("west"), transfer), IsError(Code::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(Approve(clerk("east.e1"), transfer), IsError(Code::kPermissionDenied, errors::REASON_SCOPE_VIOLATION))
      << "the branch starts, its committee approves";
  EXPECT_THAT(Accept(clerk("west"), transfer), IsError(Code::kPermissionDenied, errors::REASON_SCOPE_VIOLATION))
      << "before the approval it is the source's turn";
  ASSERT_THAT(Approve(clerk("east"), transfer), IsOk());
  EXPECT_THAT(Accept(clerk("east"), transfer), IsError(Code::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(Cancel(clerk("west"), transfer), IsError(Code::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(Accept(clerk("east.e2"), transfer), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  ASSERT_THAT(Reject(clerk("west"), transfer), IsOk());
  EXPECT_EQ(Counted(Org("east")), 1);
  EXPECT_THAT(Cancel(admin(), transfer), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(TransferTest, AnOrganizationWithoutApprovalPowerTakesNobody) {
  const std::string member = Add(0, "e1").name();
  Organize(county().substr(9), "lone", v1::ORGANIZATION_KIND_BRANCH);
  Organize("west", "general", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  for (const char* target : {"lone", "general"}) {
    EXPECT_THAT(Start(admin(), member, Org(target)),
                IsError(Code::kFailedPrecondition, errors::REASON_TRANSFER_NO_APPROVAL_POWER))
        << target;
  }
  EXPECT_THAT(Start(admin(), member, Org("nowhere")),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(TransferTest, ACommitteeNamesTheBranchWhenItAccepts) {
  const std::string member = Add(0, "e1").name();
  const std::string transfer = Start(admin(), member, Org("west"))->name();
  ASSERT_THAT(Approve(admin(), transfer), IsOk());
  EXPECT_THAT(Accept(admin(), transfer), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_BRANCH));
  EXPECT_THAT(Accept(admin(), transfer, Org("e2")), ViolatesFields(ElementsAre("branch")));
  ASSERT_THAT(Accept(admin(), transfer, Org("w1")), IsOk());
  EXPECT_EQ(Get(admin(), member)->organization(), Org("w1"));
}

TEST_F(TransferTest, WhoIsNotInNormalStatusStays) {
  const std::string member = Add(0, "e1").name();
  v1::ChangeMemberStateRequest request;
  request.set_name(member);
  request.set_state(v1::MEMBER_STATE_CORRECTING);
  *request.mutable_effective_date() = Day(2026, 1, 1);
  request.set_reason("限期改正");
  request.set_document("双组发〔2026〕1号");
  ASSERT_THAT(admin().Call(&MemberStub::ChangeMemberState, request), IsOk());
  EXPECT_THAT(Start(admin(), member, Org("w1")),
              IsError(Code::kFailedPrecondition, errors::REASON_TRANSFER_MEMBER_BLOCKED));
}

TEST_F(TransferTest, APaperLetterIsSettledByItsReceipt) {
  const std::string member = Add(0, "e1").name();
  v1::StartTransferRequest request = Request(member, "");
  request.mutable_transfer()->set_target_text("中共某部队政治部");
  const auto started = admin().Call(&TransferStub::StartTransfer, request);
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->kind(), v1::TRANSFER_KIND_OFFLINE_SYSTEM);
  ASSERT_THAT(Approve(admin(), started->name()), IsOk());
  ASSERT_THAT(Accept(clerk("east"), started->name()), IsOk());
  EXPECT_EQ(Get(admin(), member)->state(), v1::MEMBER_STATE_TRANSFERRED_OUT);
  EXPECT_EQ(Counted(Org("east")), 0);
  EXPECT_EQ(Counted(Org("east"), Today() - 1), 1);
}

TEST_F(TransferTest, ATransferToAnotherGroupLeavesTheRegistration) {
  const std::string member = Add(0, "e1").name();
  Organize("e1", "g1", v1::ORGANIZATION_KIND_GROUP);
  Organize("e1", "g2", v1::ORGANIZATION_KIND_GROUP);
  for (const char* group : {"g1", "g2"}) {
    const auto started = Start(admin(), member, Org(group));
    ASSERT_THAT(started, IsOk());
    EXPECT_EQ(started->kind(), v1::TRANSFER_KIND_INTRA_BRANCH_GROUP);
    ASSERT_THAT(Approve(clerk("east.e1"), started->name()), IsOk());
    ASSERT_THAT(Accept(clerk("east.e1"), started->name()), IsOk());
  }
  EXPECT_EQ(Get(admin(), member)->organization(), Org("e1"));
}

TEST_F(TransferTest, ListsShowBothSidesAndEveryFilter) {
  const std::string member = Add(0, "e1").name();
  ASSERT_THAT(Start(admin(), member, Org("w1")), IsOk());
  for (const char* township : {"east", "west"}) EXPECT_THAT(List(clerk(township), ""), SizeIs(1));
  EXPECT_THAT(List(admin(), "state = STARTED AND overdue = false"), SizeIs(1));
  EXPECT_THAT(List(admin(), "kind = CROSS_COUNTY"), IsEmpty());
  EXPECT_THAT(List(admin(), "overdue = true"), IsEmpty());
}

TEST_F(TransferTest, AStartNamesEveryViolation) {
  v1::StartTransferRequest request = Request("counties/990000/members/x", "");
  request.set_parent(county());
  request.mutable_transfer()->set_dues_paid_through("2099-01");
  EXPECT_THAT(admin().Call(&TransferStub::StartTransfer, request),
              ViolatesFields(ElementsAre("transfer.target", "transfer.member", "transfer.dues_paid_through")));
}

TEST_F(TransferTest, AnotherCountyTakesThePersonUnderANewNameInOneTransaction) {
  const std::string there = NewCounty();
  const std::string branch = OrganizeThere(there);
  const v1::Member member = Add(0, "e1");
  const auto started = Start(admin(), member.name(), branch);
  ASSERT_THAT(started, IsOk());
  EXPECT_EQ(started->kind(), v1::TRANSFER_KIND_CROSS_COUNTY);
  ASSERT_THAT(Approve(admin(), started->name()), IsOk());
  const auto accepted = Accept(Admin(there), started->name());
  ASSERT_THAT(accepted, IsOk());
  const auto arrived = Get(Admin(there), accepted->accepted_member());
  ASSERT_THAT(arrived, IsOk());
  EXPECT_EQ(arrived->uid(), member.uid());
  EXPECT_EQ(arrived->display_name(), member.display_name());
  EXPECT_THAT(Get(admin(), member.name()), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(Counted(Org("east")), 0);
  EXPECT_EQ(Counted(Org("east"), Today() - 1), 1);

  const auto last = [&](const rpc::Client& client, const std::string& parent, const std::string& type) {
    xianfeng::sync::v1::ListChangesRequest request;
    request.set_parent(parent);
    request.set_page_size(500);
    request.add_types(type);
    const auto changes = client.Call(&xianfeng::sync::v1::ChangeFeedService::Stub::ListChanges, request);
    EXPECT_THAT(changes, IsOk());
    return *changes->changes().rbegin();
  };
  const std::string type = v1::Member::descriptor()->full_name();
  const auto left = last(admin(), county(), type), came = last(Admin(there), there, type);
  EXPECT_EQ(left.tombstone_reason(), xianfeng::sync::v1::TOMBSTONE_REASON_MERGED_INTO);
  EXPECT_EQ(left.merged_into(), arrived->name());
  EXPECT_EQ(came.name(), arrived->name());
  EXPECT_FALSE(left.transaction_id().empty());
  EXPECT_EQ(left.transaction_id(), came.transaction_id());

  v1::GetMemberHistoryRequest history;
  history.set_name(arrived->name());
  const auto whole = Admin(there).Call(&MemberStub::GetMemberHistory, history);
  ASSERT_THAT(whole, IsOk());
  std::vector<std::string> known;
  for (const auto& fact : whole->memberships()) {
    if (!fact.has_known_to()) known.push_back(fact.organization());
  }
  EXPECT_THAT(known, ElementsAre(Org("e1"), Org("e1"), branch)) << "probationary, full, and then there: no gap";
}

TEST_F(TransferTest, WhoLeavesTheCountyLeavesOfficesSecondaryRelationsAndAbsences) {
  const std::string there = OrganizeThere(NewCounty());
  Organize("west", "task", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH);
  const std::string keeper = Add(2, "e1").name();
  v1::StartTransferRequest offline = Request(Add(1, "e1").name(), "");
  offline.mutable_transfer()->set_target_text("中共某部队政治部");
  for (const v1::StartTransferRequest& request : {Request(Add(0, "e1").name(), there), offline}) {
    const std::string& member = request.transfer().member();
    HangOn(member, keeper);
    const auto started = admin().Call(&TransferStub::StartTransfer, request);
    ASSERT_THAT(Approve(admin(), started->name()), IsOk());
    const bool is_offline = request.transfer().target().empty();
    ASSERT_THAT(Accept(is_offline ? clerk("east") : Admin(there.substr(0, 15)), started->name()), IsOk());
    EXPECT_THAT(Lasting(member), IsEmpty()) << "in the west, too, which neither side has in scope";
  }
}

TEST_F(TransferTest, WhoChangesTheBranchLeavesItsOfficesAndGroupsOnly) {
  const std::string member = Add(0, "e1").name();
  Organize("west", "task", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH);
  HangOn(member, Add(2, "e1").name());
  Transfer(member, "e2");
  EXPECT_THAT(Lasting(member), ElementsAre("appointed in west", "attached to task", "away"));
}

TEST_F(TransferTest, WhoComesBackFromAnotherCountyHasAThirdName) {
  const std::string there = NewCounty();
  const std::string branch = OrganizeThere(there);
  const v1::Member member = Add(0, "e1");
  const std::string away = Transfer(member.name(), branch, admin(), Admin(there)).accepted_member();
  const std::string back = Transfer(away, Org("w1"), Admin(there), admin()).accepted_member();
  EXPECT_NE(back, member.name());
  EXPECT_EQ(Get(admin(), back)->uid(), member.uid());
  EXPECT_EQ(Counted(Org("west")), 1);
}

TEST_F(TransferTest, CorrectingADateOfAMemberWhoCameCorrectsTheFormerBranchsFacts) {
  const v1::Member member = Add(0, "e1");
  Transfer(member.name(), "w1");
  v1::UpdateMemberRequest request;
  request.mutable_member()->set_name(member.name());
  *request.mutable_member()->mutable_joined_date() = Day(2009, 7, 1);
  *request.mutable_member()->mutable_full_member_date() = Day(2010, 7, 1);
  const absl::Time before = Now();
  ASSERT_THAT(clerk("west").Call(&MemberStub::UpdateMember, request), IsOk());
  EXPECT_EQ(Counted(Org("east"), absl::CivilDay(2009, 12, 31)), 1);
  EXPECT_EQ(Counted(Org("west"), absl::CivilDay(2009, 12, 31)), 0);
  EXPECT_EQ(Counted(Org("east"), absl::CivilDay(2009, 12, 31), admin(), before), 0)
      << "what was reported before the correction stays what it was";
}

}  // namespace
}  // namespace xf::membership
