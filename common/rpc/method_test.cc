#include "common/rpc/method.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::rpc {
namespace {

namespace sync = xianfeng::sync::v1;

constexpr absl::string_view kFeed = "xianfeng.sync.v1.ChangeFeedService";

TEST(MethodTest, IsWhatTheContractSays) {
  const Method& method = FindMethod(kFeed, "AckPosition", sync::AckPositionRequest(), sync::AckPositionResponse());
  EXPECT_EQ(method.path, "/xianfeng.sync.v1.ChangeFeedService/AckPosition");
  EXPECT_EQ(&method, &FindMethod(kFeed, "AckPosition"));
  EXPECT_FALSE(method.permission.empty());
}

TEST(MethodDeathTest, AMethodThatNoContractHasEndsTheProcess) {
  EXPECT_DEATH(FindMethod(kFeed, "Forget"), "no method xianfeng.sync.v1.ChangeFeedService/Forget");
}

TEST(MethodDeathTest, OtherMessagesThanTheContractsEndTheProcess) {
  EXPECT_DEATH(FindMethod(kFeed, "AckPosition", sync::GetFeedHeadRequest(), sync::AckPositionResponse()),
               "AckPosition takes xianfeng.sync.v1.AckPositionRequest");
  EXPECT_DEATH(FindMethod(kFeed, "AckPosition", sync::AckPositionRequest(), sync::GetFeedHeadResponse()),
               "its handler xianfeng.sync.v1.AckPositionRequest and xianfeng.sync.v1.GetFeedHeadResponse");
}

}  // namespace
}  // namespace xf::rpc
