#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class OrganizationTest : public MembershipTest {
 protected:
  v1::CreateOrganizationRequest Request(absl::string_view superior, v1::OrganizationKind kind) {
    v1::CreateOrganizationRequest request;
    request.set_parent(county());
    request.mutable_organization()->set_display_name("中共测试县新支部委员会");
    request.mutable_organization()->set_kind(kind);
    if (!superior.empty()) request.mutable_organization()->set_superior(Org(superior));
    return request;
  }

  absl::StatusOr<v1::Organization> Create(const v1::CreateOrganizationRequest& request) {
    return admin().Call(&OrganizationStub::CreateOrganization, request);
  }

  absl::StatusOr<v1::Organization> GetOrg(const rpc::Client& client, const std::string& name) {
    v1::GetOrganizationRequest request;
    request.set_name(name);
    return client.Call(&OrganizationStub::GetOrganization, request);
  }

  absl::StatusOr<v1::Organization> Update(const v1::Organization& organization, const std::vector<std::string>& mask) {
    v1::UpdateOrganizationRequest request;
    *request.mutable_organization() = organization;
    for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
    return admin().Call(&OrganizationStub::UpdateOrganization, request);
  }

  std::vector<std::string> Listed(const rpc::Client& client, const std::string& filter) {
    v1::ListOrganizationsRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    const auto page = client.Call(&OrganizationStub::ListOrganizations, request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? NamesOf(page->organizations()) : std::vector<std::string>();
  }
};

TEST_F(OrganizationTest, TheRootHasTheCountysCodeAndPath) {
  const auto root = GetOrg(admin(), Org(county().substr(9)));
  ASSERT_THAT(root, IsOk());
  EXPECT_EQ(root->org_path(), testing::RootPath(county()));
  EXPECT_EQ(root->superior(), "");
  EXPECT_EQ(root->state(), v1::ORGANIZATION_STATE_ACTIVE);
}

TEST_F(OrganizationTest, AnOrganizationStandsBelowItsSuperiorAndTakesItsSector) {
  auto request = Request("east", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  request.set_organization_id("school");
  request.mutable_organization()->set_credit_code("124311230066543207");
  request.mutable_organization()->set_unit_relation(v1::UNIT_RELATION_LEGAL_ENTITY);
  const auto made = Create(request);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->org_path(), Path("east.school"));
  EXPECT_EQ(made->sector(), xianfeng::type::v1::SECTOR_RURAL);
  EXPECT_EQ(GetOrg(admin(), made->name())->SerializeAsString(), made->SerializeAsString());
}

TEST_F(OrganizationTest, TheServerMakesAnIdThatIsALabel) {
  const auto made = Create(Request("east", v1::ORGANIZATION_KIND_BRANCH));
  ASSERT_THAT(made, IsOk());
  const std::string id = made->name().substr(made->name().rfind('/') + 1);
  EXPECT_EQ(made->org_path(), Path("east." + id));
  EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos);
}

TEST_F(OrganizationTest, ACountyHasOneRoot) {
  auto request = Request("", v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
  EXPECT_THAT(Create(request), IsError(Code::kAlreadyExists, errors::REASON_RESOURCE_ALREADY_EXISTS));
  request.set_organization_id("second");
  EXPECT_THAT(Create(request), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
}

TEST_F(OrganizationTest, AKindThatItsSuperiorDoesNotLeadIsRefused) {
  EXPECT_THAT(Create(Request("e1", v1::ORGANIZATION_KIND_BRANCH)),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
}

TEST_F(OrganizationTest, AnUnknownSuperiorIsAReferenceNotFound) {
  EXPECT_THAT(Create(Request("nowhere", v1::ORGANIZATION_KIND_BRANCH)),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(OrganizationTest, NothingIsHungOnADissolvedOrganization) {
  auto request = Request("east", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  request.set_organization_id("gone");
  *request.mutable_organization()->mutable_founded_date() = Day(1990, 1, 1);
  *request.mutable_organization()->mutable_dissolved_date() = Day(2001, 1, 1);
  const auto gone = Create(request);
  ASSERT_THAT(gone, IsOk());
  EXPECT_EQ(gone->state(), v1::ORGANIZATION_STATE_DISSOLVED);
  EXPECT_THAT(Create(Request("gone", v1::ORGANIZATION_KIND_BRANCH)),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

TEST_F(OrganizationTest, EveryBrokenRuleIsNamedAtOnce) {
  auto request = Request("east", v1::ORGANIZATION_KIND_BRANCH);
  request.set_organization_id("with-hyphen");
  request.mutable_organization()->clear_display_name();
  request.mutable_organization()->set_credit_code("124311230066543208");
  request.mutable_organization()->set_division("43112");
  EXPECT_THAT(Create(request),
              ViolatesFields(UnorderedElementsAre("organization_id", "organization.display_name",
                                                  "organization.credit_code", "organization.division")));
}

TEST_F(OrganizationTest, DatesAreInOrder) {
  auto request = Request("east", v1::ORGANIZATION_KIND_BRANCH);
  *request.mutable_organization()->mutable_founded_date() = Day(2099, 1, 1);
  EXPECT_THAT(Create(request), ViolatesFields(ElementsAre("organization.founded_date")));
}

TEST_F(OrganizationTest, AClerkSeesHisTownshipAndWhatIsBelow) {
  EXPECT_THAT(Listed(clerk("east"), ""), ElementsAre(Org("east"), Org("e1"), Org("e2")));
  EXPECT_THAT(GetOrg(clerk("east"), Org("w1")), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(OrganizationTest, FiltersNarrow) {
  auto request = Request("west", v1::ORGANIZATION_KIND_BRANCH);
  request.set_organization_id("w2");
  request.mutable_organization()->set_division("431123105201");
  request.mutable_organization()->set_sector(xianfeng::type::v1::SECTOR_SOCIAL_ORGANIZATION);
  ASSERT_THAT(Create(request), IsOk());
  EXPECT_THAT(Listed(admin(), "superior = " + Org("west")), ElementsAre(Org("w1"), Org("w2")));
  EXPECT_THAT(Listed(admin(), "kind = GRASSROOTS_COMMITTEE"), ElementsAre(Org("east"), Org("west")));
  EXPECT_THAT(Listed(admin(), "sector = SOCIAL_ORGANIZATION"), ElementsAre(Org("w2")));
  EXPECT_THAT(Listed(admin(), "division = 431123105"), ElementsAre(Org("w2")));
  EXPECT_THAT(Listed(admin(), "state = DISSOLVED"), IsEmpty());
}

TEST_F(OrganizationTest, ARenamingIsShownAndBumpsTheEtag) {
  v1::Organization wish;
  wish.set_name(Org("e1"));
  wish.set_display_name("中共测试县东镇一村支部委员会");
  const auto renamed = Update(wish, {"display_name"});
  ASSERT_THAT(renamed, IsOk());
  EXPECT_EQ(renamed->etag(), "2");
  EXPECT_EQ(GetOrg(admin(), Org("e1"))->display_name(), wish.display_name());
  // Twice on one day: the fact of the day is replaced, not doubled.
  wish.set_display_name("中共测试县东镇二村支部委员会");
  EXPECT_THAT(Update(wish, {"display_name"}), IsOk());
}

TEST_F(OrganizationTest, AStaleEtagIsAborted) {
  v1::Organization wish = *GetOrg(admin(), Org("e1"));
  wish.set_unit_name("东镇一村");
  ASSERT_THAT(Update(wish, {"unit_name"}), IsOk());
  EXPECT_THAT(Update(wish, {"unit_name"}), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(OrganizationTest, KindSuperiorAndDissolutionAreNotChangedByAnUpdate) {
  v1::Organization wish = *GetOrg(admin(), Org("e1"));
  wish.set_superior(Org("west"));
  const auto refused = Update(wish, {"kind", "superior", "dissolved_date", "org_path"});
  EXPECT_THAT(refused, IsError(Code::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
  EXPECT_EQ(ViolationsOf(refused.status()).size(), 4u);
}

TEST_F(OrganizationTest, AnUpdateIsHeldToTheRules) {
  v1::Organization wish;
  wish.set_name(Org("e1"));
  *wish.mutable_founded_date() = Day(2099, 1, 1);
  EXPECT_THAT(Update(wish, {"founded_date"}), ViolatesFields(ElementsAre("organization.founded_date")));
}

}  // namespace
}  // namespace xf::membership
