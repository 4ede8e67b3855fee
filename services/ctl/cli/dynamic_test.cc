#include "services/ctl/cli/dynamic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ctl/cli/home.h"
#include "services/ctl/cli/services.h"

namespace xf::ctl {
namespace {

using ::testing::HasSubstr;

TEST(FindMethodTest, KnowsEveryServiceOfTheContracts) {
  for (const char* name :
       {"xianfeng.membership.v1.MemberService/GetMember", "xianfeng.training.v1.CreditService/ListShortfalls",
        "xianfeng.rotation.v1.PlacementService.ImportPlacements", "xianfeng.volunteer.v1.TicketService/ImportTickets",
        "xianfeng.report.v1.FigureService/ListFigures", "xianfeng.sync.v1.ChangeFeedService/Subscribe",
        "grpc.health.v1.Health/Check"}) {
    EXPECT_TRUE(FindMethod(name).ok()) << name << ": " << FindMethod(name).status();
  }
  EXPECT_GE(LinkedServices().size(), 15u);
}

TEST(FindMethodTest, SaysWhatThereIsWhenThereIsNoSuchMethod) {
  EXPECT_THAT(std::string(FindMethod("xianfeng.membership.v1.MemberService/Get").status().message()),
              HasSubstr("GetMember"));
  EXPECT_THAT(std::string(FindMethod("nothing/At").status().message()), HasSubstr("xianfeng.report.v1.FigureService"));
}

TEST(ServiceOfTest, IsThePackageOrNothingForSharedOnes) {
  EXPECT_EQ(ServiceOf(**FindMethod("xianfeng.rotation.v1.ProgramService/CreatePost")), "rotation");
  EXPECT_EQ(ServiceOf(**FindMethod("xianfeng.sync.v1.ChangeFeedService/GetFeedHead")), "");
}

TEST(ParseJsonTest, ReadsBothSpellingsAndRefusesUnknownFields) {
  const auto& type = *(*FindMethod("xianfeng.membership.v1.MemberService/ListMembers"))->input_type();
  const auto snake = ParseJson(type, R"({"parent": "counties/431123", "page_size": 5})");
  const auto camel = ParseJson(type, R"({"parent": "counties/431123", "pageSize": 5})");
  ASSERT_TRUE(snake.ok() && camel.ok());
  EXPECT_EQ(ToJson(**snake, false), R"({"parent":"counties/431123","page_size":5})");
  EXPECT_EQ(ToJson(**camel, false), ToJson(**snake, false));
  EXPECT_TRUE(absl::IsInvalidArgument(ParseJson(type, R"({"pages": 5})").status()));
}

TEST(HomeTest, SaysWhatToDoWithoutEndpoints) {
  const auto home = Home::Open("/nowhere");
  EXPECT_TRUE(absl::IsNotFound(home.status()));
  EXPECT_THAT(std::string(home.status().message()), HasSubstr("deploy/up"));
}

}  // namespace
}  // namespace xf::ctl
