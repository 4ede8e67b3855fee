#include "services/membership/handlers/test_county.h"
#include "xianfeng/membership/v1/dues.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class DuesTest : public MembershipTest {
 protected:
  using Stub = v1::DuesService::Stub;

  absl::StatusOr<v1::DuesAssessment> Assess(const rpc::Client& client, const std::string& member,
                                            const std::string& month, int64_t base = 400000,
                                            bool validate_only = false) {
    v1::AssessDuesRequest request;
    request.set_parent(county());
    request.set_validate_only(validate_only);
    request.mutable_assessment()->set_member(member);
    request.mutable_assessment()->set_basis(v1::DUES_BASIS_WAGE);
    request.mutable_assessment()->set_base_fen(base);
    request.mutable_assessment()->set_first_month(month);
    return client.Call(&Stub::AssessDues, request);
  }
  absl::StatusOr<v1::DuesPayment> Pay(const std::string& member, const std::string& first, const std::string& last,
                                      int64_t fen, google::type::Date day, int64_t gift = 0) {
    v1::RecordPaymentRequest request;
    request.set_parent(county());
    request.mutable_payment()->set_member(member);
    request.mutable_payment()->set_first_month(first);
    request.mutable_payment()->set_last_month(last);
    request.mutable_payment()->set_amount_fen(fen);
    request.mutable_payment()->set_gift_fen(gift);
    *request.mutable_payment()->mutable_payment_date() = day;
    return admin().Call(&Stub::RecordPayment, request);
  }
  v1::ListArrearsResponse Arrears(const rpc::Client& client, google::type::Date as_of, int least = 0) {
    v1::ListArrearsRequest request;
    request.set_parent(county());
    request.set_min_months(least);
    *request.mutable_as_of() = as_of;
    const auto page = client.Call(&Stub::ListArrears, request);
    EXPECT_THAT(page, IsOk());
    return page.value_or(v1::ListArrearsResponse());
  }
};

TEST_F(DuesTest, AnAssessmentIsReckonedByTheTable) {
  const v1::Member member = Add(0, "e1");
  const auto made = Assess(admin(), member.name(), "2024-01");
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->monthly_fen(), 4000);
  EXPECT_EQ(made->rate_basis_points(), 100);
  EXPECT_EQ(made->rule_version(), "2008");
  EXPECT_EQ(made->org_path(), Path("east.e1"));
  EXPECT_EQ(made->organization(), Org("e1"));
  EXPECT_EQ(made->first_month(), "2024-01");
  EXPECT_THAT(Assess(admin(), member.name(), "2024-01"),
              IsError(Code::kAlreadyExists, errors::REASON_DUES_ASSESSMENT_TAKEN));
  EXPECT_THAT(Assess(admin(), member.name(), "2010-06"), ViolatesFields(ElementsAre("assessment.first_month")));
  EXPECT_THAT(Assess(clerk("west"), member.name(), "2025-01"),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(DuesTest, ATrialWritesNothing) {
  const v1::Member member = Add(0, "e1");
  const auto tried = Assess(admin(), member.name(), "2024-01", 400000, true);
  ASSERT_THAT(tried, IsOk());
  EXPECT_EQ(tried->monthly_fen(), 4000);
  v1::ListDuesAssessmentsRequest request;
  request.set_parent(county());
  auto page = admin().Call(&Stub::ListDuesAssessments, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->dues_assessments(), IsEmpty());
  ASSERT_THAT(Assess(admin(), member.name(), "2024-01"), IsOk());
  request.set_filter("member = " + member.name());
  page = admin().Call(&Stub::ListDuesAssessments, request);
  ASSERT_THAT(page, IsOk());
  ASSERT_THAT(page->dues_assessments(), SizeIs(1));
  EXPECT_EQ(page->dues_assessments(0).base_fen(), 400000);
}

TEST_F(DuesTest, APaymentIsWhatIsDueForItsMonths) {
  const std::string member = Add(0, "e1").name();
  ASSERT_THAT(Assess(admin(), member, "2024-01", 400000), IsOk());  // 40 yuan.
  ASSERT_THAT(Assess(admin(), member, "2024-03", 600000), IsOk());  // 90 yuan from March on.
  EXPECT_THAT(Pay(member, "2024-01", "2024-03", 16000, Day(2024, 4, 1)),
              ViolatesFields(ElementsAre("payment.amount_fen")));
  const auto paid = Pay(member, "2024-01", "2024-03", 17000, Day(2024, 4, 1));
  ASSERT_THAT(paid, IsOk());
  EXPECT_EQ(paid->last_month(), "2024-03");
  EXPECT_FALSE(paid->gift_forwarded());
  EXPECT_THAT(Pay(member, "2024-03", "", 9000, Day(2024, 4, 2)),
              IsError(Code::kFailedPrecondition, errors::REASON_DUES_MONTH_PAID));
  EXPECT_THAT(Pay(member, "2023-12", "", 4000, Day(2024, 4, 2)),
              IsError(Code::kFailedPrecondition, errors::REASON_DUES_NOT_ASSESSED));
  const auto gift = Pay(member, "2024-04", "2024-04", 9000, Day(2024, 4, 2), 100000);
  ASSERT_THAT(gift, IsOk());
  EXPECT_TRUE(gift->gift_forwarded());
}

TEST_F(DuesTest, APaymentTakenBackLeavesItsMonthsUnpaid) {
  const std::string member = Add(0, "e1").name();
  ASSERT_THAT(Assess(admin(), member, "2024-01"), IsOk());
  const auto paid = Pay(member, "2024-01", "", 4000, Day(2024, 1, 10));
  ASSERT_THAT(paid, IsOk());
  v1::VoidPaymentRequest request;
  request.set_name(paid->name());
  request.set_reason("记错了人");
  request.set_etag("7");
  EXPECT_THAT(admin().Call(&Stub::VoidPayment, request), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
  request.set_etag(paid->etag());
  const auto taken_back = admin().Call(&Stub::VoidPayment, request);
  ASSERT_THAT(taken_back, IsOk());
  EXPECT_TRUE(taken_back->has_void_time());
  request.clear_etag();
  EXPECT_THAT(admin().Call(&Stub::VoidPayment, request),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Pay(member, "2024-01", "", 4000, Day(2024, 1, 11)), IsOk());
  v1::ListDuesPaymentsRequest list;
  list.set_parent(county());
  list.set_filter("organization = " + Org("east"));
  const auto page = admin().Call(&Stub::ListDuesPayments, list);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->dues_payments(), SizeIs(2));
}

TEST_F(DuesTest, ArrearsCountTheMonthsBeforeTheDaysMonth) {
  const std::string member = Add(0, "e1").name();
  Add(1, "e1");  // Without an assessment nothing is owed.
  ASSERT_THAT(Assess(admin(), member, "2024-01"), IsOk());
  EXPECT_THAT(Arrears(admin(), Day(2024, 1, 31)).arrears(), IsEmpty());
  const auto february = Arrears(admin(), Day(2024, 2, 1));
  ASSERT_THAT(february.arrears(), SizeIs(1));
  EXPECT_THAT(february.arrears(0).months(), ElementsAre("2024-01"));
  EXPECT_EQ(february.arrears(0).amount_fen(), 4000);
  EXPECT_EQ(february.arrears(0).paid_through_month(), "");
  ASSERT_THAT(Pay(member, "2024-01", "2024-02", 8000, Day(2024, 2, 1)), IsOk());
  ASSERT_THAT(Pay(member, "2024-04", "", 4000, Day(2024, 2, 1)), IsOk());
  const auto july = Arrears(admin(), Day(2024, 7, 15));
  ASSERT_THAT(july.arrears(), SizeIs(1));
  EXPECT_THAT(july.arrears(0).months(), ElementsAre("2024-03", "2024-05", "2024-06"));
  EXPECT_EQ(july.arrears(0).month_count(), 3);
  EXPECT_EQ(july.arrears(0).consecutive_months(), 2);
  EXPECT_EQ(july.arrears(0).paid_through_month(), "2024-02");
  EXPECT_THAT(Arrears(clerk("west"), Day(2024, 7, 15)).arrears(), IsEmpty());
  EXPECT_THAT(Arrears(admin(), Day(2024, 7, 15), 3).arrears(), IsEmpty());
}

TEST_F(DuesTest, SixMonthsInARowWarnAndNothingElseHappens) {
  const v1::Member member = Add(0, "e1");
  ASSERT_THAT(Assess(admin(), member.name(), "2024-01"), IsOk());
  EXPECT_EQ(Arrears(admin(), Day(2024, 6, 30)).arrears(0).warning(), "");
  const auto warned = Arrears(admin(), Day(2024, 7, 1));
  EXPECT_THAT(warned.arrears(0).warning(), HasSubstr("连续六个月"));
  const auto after = Get(admin(), member.name());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->state(), v1::MEMBER_STATE_NORMAL);
  EXPECT_EQ(after->etag(), member.etag());
}

TEST_F(DuesTest, AnExemptMonthIsNotOwed) {
  const std::string member = Add(0, "e1").name();
  v1::AssessDuesRequest request;
  request.set_parent(county());
  request.mutable_assessment()->set_member(member);
  request.mutable_assessment()->set_basis(v1::DUES_BASIS_MINIMUM);
  request.mutable_assessment()->set_first_month("2024-01");
  request.mutable_assessment()->set_reduced_fen(0);
  request.mutable_assessment()->set_reduction_document("双组〔2024〕1号");
  ASSERT_THAT(admin().Call(&Stub::AssessDues, request), IsOk());
  EXPECT_THAT(Arrears(admin(), Day(2024, 12, 1)).arrears(), IsEmpty());
}

TEST_F(DuesTest, DuesMoveWithTheBranch) {
  const std::string member = Add(0, "e1").name();
  ASSERT_THAT(Assess(admin(), member, "2024-01"), IsOk());
  ASSERT_THAT(Pay(member, "2024-01", "", 4000, Day(2024, 1, 10)), IsOk());
  v1::MoveOrganizationRequest request;
  request.set_name(Org("e1"));
  request.set_new_superior(Org("west"));
  request.set_reason("乡镇区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  v1::ListDuesPaymentsRequest payments;
  payments.set_parent(county());
  EXPECT_THAT(clerk("west").Call(&Stub::ListDuesPayments, payments)->dues_payments(), SizeIs(1));
  v1::ListDuesAssessmentsRequest assessments;
  assessments.set_parent(county());
  EXPECT_THAT(clerk("west").Call(&Stub::ListDuesAssessments, assessments)->dues_assessments(), SizeIs(1));
}

}  // namespace
}  // namespace xf::membership
