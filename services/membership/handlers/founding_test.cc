#include "services/membership/handlers/test_transfer.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class FoundingTest : public TransferFixture {
 protected:
  absl::StatusOr<v1::FoundingApplication> Apply(const rpc::Client& client, google::type::Date day,
                                                absl::string_view committee = "east",
                                                v1::OrganizationKind kind = v1::ORGANIZATION_KIND_JOINT_BRANCH) const {
    v1::ApplyForOrganizationRequest request;
    request.set_parent(county());
    v1::FoundingApplication& application = *request.mutable_application();
    application.set_committee(Org(committee));
    application.set_display_name("中共麻江茶叶产业联合支部委员会");
    application.set_kind(kind);
    application.set_unit_name("麻江茶叶专业合作社");
    *application.mutable_apply_date() = day;
    return client.Call(&OrganizationStub::ApplyForOrganization, request);
  }

  absl::StatusOr<v1::FoundingApplication> Reply(const std::string& name, v1::FoundingState state,
                                                google::type::Date day, const std::string& document = "",
                                                const std::string& reason = "") const {
    v1::ReplyToFoundingApplicationRequest request;
    request.set_name(name);
    request.set_state(state);
    *request.mutable_reply_date() = day;
    request.set_document(document);
    request.set_reason(reason);
    return admin().Call(&OrganizationStub::ReplyToFoundingApplication, request);
  }

  std::vector<std::string> Due(const rpc::Client& client, std::optional<google::type::Date> by) const {
    v1::ListFoundingApplicationsRequest request;
    request.set_parent(county());
    if (by) *request.mutable_due_by() = *by;
    const auto page = client.Call(&OrganizationStub::ListFoundingApplications, request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? NamesOf(page->founding_applications()) : std::vector<std::string>();
  }
};

TEST_F(FoundingTest, ACommitteeRepliesWithinAMonth) {
  const auto asked = Apply(clerk("east"), Day(2024, 1, 31));
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(IsoDate(asked->reply_by_date()), "2024-02-29") << "a month, clamped to its end";
  EXPECT_EQ(asked->state(), v1::FOUNDING_STATE_PENDING);
  EXPECT_EQ(asked->org_path(), Path("east"));
  EXPECT_THAT(Due(admin(), Day(2024, 2, 28)), IsEmpty());
  EXPECT_THAT(Due(admin(), Day(2024, 2, 29)), ElementsAre(asked->name()));
  EXPECT_THAT(Due(clerk("west"), {}), IsEmpty());
  const auto replied = Reply(asked->name(), v1::FOUNDING_STATE_APPROVED, Day(2024, 3, 5), "麻党发〔2024〕7号");
  ASSERT_THAT(replied, IsOk());
  EXPECT_EQ(replied->state(), v1::FOUNDING_STATE_APPROVED);
  EXPECT_EQ(replied->document(), "麻党发〔2024〕7号");
  EXPECT_THAT(Due(admin(), Day(2024, 2, 29)), IsEmpty());
  EXPECT_THAT(Due(admin(), {}), ElementsAre(asked->name()));
  EXPECT_THAT(Reply(asked->name(), v1::FOUNDING_STATE_APPROVED, Day(2024, 3, 5), "麻党发〔2024〕8号"),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(FoundingTest, OnlyACommitteeThatLeadsSuchAnOrganizationIsAsked) {
  EXPECT_THAT(Apply(admin(), Day(2024, 1, 31), "e1"), ViolatesFields(ElementsAre("application.committee")));
  EXPECT_THAT(Apply(admin(), Day(2024, 1, 31), "east", v1::ORGANIZATION_KIND_LOCAL_COMMITTEE),
              ViolatesFields(ElementsAre("application.kind")));
  EXPECT_THAT(Apply(admin(), ToDate(Today() + 1)), ViolatesFields(ElementsAre("application.apply_date")));
  EXPECT_THAT(Apply(clerk("west"), Day(2024, 1, 31)),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(FoundingTest, AReplyHasADocumentOrAReason) {
  const std::string name = Apply(admin(), Day(2024, 1, 31))->name();
  EXPECT_THAT(Reply(name, v1::FOUNDING_STATE_APPROVED, Day(2024, 1, 30)),
              ViolatesFields(ElementsAre("reply_date", "document")));
  EXPECT_THAT(Reply(name, v1::FOUNDING_STATE_DECLINED, Day(2024, 2, 3)), ViolatesFields(ElementsAre("reason")));
  EXPECT_THAT(Reply(name, v1::FOUNDING_STATE_PENDING, Day(2024, 2, 3)), ViolatesFields(ElementsAre("state")));
  EXPECT_THAT(Reply(name, v1::FOUNDING_STATE_DECLINED, Day(2024, 2, 3), "", "正式党员不足三人"), IsOk());
  EXPECT_THAT(Reply(county() + "/foundingApplications/none", v1::FOUNDING_STATE_DECLINED, Day(2024, 2, 3), "", "无"),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::membership
