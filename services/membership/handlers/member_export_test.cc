#include "absl/strings/str_cat.h"
#include "common/api/mask.h"
#include "common/crypto/sealer.h"
#include "services/membership/handlers/test_county.h"
#include "services/membership/test_sql/queries.h"

namespace xf::membership {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::Le;
using ::testing::SizeIs;
using testing::ViolatesFields;

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

// An export of then: all that came.
struct Then {
  std::vector<std::string> rows;
  std::string hash;
  std::map<std::string, std::string> titles;
  bool operator==(const Then& other) const = default;
};

class ExportOfThenTest : public MemberExportTest {
 protected:
  // Everything that the county knows was known an hour earlier.
  void Age() const { Psql(test_sql::kAgeFacts); }
  static google::protobuf::Timestamp Ago(absl::Duration time) {
    google::protobuf::Timestamp moment;
    moment.set_seconds(absl::ToUnixSeconds(absl::Now() - time));
    return moment;
  }
  v1::ExportMembersRequest Request(const google::protobuf::Timestamp& known_at,
                                   google::type::Date as_of = Day(2020, 6, 30)) const {
    v1::ExportMembersRequest request;
    request.set_parent(county());
    *request.mutable_as_of() = as_of;
    *request.mutable_known_at() = known_at;
    return request;
  }
  static absl::StatusOr<Then> Export(const rpc::Client& client, const v1::ExportMembersRequest& request) {
    Then then;
    const absl::Status status = client.Read<MemberStub, v1::ExportMembersRequest, v1::ExportMembersResponse>(
        &MemberStub::ExportMembers, request, [&](v1::ExportMembersResponse& batch) {
          for (const auto& member : batch.members()) then.rows.push_back(member.SerializeAsString());
          for (const auto& title : batch.organizations()) then.titles[title.name()] = title.display_name();
          then.hash = batch.content_sha256();
          EXPECT_EQ(IsoDate(batch.watermark().as_of()), IsoDate(request.as_of()));
          return true;
        });
    if (!status.ok()) return status;
    return then;
  }
};

TEST_F(ExportOfThenTest, TheSameDayAndMomentGiveTheSameBytesWhateverChangesSince) {
  const v1::Member renamed = Add(0, "e1"), corrected = Add(1, "e1"), moved = Add(2, "w1"), merged = Add(3, "w1");
  Age();
  const auto known_at = Ago(absl::Minutes(30));
  const auto first = Export(admin(), Request(known_at));
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->rows, SizeIs(4));
  EXPECT_EQ(first->titles.at(Org("e1")), "中共测试县e1组织");
  std::string hash = crypto::Sha256("");
  for (const std::string& row : first->rows) hash = crypto::Sha256(absl::StrCat(hash, row));
  EXPECT_EQ(first->hash, hash) << "anybody can reckon the hash";

  v1::UpdateMemberRequest update;
  update.mutable_member()->set_name(renamed.name());
  update.mutable_member()->set_display_name("易名");
  update.mutable_member()->set_phone("13900009999");
  ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, update), IsOk());
  update.Clear();
  update.mutable_member()->set_name(corrected.name());
  *update.mutable_member()->mutable_joined_date() = Day(2021, 7, 1);
  *update.mutable_member()->mutable_full_member_date() = Day(2022, 7, 1);
  ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, update), IsOk());
  v1::MergeMembersRequest merge;
  merge.set_name(moved.name());
  merge.set_duplicate(merged.name());
  merge.set_reason("同一人");
  ASSERT_THAT(admin().Call(&MemberStub::MergeMembers, merge), IsOk());
  v1::MoveOrganizationRequest move;
  move.set_name(Org("w1"));
  move.set_new_superior(Org("east"));
  move.set_reason("区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, move), IsOk());
  v1::UpdateOrganizationRequest rename;
  rename.mutable_organization()->set_name(Org("e1"));
  rename.mutable_organization()->set_display_name("中共测试县新名支部委员会");
  ASSERT_THAT(admin().Call(&OrganizationStub::UpdateOrganization, rename), IsOk());
  Add(4, "e2");

  const auto again = Export(admin(), Request(known_at));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(*again, *first);
  v1::ExportMembersRequest now = Request(known_at);
  now.clear_known_at();
  const auto known_now = Export(admin(), now);
  ASSERT_THAT(known_now, IsOk());
  EXPECT_NE(known_now->hash, first->hash);
  EXPECT_THAT(known_now->rows, SizeIs(3)) << "one joined later than we knew, one is the same person, one is new";
}

TEST_F(ExportOfThenTest, WhatMayStillComeIsNotExported) {
  Add(0, "e1");
  EXPECT_THAT(Export(admin(), Request(Ago(absl::Seconds(5)))), ViolatesFields(ElementsAre("known_at")));
}

TEST_F(ExportOfThenTest, AnExportOfNobodyHasAHashToo) {
  const auto nobody = Export(admin(), Request(Ago(absl::Hours(3))));
  ASSERT_THAT(nobody, IsOk());
  EXPECT_THAT(nobody->rows, SizeIs(0));
  EXPECT_EQ(nobody->hash, crypto::Sha256(""));
}

TEST_F(ExportOfThenTest, PagesOfThenGiveEveryMemberOnce) {
  AddMany(0, 700, "e1");
  Age();
  const auto all = Export(admin(), Request(Ago(absl::Minutes(30))));
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(std::set<std::string>(all->rows.begin(), all->rows.end()).size(), 700u);
}

TEST_F(MemberExportTest, AClerkDoesNotExport) {
  std::vector<std::vector<v1::Member>> batches;
  EXPECT_THAT(Export(clerk("east"), "", batches),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
}

}  // namespace
}  // namespace xf::membership
