#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using xianfeng::type::v1::ImportSummary;

class OrganizationImportTest : public MembershipTest {
 protected:
  v1::Organization Row(absl::string_view superior, absl::string_view id, v1::OrganizationKind kind) {
    v1::Organization row;
    row.set_name(Org(id));
    row.set_display_name(absl::StrCat("中共测试县", id, "组织"));
    row.set_kind(kind);
    if (!superior.empty()) row.set_superior(Org(superior));
    return row;
  }

  absl::StatusOr<ImportSummary> Import(const std::string& parent, const std::vector<v1::Organization>& rows,
                                       const std::string& request_id, bool validate_only = false) {
    bool sent = false;
    return Admin(parent).Write<OrganizationStub, v1::ImportOrganizationsRequest, ImportSummary>(
        &OrganizationStub::ImportOrganizations, [&](v1::ImportOrganizationsRequest& request) {
          if (std::exchange(sent, true)) return false;
          request.set_parent(parent);
          request.set_request_id(request_id);
          request.set_validate_only(validate_only);
          request.mutable_rows()->Add(rows.begin(), rows.end());
          return true;
        });
  }

  absl::StatusOr<v1::Organization> GetOrg(absl::string_view id) {
    v1::GetOrganizationRequest request;
    request.set_name(Org(id));
    return admin().Call(&OrganizationStub::GetOrganization, request);
  }

  static std::vector<std::string> Errors(const ImportSummary& summary) {
    std::vector<std::string> errors;
    for (const auto& error : summary.errors()) {
      errors.push_back(absl::StrCat(error.row(), " ", error.field(), " ", error.reason()));
    }
    return errors;
  }
};

TEST_F(OrganizationImportTest, AWholeTreeComesInOneChunkSuperiorsFirst) {
  const auto summary =
      Import(county(),
             {Row("west", "general", v1::ORGANIZATION_KIND_GENERAL_BRANCH),
              Row("general", "deep", v1::ORGANIZATION_KIND_BRANCH), Row("deep", "group", v1::ORGANIZATION_KIND_GROUP)},
             "tree");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->created(), 3);
  EXPECT_THAT(summary->errors(), IsEmpty());
  EXPECT_EQ(GetOrg("group")->org_path(), Path("west.general.deep.group"));
  EXPECT_EQ(GetOrg("group")->sector(), xianfeng::type::v1::SECTOR_RURAL) << "inherited through the chunk";
}

TEST_F(OrganizationImportTest, ACountyBeginsWithItsRoot) {
  const std::string fresh = NewCounty();
  v1::Organization root;
  root.set_name(fresh + "/organizations/" + fresh.substr(9));
  root.set_display_name("中共新县委员会");
  root.set_kind(v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
  EXPECT_EQ(Import(fresh, {root}, "root")->created(), 1);
}

TEST_F(OrganizationImportTest, TheSameRowsAgainChangeNothingAndOtherValuesUpdate) {
  std::vector<v1::Organization> rows = {Row("west", "w2", v1::ORGANIZATION_KIND_BRANCH),
                                        Row("west", "w3", v1::ORGANIZATION_KIND_BRANCH)};
  ASSERT_THAT(Import(county(), rows, "first"), IsOk());
  EXPECT_EQ(Import(county(), rows, "second")->unchanged(), 2);
  rows[1].set_display_name("中共测试县西镇三村支部委员会");
  const auto summary = Import(county(), rows, "third");
  EXPECT_EQ(summary->updated(), 1);
  EXPECT_EQ(summary->unchanged(), 1);
  EXPECT_EQ(GetOrg("w3")->display_name(), rows[1].display_name());
}

TEST_F(OrganizationImportTest, EachBadRowIsReportedAndTheOthersGoIn) {
  std::vector<v1::Organization> rows = {
      Row("west", "ok", v1::ORGANIZATION_KIND_BRANCH),        Row("nowhere", "lost", v1::ORGANIZATION_KIND_BRANCH),
      Row("ok", "below", v1::ORGANIZATION_KIND_BRANCH),       Row("west", "ok", v1::ORGANIZATION_KIND_BRANCH),
      Row("west", "bad-label", v1::ORGANIZATION_KIND_BRANCH), Row("west", "e1", v1::ORGANIZATION_KIND_BRANCH),
      Row("west", "code", v1::ORGANIZATION_KIND_BRANCH)};
  rows[6].set_credit_code("124311230066543208");
  const auto summary = Import(county(), rows, "tree");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->created(), 1);
  EXPECT_THAT(Errors(*summary),
              ::testing::UnorderedElementsAre("2  REFERENCE_NOT_FOUND", "3  ORGANIZATION_KIND_MISPLACED",
                                              "4 name FIELD_INVALID", "5 name FIELD_INVALID",
                                              "6 superior STATE_CONFLICT", "7 credit_code FIELD_INVALID"));
}

TEST_F(OrganizationImportTest, ADryRunWritesNothing) {
  const auto summary = Import(county(), {Row("west", "w9", v1::ORGANIZATION_KIND_BRANCH)}, "dry", true);
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->created(), 1);
  EXPECT_THAT(GetOrg("w9"), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::membership
