#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::Le;
using ::testing::SizeIs;

class MemberExportTest : public MembershipTest {
 protected:
  absl::Status Export(const rpc::Client& client, const std::string& filter,
                      std::vector<std::vector<v1::Member>>& batches) {
    v1::ExportMembersRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    return client.Read<MemberStub, v1::ExportMembersRequest, v1::ExportMembersResponse>(
        &MemberStub::ExportMembers, request, [&](v1::ExportMembersResponse& batch) {
          batches.emplace_back(batch.members().begin(), batch.members().end());
          return true;
        });
  }
};

TEST_F(MemberExportTest, EveryMemberComesOnceInBatchesOfAtMostFiveHundred) {
  AddMany(0, 350, "e1");
  AddMany(350, 700, "w1");
  std::vector<std::vector<v1::Member>> batches;
  ASSERT_THAT(Export(admin(), "", batches), IsOk());
  EXPECT_THAT(batches, SizeIs(2));
  EXPECT_THAT(batches, Each(SizeIs(Le(500))));
  std::set<std::string> names;
  for (const auto& batch : batches) {
    for (const auto& member : batch) names.insert(member.name());
  }
  EXPECT_EQ(names.size(), 700u);

  batches.clear();
  ASSERT_THAT(Export(admin(), "organization = " + Org("west"), batches), IsOk());
  EXPECT_THAT(batches, ElementsAre(SizeIs(350)));
}

TEST_F(MemberExportTest, AnEmptyCountyExportsNothing) {
  std::vector<std::vector<v1::Member>> batches;
  EXPECT_THAT(Export(admin(), "", batches), IsOk());
  EXPECT_THAT(batches, SizeIs(0));
}

TEST_F(MemberExportTest, ABadFilterIsRefused) {
  std::vector<std::vector<v1::Member>> batches;
  EXPECT_THAT(Export(admin(), "state", batches),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID));
}

TEST_F(MemberExportTest, AClerkDoesNotExport) {
  std::vector<std::vector<v1::Member>> batches;
  EXPECT_THAT(Export(clerk("east"), "", batches),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
}

}  // namespace
}  // namespace xf::membership
