#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/media.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class MediaTest : public TrainingTest {
 protected:
  using Stub = v1::MediaService::Stub;

  absl::StatusOr<v1::Channel> AddChannel(const std::string& id) const {
    v1::CreateChannelRequest request;
    request.set_parent(county());
    request.set_channel_id(id);
    request.mutable_channel()->set_organization(east());
    request.mutable_channel()->set_display_name("先锋在线");
    request.mutable_channel()->set_kind(v1::CHANNEL_KIND_OFFICIAL_ACCOUNT);
    return Admin().Call(&Stub::CreateChannel, request);
  }
  absl::StatusOr<v1::Column> AddColumn(const std::string& channel, const std::string& id) const {
    v1::CreateColumnRequest request;
    request.set_parent(county());
    request.set_column_id(id);
    request.mutable_column()->set_channel(channel);
    request.mutable_column()->set_display_name("榜样的力量");
    return Admin().Call(&Stub::CreateColumn, request);
  }
  absl::StatusOr<v1::Channel> Close(const rpc::Client& caller, v1::Channel channel) const {
    v1::UpdateChannelRequest request;
    channel.set_state(v1::CHANNEL_STATE_CLOSED);
    *request.mutable_channel() = channel;
    request.mutable_update_mask()->add_paths("state");
    return caller.Call(&Stub::UpdateChannel, request);
  }
  absl::StatusOr<v1::Column> Retitle(const rpc::Client& caller, v1::Column column, const std::string& title) const {
    v1::UpdateColumnRequest request;
    column.set_display_name(title);
    *request.mutable_column() = column;
    request.mutable_update_mask()->add_paths("display_name");
    return caller.Call(&Stub::UpdateColumn, request);
  }
};

TEST_F(MediaTest, AChannelIsActiveOnceCreated) {
  const v1::Channel channel = Must(AddChannel("wechat"));
  EXPECT_EQ(channel.name(), NameOf("channels", "wechat"));
  EXPECT_EQ(channel.state(), v1::CHANNEL_STATE_ACTIVE);
  EXPECT_EQ(channel.org_path(), EastPath());
  EXPECT_EQ(Must(Get<v1::GetChannelRequest>(Admin(), &Stub::GetChannel, channel.name())).SerializeAsString(),
            channel.SerializeAsString());
}

TEST_F(MediaTest, AllViolationsOfAChannelAreNamedAtOnce) {
  v1::CreateChannelRequest request;
  request.set_parent(county());
  request.mutable_channel()->set_url(std::string(201, 'u'));
  EXPECT_THAT(Admin().Call(&Stub::CreateChannel, request),
              ViolatesFields(
                  UnorderedElementsAre("channel.organization", "channel.display_name", "channel.kind", "channel.url")));
}

TEST_F(MediaTest, ClosingAChannelNeedsTheCurrentEtag) {
  const v1::Channel channel = Must(AddChannel("wechat"));
  EXPECT_EQ(Must(Close(Admin(), channel)).state(), v1::CHANNEL_STATE_CLOSED);
  EXPECT_THAT(Close(Admin(), channel), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(MediaTest, AChannelKeepsItsOrganization) {
  v1::UpdateChannelRequest request;
  *request.mutable_channel() = Must(AddChannel("wechat"));
  request.mutable_channel()->set_organization(west());
  request.mutable_update_mask()->add_paths("organization");
  EXPECT_THAT(Admin().Call(&Stub::UpdateChannel, request),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
}

TEST_F(MediaTest, ChannelsAreListedByStateAndOrganization) {
  Must(AddChannel("a"));
  Must(Close(Admin(), Must(AddChannel("b"))));
  const auto listed = [&](const std::string& filter) {
    return Ids(List<v1::ListChannelsRequest>(&Stub::ListChannels, filter).channels());
  };
  EXPECT_THAT(listed("state = ACTIVE"), ElementsAre("a"));
  EXPECT_THAT(listed("organization = " + east()), ElementsAre("a", "b"));
}

TEST_F(MediaTest, AColumnSharesTheOrganizationOfItsChannel) {
  const v1::Column column = Must(AddColumn(Must(AddChannel("wechat")).name(), "models"));
  EXPECT_EQ(column.name(), NameOf("columns", "models"));
  EXPECT_EQ(column.state(), v1::COLUMN_STATE_ACTIVE);
  EXPECT_EQ(column.org_path(), EastPath());
  EXPECT_EQ(Must(Get<v1::GetColumnRequest>(Admin(), &Stub::GetColumn, column.name())).SerializeAsString(),
            column.SerializeAsString());
}

TEST_F(MediaTest, AColumnNeedsAChannelOfItsCounty) {
  EXPECT_THAT(AddColumn(NameOf("channels", "none"), "a"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(AddColumn("counties/431123/channels/wechat", "a"), ViolatesFields(ElementsAre("column.channel")));
}

TEST_F(MediaTest, ChangingAColumnNeedsTheCurrentEtag) {
  const v1::Column column = Must(AddColumn(Must(AddChannel("wechat")).name(), "models"));
  EXPECT_EQ(Must(Retitle(Admin(), column, "先锋")).display_name(), "先锋");
  EXPECT_THAT(Retitle(Admin(), column, "榜样"), IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(MediaTest, ColumnsAreListedByChannelAndState) {
  const std::string channel = Must(AddChannel("wechat")).name();
  Must(AddColumn(channel, "a"));
  Must(AddColumn(Must(AddChannel("site")).name(), "b"));
  const auto listed = [&](const std::string& filter) {
    return Ids(List<v1::ListColumnsRequest>(&Stub::ListColumns, filter).columns());
  };
  EXPECT_THAT(listed("state = ACTIVE"), ElementsAre("a", "b"));
  EXPECT_THAT(listed("channel = " + channel), ElementsAre("a"));
}

TEST_F(MediaTest, BothAreInvisibleToTheNeighbour) {
  const v1::Channel channel = Must(AddChannel("wechat"));
  const v1::Column column = Must(AddColumn(channel.name(), "models"));
  EXPECT_THAT(Get<v1::GetColumnRequest>(EastClerk(), &Stub::GetColumn, column.name()), IsOk());
  const auto hidden = IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND);
  EXPECT_THAT(Get<v1::GetChannelRequest>(WestClerk(), &Stub::GetChannel, channel.name()), hidden);
  EXPECT_THAT(Get<v1::GetColumnRequest>(WestClerk(), &Stub::GetColumn, column.name()), hidden);
  EXPECT_THAT(Close(WestClerk(), channel), hidden);
  EXPECT_THAT(Retitle(WestClerk(), column, "别人的"), hidden);
}

}  // namespace
}  // namespace xf::training
