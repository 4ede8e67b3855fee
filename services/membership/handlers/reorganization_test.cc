// Splits, mergers and dissolutions, the thresholds of size and secondary relations.
#include "services/membership/handlers/test_transfer.h"

namespace xf::membership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class ReorganizationTest : public TransferFixture {
 protected:
  v1::SplitOrganizationRequest Split(absl::string_view id, const std::string& part,
                                     const std::vector<std::string>& members) const {
    v1::SplitOrganizationRequest request;
    request.set_name(Org(id));
    request.set_reason("支部党员过多");
    v1::SplitPart& split = *request.add_parts();
    split.set_organization_id(part);
    split.mutable_organization()->set_display_name("中共测试县新设支部");
    split.mutable_organization()->set_kind(v1::ORGANIZATION_KIND_BRANCH);
    split.mutable_members()->Add(members.begin(), members.end());
    return request;
  }

  absl::StatusOr<v1::Organization> MergeInto(absl::string_view target, const std::vector<std::string>& sources,
                                             const std::string& document = "双组批〔2026〕1号") const {
    v1::MergeOrganizationsRequest request;
    request.set_name(Org(target));
    for (const std::string& source : sources) request.add_sources(Org(source));
    request.set_reason("合村并组");
    request.set_approval_document(document);
    return admin().Call(&OrganizationStub::MergeOrganizations, request);
  }

  absl::StatusOr<v1::Organization> Dissolve(absl::string_view id) const {
    v1::DissolveOrganizationRequest request;
    request.set_name(Org(id));
    request.set_reason("任务完成");
    return admin().Call(&OrganizationStub::DissolveOrganization, request);
  }

  v1::Organization Organization(absl::string_view id) const {
    v1::GetOrganizationRequest request;
    request.set_name(Org(id));
    return admin().Call(&OrganizationStub::GetOrganization, request).value_or(v1::Organization());
  }

  std::vector<std::string> Names(int from, int to, absl::string_view branch) {
    std::vector<std::string> names;
    for (int n = from; n < to; ++n) names.push_back(Add(n, branch).name());
    return names;
  }
};

TEST_F(ReorganizationTest, ASplitTakesItsMembersAlongInOneTransaction) {
  const auto members = Names(0, 6, "e1");
  const auto split =
      admin().Call(&OrganizationStub::SplitOrganization, Split("e1", "e3", {members[0], members[1], members[2]}));
  ASSERT_THAT(split, IsOk());
  EXPECT_EQ(split->parts(0).org_path(), Path("east.e3"));
  EXPECT_EQ(Counted(Org("e1")), 3);
  EXPECT_EQ(Counted(Org("e3")), 3);
  EXPECT_EQ(Counted(Org("e1"), Today() - 1), 6) << "yesterday it was one";
  EXPECT_EQ(Get(admin(), members[0])->organization(), Org("e3"));
}

TEST_F(ReorganizationTest, ABranchOfTwoNeedsAnApprovalDocument) {
  const auto members = Names(0, 5, "e1");
  v1::SplitOrganizationRequest request = Split("e1", "e3", {members[0], members[1]});
  EXPECT_THAT(admin().Call(&OrganizationStub::SplitOrganization, request),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_APPROVAL_REQUIRED));
  EXPECT_EQ(Counted(Org("e1")), 5) << "nothing was written";
  request.set_approval_document("双组批〔2026〕2号");
  const auto split = admin().Call(&OrganizationStub::SplitOrganization, request);
  ASSERT_THAT(split, IsOk());
  EXPECT_EQ(split->parts(0).approval_document(), "双组批〔2026〕2号");
  EXPECT_EQ(split->organization().approval_document(), "") << "three are enough";

  v1::ListOrganizationWarningsRequest list;
  list.set_parent(county());
  const auto warnings = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
  ASSERT_THAT(warnings, IsOk());
  std::vector<std::string> found;
  for (const auto& warning : warnings->warnings()) {
    if (warning.organization() != Org("e3")) continue;
    found.push_back(absl::StrCat(warning.reason(), " ", warning.approval_document()));
  }
  EXPECT_THAT(found, Contains("正式党员 2 人,不足 3 人(党章第三十条) 双组批〔2026〕2号"));
}

TEST_F(ReorganizationTest, AGrassrootsCommitteeHasAsManyOfficersAsTheRulesSay) {
  v1::ListOrganizationWarningsRequest list;
  list.set_parent(county());
  const auto warnings = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
  ASSERT_THAT(warnings, IsOk());
  std::vector<std::string> found;
  for (const auto& warning : warnings->warnings()) {
    if (warning.organization() == Org("west")) found.push_back(warning.reason());
  }
  EXPECT_THAT(found, Contains("党委委员 0 人,不足 5 人"));
}

TEST_F(ReorganizationTest, WarningsComeInPages) {
  v1::ListOrganizationWarningsRequest list;
  list.set_parent(county());
  list.set_page_size(2);
  std::set<std::string> organizations;
  do {
    const auto page = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
    ASSERT_THAT(page, IsOk());
    for (const auto& warning : page->warnings()) organizations.insert(warning.organization());
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  EXPECT_THAT(organizations, SizeIs(5)) << "two townships and three branches without anybody";
}

TEST_F(ReorganizationTest, ASplitRefusesWhoIsElsewhereOrNamedTwice) {
  const auto members = Names(0, 4, "e1");
  const std::string elsewhere = Add(9, "w1").name();
  EXPECT_THAT(admin().Call(&OrganizationStub::SplitOrganization, Split("e1", "e3", {elsewhere})),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(admin().Call(&OrganizationStub::SplitOrganization, Split("e1", "e3", {members[0], members[0]})),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(admin().Call(&OrganizationStub::SplitOrganization, Split("e1", "e2", {members[0]})),
              IsError(Code::kAlreadyExists, errors::REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_F(ReorganizationTest, AMergerTakesEverybodyInAndDissolvesTheOthers) {
  const auto members = Names(0, 3, "e1");
  Names(3, 5, "e2");
  ASSERT_THAT(Start(admin(), members[0], Org("w1")), IsOk());
  v1::AppointOfficerRequest appoint;
  appoint.set_organization(Org("e1"));
  appoint.mutable_appointment()->set_member(members[1]);
  appoint.mutable_appointment()->set_role(v1::OFFICER_ROLE_SECRETARY);
  *appoint.mutable_appointment()->mutable_start_date() = Day(2024, 1, 1);
  ASSERT_THAT(admin().Call(&OrganizationStub::AppointOfficer, appoint), IsOk());
  ASSERT_THAT(MergeInto("e2", {"e1"}), IsOk());
  EXPECT_EQ(Organization("e1").state(), v1::ORGANIZATION_STATE_DISSOLVED);
  EXPECT_EQ(Counted(Org("e2")), 5);
  EXPECT_EQ(Counted(Org("e1"), Today() - 1), 3);
  v1::ListOfficersRequest officers;
  officers.set_organization(Org("e1"));
  EXPECT_THAT(admin().Call(&OrganizationStub::ListOfficers, officers)->officers(), IsEmpty());
  EXPECT_EQ(List(admin(), "state = STARTED").front().source(), Org("e2")) << "his transfer starts from where he is";
}

TEST_F(ReorganizationTest, TownshipsMergeWithTheirBranches) {
  Names(0, 3, "e1");
  ASSERT_THAT(MergeInto("west", {"east"}), IsOk());
  EXPECT_EQ(Organization("e1").org_path(), Path("west.e1"));
  EXPECT_EQ(Counted(Org("west")), 3);
  EXPECT_EQ(Organization("west").approval_document(), "双组批〔2026〕1号") << "a committee of three";
}

TEST_F(ReorganizationTest, AMergerOfUnequalsOrWithItselfIsRefused) {
  EXPECT_THAT(MergeInto("e1", {"west"}),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
  EXPECT_THAT(MergeInto("e1", {"e1"}), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_CYCLE));
  EXPECT_THAT(MergeInto("e1", {"none"}), IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(MergeInto(county().substr(9), {"e1"}), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(ReorganizationTest, OnlyAnEmptyOrganizationIsDissolved) {
  const std::string member = Add(0, "e1").name();
  EXPECT_THAT(Dissolve("e1"), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_EMPTY));
  EXPECT_THAT(Dissolve("west"), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_EMPTY));
  ASSERT_THAT(Dissolve("e2"), IsOk());
  EXPECT_THAT(Dissolve("e2"), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
  EXPECT_THAT(Start(admin(), member, Org("e2")),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

TEST_F(ReorganizationTest, ATemporaryBranchHasMembersWhoStayRegisteredAtHome) {
  Organize("east", "task", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH);
  const std::string member = Add(0, "e1").name();
  v1::AttachMemberRequest attach;
  attach.set_organization(Org("task"));
  attach.mutable_attachment()->set_member(member);
  *attach.mutable_attachment()->mutable_start_date() = Day(2026, 1, 5);
  const auto attached = admin().Call(&OrganizationStub::AttachMember, attach);
  ASSERT_THAT(attached, IsOk());
  EXPECT_EQ(Get(admin(), member)->organization(), Org("e1"));
  EXPECT_EQ(Counted(Org("task")), 0);
  EXPECT_THAT(admin().Call(&OrganizationStub::AttachMember, attach),
              IsError(Code::kFailedPrecondition, errors::REASON_MEMBER_ATTACHMENT_OVERLAP));
  attach.set_organization(Org("e2"));
  EXPECT_THAT(admin().Call(&OrganizationStub::AttachMember, attach),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));

  v1::DetachMemberRequest detach;
  detach.set_name(attached->name());
  *detach.mutable_end_date() = Day(2026, 1, 5);
  EXPECT_THAT(admin().Call(&OrganizationStub::DetachMember, detach), ViolatesFields(ElementsAre("end_date")));
  *detach.mutable_end_date() = Day(2026, 1, 6);
  ASSERT_THAT(admin().Call(&OrganizationStub::DetachMember, detach), IsOk());
  EXPECT_THAT(admin().Call(&OrganizationStub::DetachMember, detach),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  attach.set_organization(Org("task"));
  *attach.mutable_attachment()->mutable_start_date() = Day(2026, 1, 7);
  ASSERT_THAT(admin().Call(&OrganizationStub::AttachMember, attach), IsOk());
  ASSERT_THAT(Dissolve("task"), IsOk());

  v1::ListAttachmentsRequest list;
  list.set_parent(county());
  list.set_filter(absl::StrCat("member = \"", member, "\""));
  const auto all = admin().Call(&OrganizationStub::ListAttachments, list);
  ASSERT_THAT(all->attachments(), SizeIs(2));
  for (const auto& attachment : all->attachments()) {
    EXPECT_TRUE(attachment.has_end_date()) << "a temporary branch disappears with its task";
  }
}

}  // namespace
}  // namespace xf::membership
