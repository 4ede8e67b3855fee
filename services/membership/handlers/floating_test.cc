// Floating members and what their absence is evidence of.
#include "common/base/clock.h"
#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/floating_service.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;
using FloatingStub = v1::FloatingService::Stub;

class FloatingTest : public MembershipTest {
 protected:
  void SetUp() override {
    MembershipTest::SetUp();
    member_ = Add(0, "e1").name();
    keeper_ = Add(1, "e1").name();
  }

  static absl::CivilDay Today() { return absl::ToCivilDay(absl::Now(), ChinaZone()); }

  v1::RegisterOutflowRequest Away(absl::CivilDay since) const {
    v1::RegisterOutflowRequest request;
    request.set_parent(county());
    request.mutable_outflow()->set_member(member_);
    request.mutable_outflow()->set_keeper(keeper_);
    request.mutable_outflow()->set_reason(v1::OUTFLOW_REASON_EMPLOYMENT);
    request.mutable_outflow()->set_destination("广东省东莞市虎门镇");
    request.mutable_outflow()->set_destination_division("441900");
    *request.mutable_outflow()->mutable_start_date() = ToDate(since);
    return request;
  }
  std::string Register(absl::CivilDay since) const {
    const auto made = clerk("east").Call(&FloatingStub::RegisterOutflow, Away(since));
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->name() : "";
  }

  static v1::ReportLostContactRequest Lost(const std::string& name, absl::CivilDay day) {
    v1::ReportLostContactRequest request;
    request.set_name(name);
    for (const auto channel : {v1::CONTACT_CHANNEL_PHONE, v1::CONTACT_CHANNEL_RELATIVES}) {
      v1::SearchEntry& search = *request.add_searches();
      *search.mutable_date() = ToDate(day);
      search.set_searcher("李青");
      search.set_channel(channel);
      search.set_result("未能取得联系");
    }
    return request;
  }

  std::vector<std::string> Listed(const std::string& filter) const {
    v1::ListFloatingMembersRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    const auto page = admin().Call(&FloatingStub::ListFloatingMembers, request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? NamesOf(page->outflows()) : std::vector<std::string>();
  }

  absl::Status Contact(const std::string& name, absl::CivilDay day) const {
    v1::RecordContactRequest request;
    request.set_name(name);
    *request.mutable_contact()->mutable_date() = ToDate(day);
    request.mutable_contact()->set_channel(v1::CONTACT_CHANNEL_PHONE);
    return admin().Call(&FloatingStub::RecordContact, request).status();
  }

  std::string member_, keeper_;
};

TEST_F(FloatingTest, WhoIsAwayIsFloatingUntilHeReturns) {
  const std::string name = Register(Today() - 10);
  EXPECT_TRUE(Get(admin(), member_)->floating());
  EXPECT_EQ(Get(admin(), member_)->organization(), Org("e1")) << "the formal relation stays";
  EXPECT_THAT(admin().Call(&FloatingStub::RegisterOutflow, Away(Today())),
              IsError(Code::kAlreadyExists, errors::REASON_MEMBER_OUTFLOW_OPEN));
  v1::RecordReturnRequest request;
  request.set_name(name);
  *request.mutable_return_date() = ToDate(Today() - 11);
  EXPECT_THAT(admin().Call(&FloatingStub::RecordReturn, request), ViolatesFields(ElementsAre("return_date")));
  *request.mutable_return_date() = ToDate(Today());
  ASSERT_THAT(admin().Call(&FloatingStub::RecordReturn, request), IsOk());
  EXPECT_FALSE(Get(admin(), member_)->floating());
  EXPECT_THAT(admin().Call(&FloatingStub::RecordReturn, request),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Listed("state = RETURNED"), ElementsAre(name));
}

TEST_F(FloatingTest, RemindersFollowTheLastContact) {
  const std::string name = Register(AddMonths(Today(), -7));
  EXPECT_THAT(Listed("reminder = SEARCH_DUE"), ElementsAre(name));
  ASSERT_THAT(Contact(name, AddMonths(Today(), -4)), IsOk());
  EXPECT_THAT(Listed("reminder = CONTACT_DUE"), ElementsAre(name));
  ASSERT_THAT(Contact(name, Today()), IsOk());
  EXPECT_THAT(Listed("reminder = CONTACT_DUE"), IsEmpty());
  EXPECT_THAT(Listed("destination_division = 44"), ElementsAre(name));
  EXPECT_THAT(Contact(name, Today() + 1), ViolatesFields(ElementsAre("contact.date")));
}

TEST_F(FloatingTest, ALossNeedsASearchLogAndIsTheEvidenceOfASuspension) {
  const std::string name = Register(AddMonths(Today(), -8));
  v1::ChangeMemberStateRequest suspend;
  suspend.set_name(member_);
  suspend.set_state(v1::MEMBER_STATE_SUSPENDED);
  suspend.set_ground(v1::MEMBER_STATE_GROUND_LOST_CONTACT);
  *suspend.mutable_effective_date() = ToDate(Today());
  suspend.set_reason("失联");
  suspend.set_document("双组发〔2026〕2号");
  EXPECT_THAT(admin().Call(&MemberStub::ChangeMemberState, suspend),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_EVIDENCE_REQUIRED));

  v1::ReportLostContactRequest lost = Lost(name, Today());
  lost.mutable_searches(0)->set_channel(v1::CONTACT_CHANNEL_RELATIVES);
  *lost.mutable_searches(1)->mutable_date() = ToDate(Today() + 1);
  EXPECT_THAT(admin().Call(&FloatingStub::ReportLostContact, lost),
              ViolatesFields(ElementsAre("searches[1].date", "searches")));
  const auto reported = admin().Call(&FloatingStub::ReportLostContact, Lost(name, Today()));
  ASSERT_THAT(reported, IsOk());
  EXPECT_THAT(reported->searches(), SizeIs(2));
  EXPECT_TRUE(Get(admin(), member_)->lost_contact());
  EXPECT_THAT(admin().Call(&MemberStub::ChangeMemberState, suspend), IsOk());
}

TEST_F(FloatingTest, AContactFindsTheLostAgain) {
  const std::string name = Register(AddMonths(Today(), -8));
  ASSERT_THAT(admin().Call(&FloatingStub::ReportLostContact, Lost(name, Today() - 5)), IsOk());
  ASSERT_THAT(Contact(name, Today()), IsOk());
  EXPECT_FALSE(Get(admin(), member_)->lost_contact());
  EXPECT_THAT(Listed("state = AWAY"), ElementsAre(name));
}

TEST_F(FloatingTest, ARegistrationNamesEveryViolation) {
  v1::RegisterOutflowRequest request = Away(Today() + 1);
  request.mutable_outflow()->clear_destination();
  request.mutable_outflow()->clear_destination_division();
  request.mutable_outflow()->set_keeper(member_);
  *request.mutable_outflow()->mutable_expected_return_date() = ToDate(Today() + 30);
  EXPECT_THAT(admin().Call(&FloatingStub::RegisterOutflow, request),
              ViolatesFields(ElementsAre("outflow.start_date", "outflow.destination", "outflow.expected_return_date",
                                         "outflow.keeper")));
}

TEST_F(FloatingTest, GroupsKeepTheFloatingTogether) {
  v1::CreateFlowGroupRequest create;
  create.set_parent(county());
  create.mutable_flow_group()->set_display_name("东莞流动党员群");
  create.mutable_flow_group()->set_organization(Org("east"));
  const auto group = admin().Call(&FloatingStub::CreateFlowGroup, create);
  ASSERT_THAT(group, IsOk());
  v1::ListFlowGroupsRequest list;
  list.set_parent(county());
  EXPECT_THAT(NamesOf(clerk("east").Call(&FloatingStub::ListFlowGroups, list)->flow_groups()),
              ElementsAre(group->name()));
  EXPECT_THAT(clerk("west").Call(&FloatingStub::ListFlowGroups, list)->flow_groups(), IsEmpty());
  v1::RegisterOutflowRequest away = Away(Today());
  away.mutable_outflow()->set_flow_group(county() + "/flowGroups/none");
  EXPECT_THAT(admin().Call(&FloatingStub::RegisterOutflow, away),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  away.mutable_outflow()->set_flow_group(group->name());
  const auto made = admin().Call(&FloatingStub::RegisterOutflow, away);
  ASSERT_THAT(made, IsOk());
  EXPECT_THAT(Listed(absl::StrCat("flow_group = \"", group->name(), "\"")), ElementsAre(made->name()));
  EXPECT_THAT(Listed(absl::StrCat("member = \"", member_, "\" AND reason = EMPLOYMENT")), ElementsAre(made->name()));
}

}  // namespace
}  // namespace xf::membership
