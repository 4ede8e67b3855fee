// The same request_id has one effect and one answer.
#include <thread>

#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;

class IdempotencyTest : public MembershipTest {
 protected:
  v1::CreateMemberRequest Request(int person) {
    v1::CreateMemberRequest request;
    request.set_parent(county());
    *request.mutable_member() = Person(person, "e1");
    request.set_request_id("once");
    return request;
  }
};

TEST_F(IdempotencyTest, TheSameRequestTwiceAtOnceMakesOneRowAndEqualAnswers) {
  const v1::CreateMemberRequest request = Request(1);
  std::vector<std::string> answers(8);
  std::vector<std::thread> callers;
  for (std::string& answer : answers) {
    callers.emplace_back([&] {
      auto member = admin().Call(&MemberStub::CreateMember, request);
      EXPECT_THAT(member, IsOk());
      if (member.ok()) answer = member->SerializeAsString();
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(answers, ::testing::Each(answers[0]));
  v1::ListMembersRequest list;
  list.set_parent(county());
  EXPECT_EQ(admin().Call(&MemberStub::ListMembers, list)->members_size(), 1);
}

TEST_F(IdempotencyTest, AnotherRequestUnderTheSameIdIsRefused) {
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(2)),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
}

TEST_F(IdempotencyTest, AFailedRequestLeavesItsIdFree) {
  v1::CreateMemberRequest request = Request(1);
  request.mutable_member()->set_organization(Org("nowhere"));
  EXPECT_FALSE(admin().Call(&MemberStub::CreateMember, request).ok());
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
}

TEST_F(IdempotencyTest, AnIdBelongsToItsCaller) {
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, Request(1)), IsOk());
  EXPECT_THAT(clerk("east").Call(&MemberStub::CreateMember, Request(2)), IsOk());
}

}  // namespace
}  // namespace xf::membership
