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

TEST_F(ReorganizationTest, BranchesOfSeveralUnitsAndForATaskAreWatched) {
  const auto organize = [&](const std::string& id, v1::OrganizationKind kind, absl::CivilDay founded, int units,
                            std::optional<absl::CivilDay> end) {
    v1::CreateOrganizationRequest request;
    request.set_parent(county());
    request.set_organization_id(id);
    v1::Organization& organization = *request.mutable_organization();
    organization.set_display_name("中共试验支部委员会");
    organization.set_kind(kind);
    organization.set_superior(Org("east"));
    *organization.mutable_founded_date() = ToDate(founded);
    for (int i = 1; i <= units; ++i) organization.add_joint_units(absl::StrCat("第", i, "合作社"));
    if (end) *organization.mutable_planned_end_date() = ToDate(*end);
    const auto made = admin().Call(&OrganizationStub::CreateOrganization, request);
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(made->joint_units_size(), units);
  };
  organize("five", v1::ORGANIZATION_KIND_JOINT_BRANCH, Today() - 30, 5, {});
  organize("six", v1::ORGANIZATION_KIND_JOINT_BRANCH, Today() - 30, 6, {});
  organize("flood", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, AddMonths(Today(), -5), 0, {});
  organize("dam", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, AddMonths(Today(), -6), 0, {});
  organize("road", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, Today() - 1, 0, AddMonths(Today() - 1, 6));
  organize("done", v1::ORGANIZATION_KIND_TEMPORARY_BRANCH, Today() - 60, 0, Today() - 1);
  organize("soon", v1::ORGANIZATION_KIND_BRANCH, Today() - 60, 0, Today() + 30);

  v1::ListOrganizationWarningsRequest list;
  list.set_parent(county());
  const auto warnings = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
  ASSERT_THAT(warnings, IsOk());
  std::set<std::string> found;
  for (const auto& warning : warnings->warnings()) {
    if (warning.finding() < v1::ORGANIZATION_FINDING_JOINT_BRANCH_TOO_MANY_UNITS) continue;
    found.insert(absl::StrCat(warning.organization().substr(warning.organization().rfind('/') + 1), " ",
                              v1::OrganizationFinding_Name(warning.finding()).substr(21)));
    EXPECT_NE(warning.reason(), "");
  }
  EXPECT_THAT(found, ElementsAre("dam TEMPORARY_BRANCH_TOO_LONG", "done TASK_ENDED", "road TEMPORARY_BRANCH_TOO_LONG",
                                 "six JOINT_BRANCH_TOO_MANY_UNITS", "soon TASK_ENDS_SOON"));
}

TEST_F(ReorganizationTest, ABranchTooSmallForACommitteeHasASecretaryAndADeputy) {
  const auto members = Names(0, 4, "e1");
  const std::pair<const std::string&, v1::OfficerRole> offices[] = {
      {members[0], v1::OFFICER_ROLE_SECRETARY},
      {members[1], v1::OFFICER_ROLE_DEPUTY_SECRETARY},
      {members[2], v1::OFFICER_ROLE_ORGANIZATION_COMMISSIONER}};
  std::vector<bool> told;
  for (const auto& [member, role] : offices) {
    v1::AppointOfficerRequest appoint;
    appoint.set_organization(Org("e1"));
    appoint.mutable_appointment()->set_member(member);
    appoint.mutable_appointment()->set_role(role);
    *appoint.mutable_appointment()->mutable_start_date() = Day(2024, 1, 1);
    ASSERT_THAT(admin().Call(&OrganizationStub::AppointOfficer, appoint), IsOk());
    v1::ListOrganizationWarningsRequest list;
    list.set_parent(county());
    const auto warnings = admin().Call(&OrganizationStub::ListOrganizationWarnings, list);
    ASSERT_THAT(warnings, IsOk());
    told.push_back(std::any_of(warnings->warnings().begin(), warnings->warnings().end(), [](const auto& warning) {
      return warning.finding() == v1::ORGANIZATION_FINDING_BRANCH_COMMITTEE_NOT_DUE;
    }));
  }
  EXPECT_THAT(told, ElementsAre(false, false, true));
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
