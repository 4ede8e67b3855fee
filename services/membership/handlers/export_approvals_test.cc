#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/export.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;
using ExportStub = v1::ExportService::Stub;

const auto kNotApproved = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_EXPORT_NOT_APPROVED);
const auto kConflict = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT);

class ExportApprovalTest : public MembershipTest {
 protected:
  rpc::Client Security() const { return SecurityOf(testing::RootPath(county())); }
  rpc::Client SecurityOf(const std::string& scope) const {
    return suite().As({.subject = "test-security", .roles = {"security_admin"}, .scopes = {scope}});
  }
  // Another person with the administrator's rights.
  rpc::Client Deputy() const { return suite().As({.subject = "test-deputy", .scopes = {testing::RootPath(county())}}); }

  absl::StatusOr<v1::ExportApproval> Request(const rpc::Client& client, const std::string& filter = "") {
    v1::RequestExportRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    request.set_purpose("年度党员信息核对");
    return client.Call(&ExportStub::RequestExport, request);
  }
  absl::StatusOr<v1::ExportApproval> Approve(const rpc::Client& client, const std::string& name,
                                             const std::string& etag = "") {
    v1::ApproveExportRequest request;
    request.set_name(name);
    request.set_etag(etag);
    return client.Call(&ExportStub::ApproveExport, request);
  }
  absl::StatusOr<v1::ExportApproval> Reject(const rpc::Client& client, const std::string& name) {
    v1::RejectExportRequest request;
    request.set_name(name);
    request.set_note("用途不清");
    return client.Call(&ExportStub::RejectExport, request);
  }
  v1::ExportState StateOf(const std::string& name) {
    v1::GetExportApprovalRequest request;
    request.set_name(name);
    return admin().Call(&ExportStub::GetExportApproval, request)->state();
  }
  // Batches that arrived, and how the stream ended.
  absl::Status Export(const rpc::Client& client, const std::string& approval,
                      std::vector<v1::ExportMembersResponse>& batches, const std::string& filter = "") {
    v1::ExportMembersRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    request.set_approval(approval);
    return client.Read<MemberStub, v1::ExportMembersRequest, v1::ExportMembersResponse>(
        &MemberStub::ExportMembers, request, [&](v1::ExportMembersResponse& batch) {
          batches.push_back(batch);
          return true;
        });
  }
};

TEST_F(ExportApprovalTest, ManyRowsNeedASecondPersonsConsentWhichServesOnce) {
  AddMany(0, 1001, "e1");
  std::vector<v1::ExportMembersResponse> batches;
  EXPECT_THAT(Export(admin(), "", batches), kNotApproved);
  EXPECT_THAT(batches, IsEmpty());

  const auto asked = Request(admin());
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->row_count(), 1001);
  EXPECT_EQ(asked->requester(), "test-admin");
  EXPECT_EQ(asked->state(), v1::EXPORT_STATE_PENDING);
  EXPECT_EQ(asked->expire_time().seconds() - asked->create_time().seconds(), 72 * 3600);
  EXPECT_THAT(asked->scopes(), ElementsAre(testing::RootPath(county())));
  EXPECT_THAT(Export(admin(), asked->name(), batches), kNotApproved);

  const auto approved = Approve(Security(), asked->name());
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->approver(), "test-security");
  EXPECT_THAT(Export(Deputy(), asked->name(), batches), kNotApproved);
  EXPECT_THAT(batches, IsEmpty());

  ASSERT_THAT(Export(admin(), asked->name(), batches), IsOk());
  int rows = 0;
  for (const auto& batch : batches) {
    rows += batch.members_size();
    EXPECT_EQ(batch.watermark().exported_by(), "test-admin");
    EXPECT_EQ(batch.watermark().approved_by(), "test-security");
    EXPECT_EQ(batch.watermark().approval(), asked->name());
    EXPECT_THAT(batch.watermark().text(), HasSubstr("审批人：test-security"));
  }
  EXPECT_EQ(rows, 1001);
  EXPECT_EQ(StateOf(asked->name()), v1::EXPORT_STATE_USED);
  EXPECT_THAT(Export(admin(), asked->name(), batches), kNotApproved);
}

TEST_F(ExportApprovalTest, AnApprovalOfADayIsForThatDay) {
  AddMany(0, 1001, "e1");
  v1::RequestExportRequest request;
  request.set_parent(county());
  request.set_purpose("二〇二〇年年报复核");
  *request.mutable_as_of() = Day(2020, 12, 31);
  const auto asked = admin().Call(&ExportStub::RequestExport, request);
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->row_count(), 1001);
  EXPECT_EQ(IsoDate(asked->as_of()), "2020-12-31");
  ASSERT_THAT(Approve(Security(), asked->name()), IsOk());
  std::vector<v1::ExportMembersResponse> batches;
  EXPECT_THAT(Export(admin(), asked->name(), batches), kNotApproved) << "of today";
  *request.mutable_as_of() = Day(2000, 12, 31);
  EXPECT_EQ(admin().Call(&ExportStub::RequestExport, request)->row_count(), 0) << "nobody had joined";
}

TEST_F(ExportApprovalTest, FewRowsNeedNoneAndCarryTheMarkAllTheSame) {
  Add(1, "e1");
  std::vector<v1::ExportMembersResponse> batches;
  ASSERT_THAT(Export(admin(), "", batches), IsOk());
  ASSERT_EQ(batches.size(), 1u);
  EXPECT_EQ(batches[0].watermark().exported_by(), "test-admin");
  EXPECT_EQ(batches[0].watermark().exported_through(), "spiffe://xianfeng/client");
  EXPECT_THAT(batches[0].watermark().text(), HasSubstr("导出人：test-admin"));
  EXPECT_EQ(batches[0].members(0).phone(), "138****0001");
}

TEST_F(ExportApprovalTest, NobodyApprovesTheirOwnRequest) {
  const auto asked = Request(admin());
  ASSERT_THAT(asked, IsOk());
  EXPECT_THAT(Approve(admin(), asked->name()),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_APPROVER_IS_REQUESTER));
  EXPECT_THAT(Approve(clerk("east"), asked->name()),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
  EXPECT_EQ(StateOf(asked->name()), v1::EXPORT_STATE_PENDING);
  EXPECT_THAT(Approve(Deputy(), asked->name()), IsOk());
}

TEST_F(ExportApprovalTest, WhoApprovesSeesTheWholeOfIt) {
  const rpc::Client both = suite().As({.subject = "two-townships", .scopes = {Path("east"), Path("west")}});
  const auto asked = Request(both);
  ASSERT_THAT(asked, IsOk());
  EXPECT_THAT(asked->scopes(), ElementsAre(Path("east"), Path("west")));
  EXPECT_THAT(Approve(SecurityOf(Path("east")), asked->name()),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(Approve(SecurityOf(Path("west")), asked->name()),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Approve(Security(), asked->name()), IsOk());
}

TEST_F(ExportApprovalTest, ADecisionStandsAndARejectedRequestIsWorthNothing) {
  const auto asked = Request(admin(), "sector = RURAL");
  ASSERT_THAT(asked, IsOk());
  EXPECT_THAT(Approve(Security(), asked->name(), "stale"),
              IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  ASSERT_THAT(Approve(Security(), asked->name(), asked->etag()), IsOk());
  EXPECT_THAT(Approve(Deputy(), asked->name()), kConflict);
  const auto rejected = Reject(Deputy(), asked->name());
  ASSERT_THAT(rejected, IsOk());
  EXPECT_EQ(rejected->note(), "用途不清");
  std::vector<v1::ExportMembersResponse> batches;
  EXPECT_THAT(Export(admin(), asked->name(), batches, "sector = RURAL"), kNotApproved);
}

TEST_F(ExportApprovalTest, ARequestSaysWhatForAndFiltersAsListsDo) {
  v1::RequestExportRequest request;
  request.set_parent(county());
  request.set_purpose("查");
  EXPECT_THAT(admin().Call(&ExportStub::RequestExport, request), ViolatesFields(ElementsAre("purpose")));
  EXPECT_THAT(Request(admin(), "phone = 1"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID));
  EXPECT_THAT(Request(Admin(NewCounty())), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(ExportApprovalTest, RequestsAreListedByStateAndByWhoAsked) {
  const auto first = Request(admin());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Request(Deputy()), IsOk());
  ASSERT_THAT(Approve(Security(), first->name()), IsOk());
  v1::ListExportApprovalsRequest request;
  request.set_parent(county());
  request.set_filter("state = APPROVED AND requester = test-admin");
  const auto page = Security().Call(&ExportStub::ListExportApprovals, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(NamesOf(page->approvals()), ElementsAre(first->name()));
}

}  // namespace
}  // namespace xf::membership
