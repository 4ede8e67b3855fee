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
  size_t sent = 0;
  ASSERT_THAT((admin().Write<MemberStub, v1::ImportMembersRequest, xianfeng::type::v1::ImportSummary>(
                  &MemberStub::ImportMembers,
                  [&](v1::ImportMembersRequest& request) {
                    if (sent == 700) return false;
                    request.set_parent(county());
                    request.set_request_id("load");
                    request.set_chunk(static_cast<int64_t>(sent / 350));
                    for (size_t end = sent + 350; sent < end; ++sent) {
                      *request.add_rows() = Person(static_cast<int>(sent), sent % 2 == 0 ? "e1" : "w1");
                    }
                    return true;
                  })),
              IsOk());
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
